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
#embed "../../Resources/facts/courses.change-referral.json" suffix(,)
0};

static const unsigned char f53[] = {
#embed "../../Resources/facts/courses.event.json" suffix(,)
0};

static const unsigned char f54[] = {
#embed "../../Resources/facts/courses.note.json" suffix(,)
0};

static const unsigned char f55[] = {
#embed "../../Resources/facts/deviations.record.json" suffix(,)
0};

static const unsigned char f56[] = {
#embed "../../Resources/facts/gates.record.json" suffix(,)
0};

static const unsigned char f57[] = {
#embed "../../Resources/facts/grade.crs.json" suffix(,)
0};

static const unsigned char f58[] = {
#embed "../../Resources/facts/grade.icaht.json" suffix(,)
0};

static const unsigned char f59[] = {
#embed "../../Resources/facts/grade.icans-child.json" suffix(,)
0};

static const unsigned char f60[] = {
#embed "../../Resources/facts/grade.icans.json" suffix(,)
0};

static const unsigned char f61[] = {
#embed "../../Resources/facts/grade.ice.json" suffix(,)
0};

static const unsigned char f62[] = {
#embed "../../Resources/facts/grade.iec-hs.json" suffix(,)
0};

static const unsigned char f63[] = {
#embed "../../Resources/facts/grade.licats.json" suffix(,)
0};

static const unsigned char f64[] = {
#embed "../../Resources/facts/grade.t-icaht.json" suffix(,)
0};

static const unsigned char f65[] = {
#embed "../../Resources/facts/grades.record.json" suffix(,)
0};

static const unsigned char f66[] = {
#embed "../../Resources/facts/init.json" suffix(,)
0};

static const unsigned char f67[] = {
#embed "../../Resources/facts/keys.txt" suffix(,)
0};

static const unsigned char f68[] = {
#embed "../../Resources/facts/login.json" suffix(,)
0};

static const unsigned char f69[] = {
#embed "../../Resources/facts/makers.reconcile.csv" suffix(,)
0};

static const unsigned char f70[] = {
#embed "../../Resources/facts/observations.record.json" suffix(,)
0};

static const unsigned char f71[] = {
#embed "../../Resources/facts/openings.add.json" suffix(,)
0};

static const unsigned char f72[] = {
#embed "../../Resources/facts/password.json" suffix(,)
0};

static const unsigned char f73[] = {
#embed "../../Resources/facts/patient.json" suffix(,)
0};

static const unsigned char f74[] = {
#embed "../../Resources/facts/patients.change.json" suffix(,)
0};

static const unsigned char f75[] = {
#embed "../../Resources/facts/patients.refer.json" suffix(,)
0};

static const unsigned char f76[] = {
#embed "../../Resources/facts/products.change.json" suffix(,)
0};

static const unsigned char f77[] = {
#embed "../../Resources/facts/resources.add.json" suffix(,)
0};

static const unsigned char f78[] = {
#embed "../../Resources/facts/restore.json" suffix(,)
0};

static const unsigned char f79[] = {
#embed "../../Resources/facts/tasks.add.json" suffix(,)
0};

static const unsigned char f80[] = {
#embed "../../Resources/facts/users.add.json" suffix(,)
0};

static const unsigned char f81[] = {
#embed "../../Resources/facts/users.change.json" suffix(,)
0};

static const unsigned char f82[] = {
#embed "../../Resources/facts/users.password.json" suffix(,)
0};

static const unsigned char f83[] = {
#embed "../../Resources/facts/ward.assess.json" suffix(,)
0};

static const unsigned char f84[] = {
#embed "../../Resources/facts/ward.give.json" suffix(,)
0};

static const unsigned char f85[] = {
#embed "../../Resources/facts/ward.licats.json" suffix(,)
0};

static const unsigned char f86[] = {
#embed "../../Resources/facts/ward.reserve.json" suffix(,)
0};

static const unsigned char f87[] = {
#embed "../../Resources/facts/ward.timeout.json" suffix(,)
0};

static const unsigned char f88[] = {
#embed "../../Resources/figures/indicators.json" suffix(,)
0};

