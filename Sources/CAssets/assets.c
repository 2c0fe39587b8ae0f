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
#embed "../../Resources/clinical/apheresis-models.json" suffix(,)
0};

static const unsigned char f4[] = {
#embed "../../Resources/clinical/apheresis.json" suffix(,)
0};

static const unsigned char f5[] = {
#embed "../../Resources/clinical/eligibility.json" suffix(,)
0};

static const unsigned char f6[] = {
#embed "../../Resources/clinical/facts.json" suffix(,)
0};

static const unsigned char f7[] = {
#embed "../../Resources/clinical/flags.json" suffix(,)
0};

static const unsigned char f8[] = {
#embed "../../Resources/clinical/grading.json" suffix(,)
0};

static const unsigned char f9[] = {
#embed "../../Resources/clinical/guidance.json" suffix(,)
0};

static const unsigned char f10[] = {
#embed "../../Resources/clinical/kpis.json" suffix(,)
0};

static const unsigned char f11[] = {
#embed "../../Resources/clinical/products.json" suffix(,)
0};

static const unsigned char f12[] = {
#embed "../../Resources/clinical/scores.json" suffix(,)
0};

static const unsigned char f13[] = {
#embed "../../Resources/clinical/sources.json" suffix(,)
0};

static const unsigned char f14[] = {
#embed "../../Resources/clinical/ward.json" suffix(,)
0};

static const unsigned char f15[] = {
#embed "../../Resources/clinical/washouts.json" suffix(,)
0};

static const unsigned char f16[] = {
#embed "../../Resources/en/admin.phrases" suffix(,)
0};

static const unsigned char f17[] = {
#embed "../../Resources/en/apheresis.phrases" suffix(,)
0};

static const unsigned char f18[] = {
#embed "../../Resources/en/board-planning.phrases" suffix(,)
0};

static const unsigned char f19[] = {
#embed "../../Resources/en/board.phrases" suffix(,)
0};

static const unsigned char f20[] = {
#embed "../../Resources/en/cli.phrases" suffix(,)
0};

static const unsigned char f21[] = {
#embed "../../Resources/en/clinical.phrases" suffix(,)
0};

static const unsigned char f22[] = {
#embed "../../Resources/en/common.phrases" suffix(,)
0};

static const unsigned char f23[] = {
#embed "../../Resources/en/csv.phrases" suffix(,)
0};

static const unsigned char f24[] = {
#embed "../../Resources/en/definitions.phrases" suffix(,)
0};

static const unsigned char f25[] = {
#embed "../../Resources/en/demo.phrases" suffix(,)
0};

static const unsigned char f26[] = {
#embed "../../Resources/en/desk-repairs.phrases" suffix(,)
0};

static const unsigned char f27[] = {
#embed "../../Resources/en/desk.phrases" suffix(,)
0};

static const unsigned char f28[] = {
#embed "../../Resources/en/eligibility.phrases" suffix(,)
0};

static const unsigned char f29[] = {
#embed "../../Resources/en/exchange.phrases" suffix(,)
0};

static const unsigned char f30[] = {
#embed "../../Resources/en/figures.phrases" suffix(,)
0};

static const unsigned char f31[] = {
#embed "../../Resources/en/flags.phrases" suffix(,)
0};

static const unsigned char f32[] = {
#embed "../../Resources/en/grading.phrases" suffix(,)
0};

static const unsigned char f33[] = {
#embed "../../Resources/en/interop.phrases" suffix(,)
0};

static const unsigned char f34[] = {
#embed "../../Resources/en/knowledge-store.phrases" suffix(,)
0};

static const unsigned char f35[] = {
#embed "../../Resources/en/lines.phrases" suffix(,)
0};

static const unsigned char f36[] = {
#embed "../../Resources/en/office.phrases" suffix(,)
0};

static const unsigned char f37[] = {
#embed "../../Resources/en/outbox.phrases" suffix(,)
0};

static const unsigned char f38[] = {
#embed "../../Resources/en/paper.phrases" suffix(,)
0};

static const unsigned char f39[] = {
#embed "../../Resources/en/planning.phrases" suffix(,)
0};

static const unsigned char f40[] = {
#embed "../../Resources/en/prediction.phrases" suffix(,)
0};

static const unsigned char f41[] = {
#embed "../../Resources/en/products.phrases" suffix(,)
0};

static const unsigned char f42[] = {
#embed "../../Resources/en/records.phrases" suffix(,)
0};

