// Written by `make assets`: every file of Schema/ and Resources/, embedded.
#include "cassets.h"

static const unsigned char f0[] = {
#embed "../../Resources/calendars/jp.json" suffix(,)
0};

static const unsigned char f1[] = {
#embed "../../Resources/calendars/nl.json" suffix(,)
0};

static const unsigned char f2[] = {
#embed "../../Resources/calendars/us.json" suffix(,)
0};

static const unsigned char f3[] = {
#embed "../../Resources/en/cli.phrases" suffix(,)
0};

static const unsigned char f4[] = {
#embed "../../Resources/en/common.phrases" suffix(,)
0};

static const unsigned char f5[] = {
#embed "../../Resources/en/csv.phrases" suffix(,)
0};

static const unsigned char f6[] = {
#embed "../../Resources/en/office.phrases" suffix(,)
0};

static const unsigned char f7[] = {
#embed "../../Resources/en/statistics.phrases" suffix(,)
0};

static const unsigned char f8[] = {
#embed "../../Resources/en/store.phrases" suffix(,)
0};

static const unsigned char f9[] = {
#embed "../../Resources/en/words.phrases" suffix(,)
0};

static const unsigned char f10[] = {
#embed "../../Resources/ja/cli.phrases" suffix(,)
0};

static const unsigned char f11[] = {
#embed "../../Resources/ja/common.phrases" suffix(,)
0};

static const unsigned char f12[] = {
#embed "../../Resources/ja/csv.phrases" suffix(,)
0};

static const unsigned char f13[] = {
#embed "../../Resources/ja/office.phrases" suffix(,)
0};

static const unsigned char f14[] = {
#embed "../../Resources/ja/statistics.phrases" suffix(,)
0};

static const unsigned char f15[] = {
#embed "../../Resources/ja/store.phrases" suffix(,)
0};

static const unsigned char f16[] = {
#embed "../../Resources/ja/words.phrases" suffix(,)
0};

static const unsigned char f17[] = {
#embed "../../Schema/postgresql/v001.sql" suffix(,)
0};

static const unsigned char f18[] = {
#embed "../../Schema/sqlite/v001.sql" suffix(,)
0};

static const c_asset all[] = {
    {"Resources/calendars/jp.json", f0, sizeof f0 - 1},
    {"Resources/calendars/nl.json", f1, sizeof f1 - 1},
    {"Resources/calendars/us.json", f2, sizeof f2 - 1},
    {"Resources/en/cli.phrases", f3, sizeof f3 - 1},
    {"Resources/en/common.phrases", f4, sizeof f4 - 1},
    {"Resources/en/csv.phrases", f5, sizeof f5 - 1},
    {"Resources/en/office.phrases", f6, sizeof f6 - 1},
    {"Resources/en/statistics.phrases", f7, sizeof f7 - 1},
    {"Resources/en/store.phrases", f8, sizeof f8 - 1},
    {"Resources/en/words.phrases", f9, sizeof f9 - 1},
    {"Resources/ja/cli.phrases", f10, sizeof f10 - 1},
    {"Resources/ja/common.phrases", f11, sizeof f11 - 1},
    {"Resources/ja/csv.phrases", f12, sizeof f12 - 1},
    {"Resources/ja/office.phrases", f13, sizeof f13 - 1},
    {"Resources/ja/statistics.phrases", f14, sizeof f14 - 1},
    {"Resources/ja/store.phrases", f15, sizeof f15 - 1},
    {"Resources/ja/words.phrases", f16, sizeof f16 - 1},
    {"Schema/postgresql/v001.sql", f17, sizeof f17 - 1},
    {"Schema/sqlite/v001.sql", f18, sizeof f18 - 1},
};

const c_asset *c_assets(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