static const unsigned char f89[] = {
#embed "../../Resources/figures/registry.json" suffix(,)
0};

static const unsigned char f90[] = {
#embed "../../Resources/interop/codemap.csv" suffix(,)
0};

static const unsigned char f91[] = {
#embed "../../Resources/interop/units.csv" suffix(,)
0};

static const unsigned char f92[] = {
#embed "../../Resources/ja/admin.phrases" suffix(,)
0};

static const unsigned char f93[] = {
#embed "../../Resources/ja/apheresis.phrases" suffix(,)
0};

static const unsigned char f94[] = {
#embed "../../Resources/ja/board-planning.phrases" suffix(,)
0};

static const unsigned char f95[] = {
#embed "../../Resources/ja/board.phrases" suffix(,)
0};

static const unsigned char f96[] = {
#embed "../../Resources/ja/cli.phrases" suffix(,)
0};

static const unsigned char f97[] = {
#embed "../../Resources/ja/clinical.phrases" suffix(,)
0};

static const unsigned char f98[] = {
#embed "../../Resources/ja/common.phrases" suffix(,)
0};

static const unsigned char f99[] = {
#embed "../../Resources/ja/csv.phrases" suffix(,)
0};

static const unsigned char f100[] = {
#embed "../../Resources/ja/definitions.phrases" suffix(,)
0};

static const unsigned char f101[] = {
#embed "../../Resources/ja/demo.phrases" suffix(,)
0};

static const unsigned char f102[] = {
#embed "../../Resources/ja/desk-repairs.phrases" suffix(,)
0};

static const unsigned char f103[] = {
#embed "../../Resources/ja/desk.phrases" suffix(,)
0};

static const unsigned char f104[] = {
#embed "../../Resources/ja/eligibility.phrases" suffix(,)
0};

static const unsigned char f105[] = {
#embed "../../Resources/ja/exchange.phrases" suffix(,)
0};

static const unsigned char f106[] = {
#embed "../../Resources/ja/figures.phrases" suffix(,)
0};

static const unsigned char f107[] = {
#embed "../../Resources/ja/flags.phrases" suffix(,)
0};

static const unsigned char f108[] = {
#embed "../../Resources/ja/grading.phrases" suffix(,)
0};

static const unsigned char f109[] = {
#embed "../../Resources/ja/interop.phrases" suffix(,)
0};

static const unsigned char f110[] = {
#embed "../../Resources/ja/knowledge-store.phrases" suffix(,)
0};

static const unsigned char f111[] = {
#embed "../../Resources/ja/lines.phrases" suffix(,)
0};

static const unsigned char f112[] = {
#embed "../../Resources/ja/office.phrases" suffix(,)
0};

static const unsigned char f113[] = {
#embed "../../Resources/ja/outbox.phrases" suffix(,)
0};

static const unsigned char f114[] = {
#embed "../../Resources/ja/paper.phrases" suffix(,)
0};

static const unsigned char f115[] = {
#embed "../../Resources/ja/planning.phrases" suffix(,)
0};

static const unsigned char f116[] = {
#embed "../../Resources/ja/prediction.phrases" suffix(,)
0};

static const unsigned char f117[] = {
#embed "../../Resources/ja/products.phrases" suffix(,)
0};

static const unsigned char f118[] = {
#embed "../../Resources/ja/records.phrases" suffix(,)
0};

static const unsigned char f119[] = {
#embed "../../Resources/ja/screen-planning.phrases" suffix(,)
0};

static const unsigned char f120[] = {
#embed "../../Resources/ja/screen-ward.phrases" suffix(,)
0};

static const unsigned char f121[] = {
#embed "../../Resources/ja/second.phrases" suffix(,)
0};

static const unsigned char f122[] = {
#embed "../../Resources/ja/statistics.phrases" suffix(,)
0};

static const unsigned char f123[] = {
#embed "../../Resources/ja/store.phrases" suffix(,)
0};

static const unsigned char f124[] = {
#embed "../../Resources/ja/tui.phrases" suffix(,)
0};

