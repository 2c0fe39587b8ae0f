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
#embed "../../Resources/en/prediction.phrases" suffix(,)
0};

static const unsigned char f4[] = {
#embed "../../Resources/en/statistics.phrases" suffix(,)
0};

static const unsigned char f5[] = {
#embed "../../Resources/ja/cli.phrases" suffix(,)
0};

static const unsigned char f6[] = {
#embed "../../Resources/ja/common.phrases" suffix(,)
0};

static const unsigned char f7[] = {
#embed "../../Resources/ja/csv.phrases" suffix(,)
0};

static const unsigned char f8[] = {
#embed "../../Resources/ja/prediction.phrases" suffix(,)
0};

static const unsigned char f9[] = {
#embed "../../Resources/ja/statistics.phrases" suffix(,)
0};

static const unsigned char f10[] = {
#embed "../../Resources/models/crs-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f11[] = {
#embed "../../Resources/models/crs-day-1.spec.json" suffix(,)
0};

static const unsigned char f12[] = {
#embed "../../Resources/models/csf-ratio.spec.json" suffix(,)
0};

static const unsigned char f13[] = {
#embed "../../Resources/models/demo-crs-before-infusion.model" suffix(,)
0};

static const unsigned char f14[] = {
#embed "../../Resources/models/demo-crs-day-1.model" suffix(,)
0};

static const unsigned char f15[] = {
#embed "../../Resources/models/demo-icans-before-infusion.model" suffix(,)
0};

static const unsigned char f16[] = {
#embed "../../Resources/models/icans-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f17[] = {
#embed "../../Resources/models/icans-day-1.spec.json" suffix(,)
0};

static const c_asset all[] = {
    {"Resources/en/cli.phrases", f0, sizeof f0 - 1},
    {"Resources/en/common.phrases", f1, sizeof f1 - 1},
    {"Resources/en/csv.phrases", f2, sizeof f2 - 1},
    {"Resources/en/prediction.phrases", f3, sizeof f3 - 1},
    {"Resources/en/statistics.phrases", f4, sizeof f4 - 1},
    {"Resources/ja/cli.phrases", f5, sizeof f5 - 1},
    {"Resources/ja/common.phrases", f6, sizeof f6 - 1},
    {"Resources/ja/csv.phrases", f7, sizeof f7 - 1},
    {"Resources/ja/prediction.phrases", f8, sizeof f8 - 1},
    {"Resources/ja/statistics.phrases", f9, sizeof f9 - 1},
    {"Resources/models/crs-before-infusion.spec.json", f10, sizeof f10 - 1},
    {"Resources/models/crs-day-1.spec.json", f11, sizeof f11 - 1},
    {"Resources/models/csf-ratio.spec.json", f12, sizeof f12 - 1},
    {"Resources/models/demo-crs-before-infusion.model", f13, sizeof f13 - 1},
    {"Resources/models/demo-crs-day-1.model", f14, sizeof f14 - 1},
    {"Resources/models/demo-icans-before-infusion.model", f15, sizeof f15 - 1},
    {"Resources/models/icans-before-infusion.spec.json", f16, sizeof f16 - 1},
    {"Resources/models/icans-day-1.spec.json", f17, sizeof f17 - 1},
};

const c_asset *c_assets(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
