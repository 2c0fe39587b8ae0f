import Domain
import Statistics

/// What a work-up asks once: infections, the nervous system, what was given before. Most of it is
/// unremarkable, a little of it is not, so that the rules have something to say.
enum DemoWorkUp {
    static func observations(
        _ course: DemoCourse, at: Instant, _ random: SeededGenerator
    ) -> [Observation] {
        // A copy: what is asked here must not change what is measured elsewhere.
        var random = random
        var words = infections(&random) + before(course, &random)
        for code in [
            "active_infection", "cns_disease", "seizure_disorder", "gvhd", "pregnancy", "severe4",
            "autoimmune_active", "prior_cart_cd19", "prior_cart_bcma", "prior_engager_cd19",
            "prior_engager_bcma",
        ] {
            let isAutoimmune = code == "autoimmune_active" && course.isAutoimmune
            words.append((code, isAutoimmune || random.below(40) == 0 ? "true" : "false"))
        }
        let numbers: [(String, Double, String)] = [
            ("bilirubin", 0.3 + random.unit(), "mg/dL"),
            ("ast_x_uln", 0.4 + random.unit(), "{ULN}"),
            ("alt_x_uln", 0.4 + random.unit(), "{ULN}"),
            ("SPO2", 94 + Double(random.below(6)), "%"),
            ("WBC", 2000 + Double(random.below(6000)), "/uL"),
            ("blasts_pct", Double(random.below(3)), "%"),
            ("life_expectancy_weeks", 20 + Double(random.below(60)), "wk"),
        ]
        return words.map { code, word in
            Observation(
                patient: course.patient.id, code: code, value: .word(word), unit: "", at: at)
        }
            + numbers.map { code, value, unit in
                Observation(
                    patient: course.patient.id, code: code,
                    value: .number((value * 100).rounded() / 100), unit: unit, at: at)
            }
    }

    private static func infections(_ random: inout SeededGenerator) -> [(String, String)] {
        func one(_ common: String, _ rare: String) -> String {
            random.below(15) == 0 ? rare : common
        }
        return [
            ("hiv", "negative"), ("hbv", one("negative", "anti_hbc_positive")),
            ("hcv", one("negative", "antibody_positive")), ("htlv1", one("negative", "positive")),
        ]
    }

    /// The drug history was asked for; what it holds is recorded with the drugs.
    private static func before(
        _ course: DemoCourse, _ random: inout SeededGenerator
    ) -> [(String, String)] {
        let words = [("drug_history", "none"), ("allo_hsct", "none")]
        switch course.record.referral.indication {
        case .lymphoma:
            return words + [
                ("rituximab_anthracycline", "true"), ("auto_hsct_possible", "false"),
                ("relapsed_after_last", random.below(2) == 0 ? "true" : "false"),
            ]
        case .leukaemia: return words + [("relapsed_after_last", "true")]
        case .myeloma:
            return words + [
                ("diagnosis", "MM"), ("imid_pi_cd38", "true"), ("lenalidomide_refractory", "true"),
                ("relapsed_after_last", "true"),
            ]
        case .lupus: return words + [("diagnosis", "SLE")]
        case .otherAutoimmune: return words + [("diagnosis", "SSc")]
        }
    }
}

extension DemoCourse {
    fileprivate var isAutoimmune: Bool { record.referral.indication.isAutoimmune }
}