static const unsigned char f125[] = {
#embed "../../Resources/ja/ward.phrases" suffix(,)
0};

static const unsigned char f126[] = {
#embed "../../Resources/ja/whatif.phrases" suffix(,)
0};

static const unsigned char f127[] = {
#embed "../../Resources/ja/words.phrases" suffix(,)
0};

static const unsigned char f128[] = {
#embed "../../Resources/models/crs-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f129[] = {
#embed "../../Resources/models/crs-day-1.spec.json" suffix(,)
0};

static const unsigned char f130[] = {
#embed "../../Resources/models/csf-ratio.spec.json" suffix(,)
0};

static const unsigned char f131[] = {
#embed "../../Resources/models/demo-crs-before-infusion.model" suffix(,)
0};

static const unsigned char f132[] = {
#embed "../../Resources/models/demo-crs-day-1.model" suffix(,)
0};

static const unsigned char f133[] = {
#embed "../../Resources/models/demo-icans-before-infusion.model" suffix(,)
0};

static const unsigned char f134[] = {
#embed "../../Resources/models/icans-before-infusion.spec.json" suffix(,)
0};

static const unsigned char f135[] = {
#embed "../../Resources/models/icans-day-1.spec.json" suffix(,)
0};

static const unsigned char f136[] = {
#embed "../../Resources/planning/terms.json" suffix(,)
0};

static const unsigned char f137[] = {
#embed "../../Schema/postgresql/rights.sql" suffix(,)
0};

static const unsigned char f138[] = {
#embed "../../Schema/postgresql/v001.sql" suffix(,)
0};

static const unsigned char f139[] = {
#embed "../../Schema/postgresql/v002.sql" suffix(,)
0};

static const unsigned char f140[] = {
#embed "../../Schema/postgresql/v003.sql" suffix(,)
0};

static const unsigned char f141[] = {
#embed "../../Schema/postgresql/v004.sql" suffix(,)
0};

static const unsigned char f142[] = {
#embed "../../Schema/postgresql/v005.sql" suffix(,)
0};

static const unsigned char f143[] = {
#embed "../../Schema/postgresql/v006.sql" suffix(,)
0};

static const unsigned char f144[] = {
#embed "../../Schema/postgresql/v007.sql" suffix(,)
0};

static const unsigned char f145[] = {
#embed "../../Schema/postgresql/v008.sql" suffix(,)
0};

static const unsigned char f146[] = {
#embed "../../Schema/postgresql/v009.sql" suffix(,)
0};

static const unsigned char f147[] = {
#embed "../../Schema/sqlite/v001.sql" suffix(,)
0};

static const unsigned char f148[] = {
#embed "../../Schema/sqlite/v002.sql" suffix(,)
0};

static const unsigned char f149[] = {
#embed "../../Schema/sqlite/v003.sql" suffix(,)
0};

static const unsigned char f150[] = {
#embed "../../Schema/sqlite/v004.sql" suffix(,)
0};

static const unsigned char f151[] = {
#embed "../../Schema/sqlite/v005.sql" suffix(,)
0};

static const unsigned char f152[] = {
#embed "../../Schema/sqlite/v006.sql" suffix(,)
0};

static const unsigned char f153[] = {
#embed "../../Schema/sqlite/v007.sql" suffix(,)
0};

static const unsigned char f154[] = {
#embed "../../Schema/sqlite/v008.sql" suffix(,)
0};