static const unsigned char f43[] = {
#embed "../../Resources/en/screen-planning.phrases" suffix(,)
0};

static const unsigned char f44[] = {
#embed "../../Resources/en/screen-ward.phrases" suffix(,)
0};

static const unsigned char f45[] = {
#embed "../../Resources/en/second.phrases" suffix(,)
0};

static const unsigned char f46[] = {
#embed "../../Resources/en/statistics.phrases" suffix(,)
0};

static const unsigned char f47[] = {
#embed "../../Resources/en/store.phrases" suffix(,)
0};

static const unsigned char f48[] = {
#embed "../../Resources/en/tui.phrases" suffix(,)
0};

static const unsigned char f49[] = {
#embed "../../Resources/en/ward.phrases" suffix(,)
0};

static const unsigned char f50[] = {
#embed "../../Resources/en/whatif.phrases" suffix(,)
0};

static const unsigned char f51[] = {
#embed "../../Resources/en/words.phrases" suffix(,)
0};

static const unsigned char f52[] = {
#embed "../../Resources/figures/indicators.json" suffix(,)
0};

static const unsigned char f53[] = {
#embed "../../Resources/figures/registry.json" suffix(,)
0};

static const unsigned char f54[] = {
#embed "../../Resources/interop/codemap.csv" suffix(,)
0};

static const unsigned char f55[] = {
#embed "../../Resources/interop/units.csv" suffix(,)
0};

static const unsigned char f56[] = {
#embed "../../Resources/ja/admin.phrases" suffix(,)
0};

static const unsigned char f57[] = {
#embed "../../Resources/ja/apheresis.phrases" suffix(,)
0};

static const unsigned char f58[] = {
#embed "../../Resources/ja/board-planning.phrases" suffix(,)
0};

static const unsigned char f59[] = {
#embed "../../Resources/ja/board.phrases" suffix(,)
0};

static const unsigned char f60[] = {
#embed "../../Resources/ja/cli.phrases" suffix(,)
0};

static const unsigned char f61[] = {
#embed "../../Resources/ja/clinical.phrases" suffix(,)
0};

static const unsigned char f62[] = {
#embed "../../Resources/ja/common.phrases" suffix(,)
0};

static const unsigned char f63[] = {
#embed "../../Resources/ja/csv.phrases" suffix(,)
0};

static const unsigned char f64[] = {
#embed "../../Resources/ja/definitions.phrases" suffix(,)
0};

static const unsigned char f65[] = {
#embed "../../Resources/ja/demo.phrases" suffix(,)
0};

static const unsigned char f66[] = {
#embed "../../Resources/ja/desk-repairs.phrases" suffix(,)
0};

static const unsigned char f67[] = {
#embed "../../Resources/ja/desk.phrases" suffix(,)
0};

static const unsigned char f68[] = {
#embed "../../Resources/ja/eligibility.phrases" suffix(,)
0};

static const unsigned char f69[] = {
#embed "../../Resources/ja/exchange.phrases" suffix(,)
0};

static const unsigned char f70[] = {
#embed "../../Resources/ja/figures.phrases" suffix(,)
0};

static const unsigned char f71[] = {
#embed "../../Resources/ja/flags.phrases" suffix(,)
0};

static const unsigned char f72[] = {
#embed "../../Resources/ja/grading.phrases" suffix(,)
0};

static const unsigned char f73[] = {
#embed "../../Resources/ja/interop.phrases" suffix(,)
0};

static const unsigned char f74[] = {
#embed "../../Resources/ja/knowledge-store.phrases" suffix(,)
0};

static const unsigned char f75[] = {
#embed "../../Resources/ja/lines.phrases" suffix(,)
0};

static const unsigned char f76[] = {
#embed "../../Resources/ja/office.phrases" suffix(,)
0};

static const unsigned char f77[] = {
#embed "../../Resources/ja/outbox.phrases" suffix(,)
0};

static const unsigned char f78[] = {
#embed "../../Resources/ja/paper.phrases" suffix(,)
0};

static const unsigned char f79[] = {
#embed "../../Resources/ja/planning.phrases" suffix(,)
0};

static const unsigned char f80[] = {
#embed "../../Resources/ja/prediction.phrases" suffix(,)
0};

static const unsigned char f81[] = {
#embed "../../Resources/ja/products.phrases" suffix(,)
0};

static const unsigned char f82[] = {
#embed "../../Resources/ja/records.phrases" suffix(,)
0};

