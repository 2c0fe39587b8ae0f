public import Clinical
public import Domain

/// Wash-outs and bridging of a patient, as lines for people and as JSON for machines.
public struct WashoutPage: Sendable {
    let file: PatientFile
    let report: WashoutReport
    let bridging: WashoutReport?
    let knowledge: ClinicalKnowledge

    public init(_ file: PatientFile, _ knowledge: ClinicalKnowledge) {
        let sheet = file.sheet(knowledge)
        self.file = file
        self.knowledge = knowledge
        report = knowledge.washouts(file.drugs ?? [], sheet, product: file.product)
        bridging = file.bridging.map { knowledge.bridging($0, sheet, product: file.product) }
    }

    /// Dates with reasons, as the planning takes them.
    public var releases: [Release] { report.releases + (bridging?.releases ?? []) }

    private static let activities: [Activity.Kind] = [.apheresis, .conditioning, .infusion]

    public func lines(_ wording: Wording) -> [String] {
        var lines = file.drugs == nil ? [wording("washout.noHistory")] : summary(wording)
        for finding in report.findings { lines += self.lines(finding, wording) }
        lines += report.undated.map {
            "… " + wording(Phrase("washout.undated", ["drug": .text($0)]))
        }
        lines += report.unknownDrugs.map {
            "… " + wording(Phrase("washout.unknownDrug", ["drug": .text($0)]))
        }
        return lines + bridgingLines(wording)
    }

    private func summary(_ wording: Wording) -> [String] {
        Self.activities.flatMap { activity in
            var lines: [String] = []
            if let binding = report.binding(activity) {
                lines.append(line("washout.earliest", activity, binding, wording))
            } else if activity != .conditioning {
                lines.append(
                    wording(
                        Phrase("washout.free", ["activity": .phrase(activity.phrase)])))
            }
            if let preferred = report.preferred(activity),
                preferred.earliest > report.binding(activity)?.earliest ?? Day(number: .min)
            {
                lines.append(line("washout.preferred", activity, preferred, wording))
            }
            let planned = activity == .apheresis ? file.apheresis : file.infusion
            if let planned, activity != .conditioning {
                lines += report.warnings(activity, on: planned).map { warning in
                    "! "
                        + wording(
                            Phrase(
                                "washout.onDay",
                                [
                                    "level": .phrase(
                                        Phrase("washout.\(warning.interval.gives.rawValue)")),
                                    "day": .day(planned), "drug": .text(warning.drug.drug),
                                    "days": .count(warning.days(on: planned) ?? 0),
                                    "says": .text(wording(warning.interval.says)),
                                ]))
                }
            }
            return lines
        }
    }

    private func line(
        _ key: String, _ activity: Activity.Kind, _ finding: WashoutFinding, _ wording: Wording
    ) -> String {
        wording(
            Phrase(
                key,
                [
                    "activity": .phrase(activity.phrase), "day": .day(finding.earliest),
                    "drug": .text(finding.drug.drug), "days": .count(finding.interval.days),
                    "last": finding.drug.lastDose.map { .day($0) } ?? "",
                ]))
    }

    private func lines(_ finding: WashoutFinding, _ wording: Wording) -> [String] {
        let level = wording("washout.\(finding.interval.gives.rawValue)")
        let firmness = wording(finding.isHard ? "washout.hard" : "washout.soft")
        var lines = [
            "  " + line("washout.line", finding.interval.before, finding, wording)
                + "  \(level), \(firmness)",
            "      \(wording(finding.interval.says))",
        ]
        if !finding.missing.isEmpty {
            lines.append(
                "      "
                    + wording(
                        Phrase(
                            "washout.assumed",
                            ["facts": .list(finding.missing.map { .text($0) })])))
        }
        lines.append("      [\(finding.rule.id)] \(wording(finding.interval.provenance))")
        return lines
    }

    private func bridgingLines(_ wording: Wording) -> [String] {
        guard let plan = file.bridging, let bridging else { return [] }
        var lines = [
            "",
            wording(
                Phrase(
                    "bridging.plan",
                    [
                        "referring": .text(plan.referringHospital), "centre": .text(plan.centre),
                        "giver": .phrase(Phrase("bridging.by.\(plan.givenBy.rawValue)")),
                    ])),
        ]
        let awaited = plan.awaited.map {
            Phrase.Value.phrase(Phrase("bridging.by.\($0.rawValue)"))
        }
        lines.append(
            plan.isAgreed
                ? wording("bridging.agreed")
                : wording(Phrase("bridging.awaited", ["hospitals": .list(awaited)])))
        for finding in bridging.findings { lines += self.lines(finding, wording) }
        return lines + knowledge.washouts.statements.map { "  · " + wording($0.says) }
    }

    public func json(_ wording: Wording) -> JSON {
        .object([
            ("releases", .array(releases.map { json($0, wording) })),
            ("findings", .array(report.findings.map { json($0, wording) })),
            ("undated", .array(report.undated.map { .string($0) })),
            ("unknownDrugs", .array(report.unknownDrugs.map { .string($0) })),
            (
                "bridging",
                file.bridging.map { plan in
                    .object([
                        ("referringHospital", .string(plan.referringHospital)),
                        ("centre", .string(plan.centre)),
                        ("givenBy", .string(plan.givenBy.rawValue)),
                        ("agreed", .bool(plan.isAgreed)),
                        ("awaited", .array(plan.awaited.map { .string($0.rawValue) })),
                        (
                            "findings",
                            .array((bridging?.findings ?? []).map { json($0, wording) })
                        ),
                    ])
                } ?? .null
            ),
        ])
    }

    private func json(_ release: Release, _ wording: Wording) -> JSON {
        .object([
            ("activity", .string(release.activity.rawValue)), ("day", .string(release.day.iso)),
            ("soft", .bool(release.isSoft)), ("rule", .string(release.source)),
            ("reason", .string(wording(release.reason))),
        ])
    }

    private func json(_ finding: WashoutFinding, _ wording: Wording) -> JSON {
        .object([
            ("drug", .string(finding.drug.drug)), ("rule", .string(finding.rule.id)),
            ("before", .string(finding.interval.before.rawValue)),
            ("days", .int(finding.interval.days)), ("earliest", .string(finding.earliest.iso)),
            ("level", .string(finding.interval.gives.rawValue)), ("hard", .bool(finding.isHard)),
            ("missing", .array(finding.missing.map { .string($0) })),
            ("says", .string(wording(finding.interval.says))),
            ("provenance", finding.interval.provenance.json),
        ])
    }
}