static const unsigned char f155[] = {
#embed "../../Schema/sqlite/v009.sql" suffix(,)
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
    {"Resources/facts/courses.change-referral.json", f52, sizeof f52 - 1},
    {"Resources/facts/courses.event.json", f53, sizeof f53 - 1},
    {"Resources/facts/courses.note.json", f54, sizeof f54 - 1},
    {"Resources/facts/deviations.record.json", f55, sizeof f55 - 1},
    {"Resources/facts/gates.record.json", f56, sizeof f56 - 1},
    {"Resources/facts/grade.crs.json", f57, sizeof f57 - 1},
    {"Resources/facts/grade.icaht.json", f58, sizeof f58 - 1},
    {"Resources/facts/grade.icans-child.json", f59, sizeof f59 - 1},
    {"Resources/facts/grade.icans.json", f60, sizeof f60 - 1},
    {"Resources/facts/grade.ice.json", f61, sizeof f61 - 1},
    {"Resources/facts/grade.iec-hs.json", f62, sizeof f62 - 1},
    {"Resources/facts/grade.licats.json", f63, sizeof f63 - 1},
    {"Resources/facts/grade.t-icaht.json", f64, sizeof f64 - 1},
    {"Resources/facts/grades.record.json", f65, sizeof f65 - 1},
    {"Resources/facts/init.json", f66, sizeof f66 - 1},
    {"Resources/facts/keys.txt", f67, sizeof f67 - 1},
    {"Resources/facts/login.json", f68, sizeof f68 - 1},
    {"Resources/facts/makers.reconcile.csv", f69, sizeof f69 - 1},
    {"Resources/facts/observations.record.json", f70, sizeof f70 - 1},
    {"Resources/facts/openings.add.json", f71, sizeof f71 - 1},
    {"Resources/facts/password.json", f72, sizeof f72 - 1},
    {"Resources/facts/patient.json", f73, sizeof f73 - 1},
    {"Resources/facts/patients.change.json", f74, sizeof f74 - 1},
    {"Resources/facts/patients.refer.json", f75, sizeof f75 - 1},
    {"Resources/facts/products.change.json", f76, sizeof f76 - 1},
    {"Resources/facts/resources.add.json", f77, sizeof f77 - 1},
    {"Resources/facts/restore.json", f78, sizeof f78 - 1},
    {"Resources/facts/tasks.add.json", f79, sizeof f79 - 1},
    {"Resources/facts/users.add.json", f80, sizeof f80 - 1},
    {"Resources/facts/users.change.json", f81, sizeof f81 - 1},
    {"Resources/facts/users.password.json", f82, sizeof f82 - 1},
    {"Resources/facts/ward.assess.json", f83, sizeof f83 - 1},
    {"Resources/facts/ward.give.json", f84, sizeof f84 - 1},
    {"Resources/facts/ward.licats.json", f85, sizeof f85 - 1},
    {"Resources/facts/ward.reserve.json", f86, sizeof f86 - 1},
    {"Resources/facts/ward.timeout.json", f87, sizeof f87 - 1},
    {"Resources/figures/indicators.json", f88, sizeof f88 - 1},
    {"Resources/figures/registry.json", f89, sizeof f89 - 1},
    {"Resources/interop/codemap.csv", f90, sizeof f90 - 1},
    {"Resources/interop/units.csv", f91, sizeof f91 - 1},
    {"Resources/ja/admin.phrases", f92, sizeof f92 - 1},
    {"Resources/ja/apheresis.phrases", f93, sizeof f93 - 1},
    {"Resources/ja/board-planning.phrases", f94, sizeof f94 - 1},
    {"Resources/ja/board.phrases", f95, sizeof f95 - 1},
    {"Resources/ja/cli.phrases", f96, sizeof f96 - 1},
    {"Resources/ja/clinical.phrases", f97, sizeof f97 - 1},
    {"Resources/ja/common.phrases", f98, sizeof f98 - 1},
    {"Resources/ja/csv.phrases", f99, sizeof f99 - 1},
    {"Resources/ja/definitions.phrases", f100, sizeof f100 - 1},
    {"Resources/ja/demo.phrases", f101, sizeof f101 - 1},
    {"Resources/ja/desk-repairs.phrases", f102, sizeof f102 - 1},
    {"Resources/ja/desk.phrases", f103, sizeof f103 - 1},
    {"Resources/ja/eligibility.phrases", f104, sizeof f104 - 1},
    {"Resources/ja/exchange.phrases", f105, sizeof f105 - 1},
    {"Resources/ja/figures.phrases", f106, sizeof f106 - 1},
    {"Resources/ja/flags.phrases", f107, sizeof f107 - 1},
    {"Resources/ja/grading.phrases", f108, sizeof f108 - 1},
    {"Resources/ja/interop.phrases", f109, sizeof f109 - 1},
    {"Resources/ja/knowledge-store.phrases", f110, sizeof f110 - 1},
    {"Resources/ja/lines.phrases", f111, sizeof f111 - 1},
    {"Resources/ja/office.phrases", f112, sizeof f112 - 1},
    {"Resources/ja/outbox.phrases", f113, sizeof f113 - 1},
    {"Resources/ja/paper.phrases", f114, sizeof f114 - 1},
    {"Resources/ja/planning.phrases", f115, sizeof f115 - 1},
    {"Resources/ja/prediction.phrases", f116, sizeof f116 - 1},
    {"Resources/ja/products.phrases", f117, sizeof f117 - 1},
    {"Resources/ja/records.phrases", f118, sizeof f118 - 1},
    {"Resources/ja/screen-planning.phrases", f119, sizeof f119 - 1},
    {"Resources/ja/screen-ward.phrases", f120, sizeof f120 - 1},
    {"Resources/ja/second.phrases", f121, sizeof f121 - 1},
    {"Resources/ja/statistics.phrases", f122, sizeof f122 - 1},
    {"Resources/ja/store.phrases", f123, sizeof f123 - 1},
    {"Resources/ja/tui.phrases", f124, sizeof f124 - 1},
    {"Resources/ja/ward.phrases", f125, sizeof f125 - 1},
    {"Resources/ja/whatif.phrases", f126, sizeof f126 - 1},
    {"Resources/ja/words.phrases", f127, sizeof f127 - 1},
    {"Resources/models/crs-before-infusion.spec.json", f128, sizeof f128 - 1},
    {"Resources/models/crs-day-1.spec.json", f129, sizeof f129 - 1},
    {"Resources/models/csf-ratio.spec.json", f130, sizeof f130 - 1},
    {"Resources/models/demo-crs-before-infusion.model", f131, sizeof f131 - 1},
    {"Resources/models/demo-crs-day-1.model", f132, sizeof f132 - 1},
    {"Resources/models/demo-icans-before-infusion.model", f133, sizeof f133 - 1},
    {"Resources/models/icans-before-infusion.spec.json", f134, sizeof f134 - 1},
    {"Resources/models/icans-day-1.spec.json", f135, sizeof f135 - 1},
    {"Resources/planning/terms.json", f136, sizeof f136 - 1},
    {"Schema/postgresql/rights.sql", f137, sizeof f137 - 1},
    {"Schema/postgresql/v001.sql", f138, sizeof f138 - 1},
    {"Schema/postgresql/v002.sql", f139, sizeof f139 - 1},
    {"Schema/postgresql/v003.sql", f140, sizeof f140 - 1},
    {"Schema/postgresql/v004.sql", f141, sizeof f141 - 1},
    {"Schema/postgresql/v005.sql", f142, sizeof f142 - 1},
    {"Schema/postgresql/v006.sql", f143, sizeof f143 - 1},
    {"Schema/postgresql/v007.sql", f144, sizeof f144 - 1},
    {"Schema/postgresql/v008.sql", f145, sizeof f145 - 1},
    {"Schema/postgresql/v009.sql", f146, sizeof f146 - 1},
    {"Schema/sqlite/v001.sql", f147, sizeof f147 - 1},
    {"Schema/sqlite/v002.sql", f148, sizeof f148 - 1},
    {"Schema/sqlite/v003.sql", f149, sizeof f149 - 1},
    {"Schema/sqlite/v004.sql", f150, sizeof f150 - 1},
    {"Schema/sqlite/v005.sql", f151, sizeof f151 - 1},
    {"Schema/sqlite/v006.sql", f152, sizeof f152 - 1},
    {"Schema/sqlite/v007.sql", f153, sizeof f153 - 1},
    {"Schema/sqlite/v008.sql", f154, sizeof f154 - 1},
    {"Schema/sqlite/v009.sql", f155, sizeof f155 - 1},
};

const c_asset *c_assets(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