static const unsigned char f83[] = {
#embed "../../Resources/ja/screen-planning.phrases" suffix(,)
0};

static const unsigned char f84[] = {
#embed "../../Resources/ja/screen-ward.phrases" suffix(,)
0};

static const unsigned char f85[] = {
#embed "../../Resources/ja/second.phrases" suffix(,)
0};

static const unsigned char f86[] = {
#embed "../../Resources/ja/statistics.phrases" suffix(,)
0};

static const unsigned char f87[] = {
#embed "../../Resources/ja/store.phrases" suffix(,)
0};

static const unsigned char f88[] = {
#embed "../../Resources/ja/tui.phrases" suffix(,)
0};

static const unsigned char f89[] = {
#embed "../../Resources/ja/ward.phrases" suffix(,)
0};

static const unsigned char f90[] = {
#embed "../../Resources/ja/whatif.phrases" suffix(,)
0};

static const unsigned char f91[] = {
#embed "../../Resources/ja/words.phrases" suffix(,)
0};

static const unsigned char f92[] = {
#embed "../../Resources/models/crs-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f93[] = {
#embed "../../Resources/models/crs-day-1.spec.json" suffix(,)
0};

static const unsigned char f94[] = {
#embed "../../Resources/models/csf-ratio.spec.json" suffix(,)
0};

static const unsigned char f95[] = {
#embed "../../Resources/models/demo-crs-before-infusion.model" suffix(,)
0};

static const unsigned char f96[] = {
#embed "../../Resources/models/demo-crs-day-1.model" suffix(,)
0};

static const unsigned char f97[] = {
#embed "../../Resources/models/demo-icans-before-infusion.model" suffix(,)
0};

static const unsigned char f98[] = {
#embed "../../Resources/models/icans-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f99[] = {
#embed "../../Resources/models/icans-day-1.spec.json" suffix(,)
0};

static const unsigned char f100[] = {
#embed "../../Resources/planning/terms.json" suffix(,)
0};

static const unsigned char f101[] = {
#embed "../../Schema/postgresql/v001.sql" suffix(,)
0};

static const unsigned char f102[] = {
#embed "../../Schema/postgresql/v002.sql" suffix(,)
0};

static const unsigned char f103[] = {
#embed "../../Schema/postgresql/v003.sql" suffix(,)
0};

static const unsigned char f104[] = {
#embed "../../Schema/postgresql/v004.sql" suffix(,)
0};

static const unsigned char f105[] = {
#embed "../../Schema/postgresql/v005.sql" suffix(,)
0};

static const unsigned char f106[] = {
#embed "../../Schema/postgresql/v006.sql" suffix(,)
0};

static const unsigned char f107[] = {
#embed "../../Schema/postgresql/v007.sql" suffix(,)
0};

static const unsigned char f108[] = {
#embed "../../Schema/postgresql/v008.sql" suffix(,)
0};

static const unsigned char f109[] = {
#embed "../../Schema/sqlite/v001.sql" suffix(,)
0};

static const unsigned char f110[] = {
#embed "../../Schema/sqlite/v002.sql" suffix(,)
0};

static const unsigned char f111[] = {
#embed "../../Schema/sqlite/v003.sql" suffix(,)
0};

static const unsigned char f112[] = {
#embed "../../Schema/sqlite/v004.sql" suffix(,)
0};

static const unsigned char f113[] = {
#embed "../../Schema/sqlite/v005.sql" suffix(,)
0};

static const unsigned char f114[] = {
#embed "../../Schema/sqlite/v006.sql" suffix(,)
0};

static const unsigned char f115[] = {
#embed "../../Schema/sqlite/v007.sql" suffix(,)
0};

static const unsigned char f116[] = {
#embed "../../Schema/sqlite/v008.sql" suffix(,)
0};

