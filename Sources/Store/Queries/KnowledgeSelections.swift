public import Domain

extension Selection where Kept == KeptModel {
    public static var models: Selection { Selection(by: "kept_at, version, id") }

    public static func models(_ id: String) -> Selection {
        Selection("id = $1", [.text(id)], by: "kept_at, version")
    }
}

extension Selection where Kept == KeptPrediction {
    public static func predictions(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "at, id")
    }

    public static func predictions(by model: String, version: String) -> Selection {
        Selection(
            "model = $1 AND model_version = $2", [.text(model), .text(version)], by: "at, id")
    }
}

extension Selection where Kept == RuleApproval {
    public static var ruleApprovals: Selection { Selection(by: "rule") }
}

extension Selection where Kept == KeptScenario {
    public static var scenarios: Selection { Selection(by: "made_at, id") }
}

extension Selection where Kept == ReferrerDistance {
    public static var referrers: Selection { Selection(by: "hospital") }
}

extension Selection where Kept == Improvement {
    public static var improvements: Selection { Selection(by: "start_day, id") }
}

extension Selection where Kept == IndicatorTarget {
    public static var targets: Selection { Selection(by: "indicator") }
}
