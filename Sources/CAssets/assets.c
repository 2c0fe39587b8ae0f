// Written by `make assets`: every file of Schema/ and Resources/, embedded.
#include "cassets.h"

static const unsigned char f0[] = {
#embed "../../Resources/en/cli.phrases" suffix(,)
0};

static const unsigned char f1[] = {
#embed "../../Resources/en/common.phrases" suffix(,)
0};

static const unsigned char f2[] = {
#embed "../../Resources/en/csv.phrases" suffix(,)
0};

static const unsigned char f3[] = {
#embed "../../Resources/en/statistics.phrases" suffix(,)
0};

static const unsigned char f4[] = {
#embed "../../Resources/ja/cli.phrases" suffix(,)
0};

static const unsigned char f5[] = {
#embed "../../Resources/ja/common.phrases" suffix(,)
0};

static const unsigned char f6[] = {
#embed "../../Resources/ja/csv.phrases" suffix(,)
0};

static const unsigned char f7[] = {
#embed "../../Resources/ja/statistics.phrases" suffix(,)
0};

static const c_asset all[] = {
    {"Resources/en/cli.phrases", f0, sizeof f0 - 1},
    {"Resources/en/common.phrases", f1, sizeof f1 - 1},
    {"Resources/en/csv.phrases", f2, sizeof f2 - 1},
    {"Resources/en/statistics.phrases", f3, sizeof f3 - 1},
    {"Resources/ja/cli.phrases", f4, sizeof f4 - 1},
    {"Resources/ja/common.phrases", f5, sizeof f5 - 1},
    {"Resources/ja/csv.phrases", f6, sizeof f6 - 1},
    {"Resources/ja/statistics.phrases", f7, sizeof f7 - 1},
};

const c_asset *c_assets(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