static const c_asset all[] = {
    {"Resources/calendars/jp.json", f0, sizeof f0 - 1},
    {"Resources/calendars/nl.json", f1, sizeof f1 - 1},
    {"Resources/calendars/us.json", f2, sizeof f2 - 1},
    {"Resources/clinical/apheresis-models.json", f3, sizeof f3 - 1},
    {"Resources/clinical/apheresis.json", f4, sizeof f4 - 1},
    {"Resources/clinical/eligibility.json", f5, sizeof f5 - 1},
    {"Resources/clinical/facts.json", f6, sizeof f6 - 1},
    {"Resources/clinical/flags.json", f7, sizeof f7 - 1},
    {"Resources/clinical/grading.json", f8, sizeof f8 - 1},
    {"Resources/clinical/guidance.json", f9, sizeof f9 - 1},
    {"Resources/clinical/kpis.json", f10, sizeof f10 - 1},
    {"Resources/clinical/products.json", f11, sizeof f11 - 1},
    {"Resources/clinical/scores.json", f12, sizeof f12 - 1},
    {"Resources/clinical/sources.json", f13, sizeof f13 - 1},
    {"Resources/clinical/ward.json", f14, sizeof f14 - 1},
    {"Resources/clinical/washouts.json", f15, sizeof f15 - 1},
    {"Resources/en/admin.phrases", f16, sizeof f16 - 1},
    {"Resources/en/apheresis.phrases", f17, sizeof f17 - 1},
    {"Resources/en/board-planning.phrases", f18, sizeof f18 - 1},
    {"Resources/en/board.phrases", f19, sizeof f19 - 1},
    {"Resources/en/cli.phrases", f20, sizeof f20 - 1},
    {"Resources/en/clinical.phrases", f21, sizeof f21 - 1},
    {"Resources/en/common.phrases", f22, sizeof f22 - 1},
    {"Resources/en/csv.phrases", f23, sizeof f23 - 1},
    {"Resources/en/definitions.phrases", f24, sizeof f24 - 1},
    {"Resources/en/demo.phrases", f25, sizeof f25 - 1},
    {"Resources/en/desk-repairs.phrases", f26, sizeof f26 - 1},
    {"Resources/en/desk.phrases", f27, sizeof f27 - 1},
    {"Resources/en/eligibility.phrases", f28, sizeof f28 - 1},
    {"Resources/en/exchange.phrases", f29, sizeof f29 - 1},
    {"Resources/en/figures.phrases", f30, sizeof f30 - 1},
    {"Resources/en/flags.phrases", f31, sizeof f31 - 1},
    {"Resources/en/grading.phrases", f32, sizeof f32 - 1},
    {"Resources/en/interop.phrases", f33, sizeof f33 - 1},
    {"Resources/en/knowledge-store.phrases", f34, sizeof f34 - 1},
    {"Resources/en/lines.phrases", f35, sizeof f35 - 1},
    {"Resources/en/office.phrases", f36, sizeof f36 - 1},
    {"Resources/en/outbox.phrases", f37, sizeof f37 - 1},
    {"Resources/en/paper.phrases", f38, sizeof f38 - 1},
    {"Resources/en/planning.phrases", f39, sizeof f39 - 1},
    {"Resources/en/prediction.phrases", f40, sizeof f40 - 1},
    {"Resources/en/products.phrases", f41, sizeof f41 - 1},
    {"Resources/en/records.phrases", f42, sizeof f42 - 1},
    {"Resources/en/screen-planning.phrases", f43, sizeof f43 - 1},
    {"Resources/en/screen-ward.phrases", f44, sizeof f44 - 1},
    {"Resources/en/second.phrases", f45, sizeof f45 - 1},
    {"Resources/en/statistics.phrases", f46, sizeof f46 - 1},
    {"Resources/en/store.phrases", f47, sizeof f47 - 1},
    {"Resources/en/tui.phrases", f48, sizeof f48 - 1},
    {"Resources/en/ward.phrases", f49, sizeof f49 - 1},
    {"Resources/en/whatif.phrases", f50, sizeof f50 - 1},
    {"Resources/en/words.phrases", f51, sizeof f51 - 1},
    {"Resources/figures/indicators.json", f52, sizeof f52 - 1},
    {"Resources/figures/registry.json", f53, sizeof f53 - 1},
    {"Resources/interop/codemap.csv", f54, sizeof f54 - 1},
    {"Resources/interop/units.csv", f55, sizeof f55 - 1},
    {"Resources/ja/admin.phrases", f56, sizeof f56 - 1},
    {"Resources/ja/apheresis.phrases", f57, sizeof f57 - 1},
    {"Resources/ja/board-planning.phrases", f58, sizeof f58 - 1},
    {"Resources/ja/board.phrases", f59, sizeof f59 - 1},
    {"Resources/ja/cli.phrases", f60, sizeof f60 - 1},
    {"Resources/ja/clinical.phrases", f61, sizeof f61 - 1},
    {"Resources/ja/common.phrases", f62, sizeof f62 - 1},
    {"Resources/ja/csv.phrases", f63, sizeof f63 - 1},
    {"Resources/ja/definitions.phrases", f64, sizeof f64 - 1},
    {"Resources/ja/demo.phrases", f65, sizeof f65 - 1},
    {"Resources/ja/desk-repairs.phrases", f66, sizeof f66 - 1},
    {"Resources/ja/desk.phrases", f67, sizeof f67 - 1},
    {"Resources/ja/eligibility.phrases", f68, sizeof f68 - 1},
    {"Resources/ja/exchange.phrases", f69, sizeof f69 - 1},
    {"Resources/ja/figures.phrases", f70, sizeof f70 - 1},
    {"Resources/ja/flags.phrases", f71, sizeof f71 - 1},
    {"Resources/ja/grading.phrases", f72, sizeof f72 - 1},
    {"Resources/ja/interop.phrases", f73, sizeof f73 - 1},
    {"Resources/ja/knowledge-store.phrases", f74, sizeof f74 - 1},
    {"Resources/ja/lines.phrases", f75, sizeof f75 - 1},
    {"Resources/ja/office.phrases", f76, sizeof f76 - 1},
    {"Resources/ja/outbox.phrases", f77, sizeof f77 - 1},
    {"Resources/ja/paper.phrases", f78, sizeof f78 - 1},
    {"Resources/ja/planning.phrases", f79, sizeof f79 - 1},
    {"Resources/ja/prediction.phrases", f80, sizeof f80 - 1},
    {"Resources/ja/products.phrases", f81, sizeof f81 - 1},
    {"Resources/ja/records.phrases", f82, sizeof f82 - 1},
    {"Resources/ja/screen-planning.phrases", f83, sizeof f83 - 1},
    {"Resources/ja/screen-ward.phrases", f84, sizeof f84 - 1},
    {"Resources/ja/second.phrases", f85, sizeof f85 - 1},
    {"Resources/ja/statistics.phrases", f86, sizeof f86 - 1},
    {"Resources/ja/store.phrases", f87, sizeof f87 - 1},
    {"Resources/ja/tui.phrases", f88, sizeof f88 - 1},
    {"Resources/ja/ward.phrases", f89, sizeof f89 - 1},
    {"Resources/ja/whatif.phrases", f90, sizeof f90 - 1},
    {"Resources/ja/words.phrases", f91, sizeof f91 - 1},
    {"Resources/models/crs-before-infusion.spec.json", f92, sizeof f92 - 1},
    {"Resources/models/crs-day-1.spec.json", f93, sizeof f93 - 1},
    {"Resources/models/csf-ratio.spec.json", f94, sizeof f94 - 1},
    {"Resources/models/demo-crs-before-infusion.model", f95, sizeof f95 - 1},
    {"Resources/models/demo-crs-day-1.model", f96, sizeof f96 - 1},
    {"Resources/models/demo-icans-before-infusion.model", f97, sizeof f97 - 1},
    {"Resources/models/icans-before-infusion.spec.json", f98, sizeof f98 - 1},
    {"Resources/models/icans-day-1.spec.json", f99, sizeof f99 - 1},
    {"Resources/planning/terms.json", f100, sizeof f100 - 1},
    {"Schema/postgresql/v001.sql", f101, sizeof f101 - 1},
    {"Schema/postgresql/v002.sql", f102, sizeof f102 - 1},
    {"Schema/postgresql/v003.sql", f103, sizeof f103 - 1},
    {"Schema/postgresql/v004.sql", f104, sizeof f104 - 1},
    {"Schema/postgresql/v005.sql", f105, sizeof f105 - 1},
    {"Schema/postgresql/v006.sql", f106, sizeof f106 - 1},
    {"Schema/postgresql/v007.sql", f107, sizeof f107 - 1},
    {"Schema/postgresql/v008.sql", f108, sizeof f108 - 1},
    {"Schema/sqlite/v001.sql", f109, sizeof f109 - 1},
    {"Schema/sqlite/v002.sql", f110, sizeof f110 - 1},
    {"Schema/sqlite/v003.sql", f111, sizeof f111 - 1},
    {"Schema/sqlite/v004.sql", f112, sizeof f112 - 1},
    {"Schema/sqlite/v005.sql", f113, sizeof f113 - 1},
    {"Schema/sqlite/v006.sql", f114, sizeof f114 - 1},
    {"Schema/sqlite/v007.sql", f115, sizeof f115 - 1},
    {"Schema/sqlite/v008.sql", f116, sizeof f116 - 1},
};

const c_asset *c_assets(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
