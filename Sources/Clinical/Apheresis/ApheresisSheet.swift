import Domain

/// Tomorrow's collection on one page.
public struct ApheresisSheet: Sendable {
    public let product: String
    public let efficiency: CollectionEfficiency
    /// One for the product's minimum and one for its target, as far as they are known.
    public let goals: [Goal]
    public let bloodVolumeLitres: Double?
    public let triggers: [EligibilityFinding]
    public let transfusion: Transfusion?
    public let manufacturingRisk: RiskReport?
    /// Facts that are wanted, sorted.
    public let missing: [String]

    /// What one number of cells takes.
    public struct Goal: Sendable {
        public let id: String
        public let cells: Double
        public let provenance: Provenance?
        public let litres: Double
        /// With the efficiency of a mean collection.
        public let expectedLitres: Double
        public let bloodVolumes: Double
        public let minutes: Double
        public let sessions: Int
        /// More sessions than are done: waiting for the count to recover is better.
        public let isBetterPostponed: Bool
        /// The count from which one session would be enough.
        public let countForOneSession: Double
    }

    public struct Transfusion: Sendable {
        public let units: Double
        public let provenance: Provenance
    }
}

/// Published relative odds against a named reference. Never a probability.
public struct RiskReport: Sendable {
    public let model: String
    public let title: Bilingual
    public let note: Bilingual?
    public let provenance: Provenance
    public let outcome: Outcome

    public enum Outcome: Hashable, Sendable {
        case relativeOdds(Double)
        /// Outside the range in which the figure means anything.
        case above(Double)
        case cannotSay([String])
        case refused(ModelError)
    }
}

extension ClinicalKnowledge {
    /// - Parameter enteredTarget: cells wanted where the product's own figure is confidential.
    public func apheresisSheet(
        _ sheet: FactSheet, for product: CellProduct, _ efficiency: CollectionEfficiency,
        enteredTarget: Double? = nil
    ) -> ApheresisSheet {
        var missing: Set<String> = []
        let body = planInputs(sheet)
        if case .cannotSay(let names) = evaluate(
            "apheresis_plan", .object(body + [("target_cd3", .double(1))]))
        {
            missing.formUnion(model("apheresis_plan")?.factNames(of: names) ?? names)
        }
        let figures = ["cd3_min", "cd3_target"].compactMap { id in
            product.figure(id).flatMap { figure in
                figure.value.map { (id, $0, Optional(figure.provenance)) }
            }
        }
        let entered = enteredTarget.map { [("entered", $0, Provenance?.none)] } ?? []
        let wanted = entered.isEmpty ? figures : entered
        if wanted.isEmpty { missing.insert("target_cd3") }
        let goals = wanted.compactMap { goal($0.0, $0.1, $0.2, body, efficiency) }
        var known = sheet.known
        known["product.id"] = .text(product.id)
        known["product.antigen"] = .text(product.antigen)
        let triggers = apheresis.triggers.compactMap { $0.judge(known, sheet) }
        missing.formUnion(triggers.flatMap(\.missing))
        return ApheresisSheet(
            product: product.id, efficiency: efficiency, goals: goals,
            bloodVolumeLitres: bloodVolume(sheet), triggers: triggers,
            transfusion: transfusion(sheet), manufacturingRisk: risk(sheet, for: product.id),
            missing: missing.sorted())
    }

    private func planInputs(_ sheet: FactSheet) -> [(String, JSON)] {
        guard let model = model("apheresis_plan"),
            case .object(let members) = model.inputs(from: sheet.entries).0.content
        else { return [] }
        return members.map { ($0.name, $0.value) }
    }

    public func bloodVolume(_ sheet: FactSheet) -> Double? {
        guard let model = model("total_blood_volume"),
            case .values(let result) = model.evaluate(model.inputs(from: sheet.entries).0)
        else { return nil }
        return (result["weight_based_L"] ?? result["nadler_L"])?.number
    }

    private func goal(
        _ id: String, _ cells: Double, _ provenance: Provenance?, _ body: [(String, JSON)],
        _ efficiency: CollectionEfficiency
    ) -> ApheresisSheet.Goal? {
        let inputs = JSON.object(
            body + [("target_cd3", .double(cells)), ("ce2", .double(efficiency.value))])
        guard case .values(let result) = evaluate("apheresis_plan", inputs),
            let litres = result["volume_L"]?.number,
            let multiple = result["tbv_multiple"]?.number,
            let minutes = result["minutes_total"]?.number,
            let sessions = result["sessions_at_max"]?.number,
            let count = inputs["cd3_per_uL"].flatMap(Self.number),
            let cap = model("apheresis_plan")?.fallback(of: "max_tbv_multiple")
        else { return nil }
        return ApheresisSheet.Goal(
            id: id, cells: cells, provenance: provenance, litres: litres,
            expectedLitres: volume(cells, count, apheresis.expected.value) ?? .nan,
            bloodVolumes: multiple, minutes: minutes, sessions: Int(sessions),
            isBetterPostponed: sessions > apheresis.mostSessions.value,
            countForOneSession: count * multiple / cap)
    }

    private static func number(_ json: JSON) -> Double? {
        guard case .number(let digits) = json.content else { return nil }
        return Double(digits)
    }

    private func transfusion(_ sheet: FactSheet) -> ApheresisSheet.Transfusion? {
        guard let model = model("red_cell_estimate"),
            let have = sheet.entries["haemoglobin"]?.value.number,
            have < apheresis.wantedHaemoglobin.value,
            case .object(let members) = model.inputs(from: sheet.entries).0.content
        else { return nil }
        let inputs = JSON.object(
            members.map { ($0.name, $0.value) }
                + [("wanted_hb_g_dL", .double(apheresis.wantedHaemoglobin.value))])
        guard case .values(let result) = model.evaluate(inputs),
            let units = result["units"]?.number
        else { return nil }
        return ApheresisSheet.Transfusion(units: units, provenance: model.provenance)
    }

    /// Nil where nothing was published for the product.
    public func risk(_ sheet: FactSheet, for product: String) -> RiskReport? {
        guard let id = products.riskModel(for: product), let model = model(id) else { return nil }
        let outcome: RiskReport.Outcome =
            switch model.evaluate(model.inputs(from: sheet.entries).0) {
            case .values(let result):
                result["relative_odds"]?.number.map { odds in
                    odds > apheresis.shownOdds.value
                        ? .above(apheresis.shownOdds.value) : .relativeOdds(odds)
                } ?? .cannotSay([])
            case .cannotSay(let names): .cannotSay(model.factNames(of: names))
            case .refused(let error): .refused(error)
            }
        return RiskReport(
            model: id, title: model.title, note: model.note, provenance: model.provenance,
            outcome: outcome)
    }
}

extension ClinicalModel {
    /// The setting that is taken where nothing was entered.
    public func fallback(of input: String) -> Double? {
        inputs.first { $0.name == input }?.fallback?.number
    }
}
