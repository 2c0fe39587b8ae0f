import Clinical
public import Domain
import Prediction

/// What is to be feared for one course, from published scores and the centre's own models: every
/// screen that shows a flag shows one of these.
public struct CourseFlags: Equatable, Sendable {
    public let course: Course.ID
    /// In the order of the concerns; for each its published score first, then models.
    public let flags: [Flag]

    /// The flag that stands for a concern: the one that warns most, else one that says something.
    public subscript(concern: Flag.Concern) -> Flag? {
        let found = flags.filter { $0.concern == concern }
        return found.first { $0.verdict == .high } ?? found.first { $0.verdict == .raised }
            ?? found.first { $0.verdict == .low } ?? found.first
    }

    /// Stands among the missing where no published score and no model of the centre is there.
    public static let noModel = "model"
}

/// The times of a course at which scores and models may look, and not later: what comes after must
/// not tell what was to be foretold.
struct FlagTimes {
    let now: Instant
    var collected: Instant?
    var conditioning: Instant?
    var infused: Instant?
    /// The product was made: nothing is left to be foretold of its making.
    let isReleased: Bool

    init(_ milestones: [Milestone], now: Instant) {
        func first(_ kind: Milestone.Kind) -> Instant? {
            milestones.filter { $0.kind == kind && $0.at <= now }.map(\.at).min()
        }
        self.now = now
        collected = first(.collected)
        conditioning = first(.conditioningStarted)
        infused = first(.infused)
        isReleased = first(.released) != nil || infused != nil
    }

    var beforeApheresis: Instant { collected ?? now }
    var beforeConditioning: Instant { conditioning ?? infused ?? now }
    var beforeInfusion: Instant { infused ?? now }

    /// The end of the day after the infusion; nil before that day has begun.
    var dayOne: Instant? {
        guard let infused else { return nil }
        let offset = now.offsetMinutes
        let start = Instant(infused.day + 1, .midnight, offsetMinutes: offset)
        guard start <= now else { return nil }
        return min(now, Instant(infused.day + 2, .midnight, offsetMinutes: offset))
    }

    func time(of prediction: PredictionTime) -> Instant? {
        switch prediction {
        case .beforeApheresis: beforeApheresis
        case .beforeInfusion: beforeInfusion
        case .dayOne: dayOne
        case .other: now
        }
    }
}

/// Makes the flags of a course out of what is known at each of its times.
struct FlagMaker {
    let knowledge: ClinicalKnowledge
    let models: [DeskModel]

    /// - Parameter file: what was known at a time.
    func flags<Failure: Error>(
        of course: Course.ID, _ times: FlagTimes,
        _ file: (Instant) throws(Failure) -> PatientFile
    ) throws(Failure) -> CourseFlags {
        var found: [Flag] = []
        let scored = try file(times.beforeConditioning)
        let sheet = scored.sheet(knowledge)
        for report in knowledge.scores(sheet) {
            if let flag = knowledge.flag(report, at: times.now) { found.append(flag) }
        }
        if let product = scored.product, !times.isReleased {
            let before =
                times.collected == nil ? scored : try file(times.beforeApheresis)
            found.append(manufacturing(before.sheet(knowledge), product, times.now))
        }
        for desk in models {
            guard let concern = concern(of: desk.model),
                let time = times.time(of: desk.model.card.predictionTime)
            else { continue }
            found.append(flag(desk, concern, try file(time), times.now))
        }
        let open = Flag.Concern.allCases.filter { concern in
            concern != .manufacturingFailure || !times.isReleased
        }
        let flags = open.flatMap { concern -> [Flag] in
            let own = found.filter { $0.concern == concern }
            guard own.isEmpty else { return own }
            return [
                Flag(
                    concern: concern, verdict: .cannotSay([CourseFlags.noModel]), factors: [],
                    model: "", modelVersion: "", at: times.now)
            ]
        }
        return CourseFlags(course: course, flags: flags)
    }

    private func concern(of model: PredictionModel) -> Flag.Concern? {
        model.outcome.columns.lazy.compactMap { knowledge.flags.outcomes[$0] }.first
    }

    // MARK: Published odds

    private func manufacturing(
        _ sheet: FactSheet, _ product: String, _ now: Instant
    ) -> Flag {
        guard let risk = knowledge.risk(sheet, for: product),
            let model = knowledge.model(risk.model)
        else {
            return Flag(
                concern: .manufacturingFailure, verdict: .cannotSay([CourseFlags.noModel]),
                factors: [], model: "", modelVersion: "", at: now)
        }
        let verdict: Flag.Verdict =
            switch risk.outcome {
            case .relativeOdds(let odds): knowledge.flags.odds.verdict(odds)
            case .above: .high
            case .cannotSay(let names): .cannotSay(names)
            case .refused: .cannotSay(model.inputs.compactMap(\.fact?.fact))
            }
        let factors = model.inputs.compactMap(\.fact?.fact).compactMap { sheet.entries[$0] }
            .map { factor($0.id, $0, nil, now) }
        return Flag(
            concern: .manufacturingFailure, verdict: verdict, factors: factors, model: risk.model,
            modelVersion: knowledge.flags.version,
            source: risk.provenance.sources.joined(separator: ", "), at: now)
    }

    // MARK: Trained models

    private func flag(
        _ desk: DeskModel, _ concern: Flag.Concern, _ file: PatientFile, _ now: Instant
    ) -> Flag {
        let sheet = file.sheet(knowledge)
        var writer = CSVWriter(header: desk.columns)
        writer.write(desk.columns.map { text(of: $0, sheet, file.product) })
        let model = desk.model
        let answer = (try? CSVTable.parse(Array(writer.text.utf8))).map {
            model.predict($0, row: 0)
        }
        let contributions = answer?.contributions ?? []
        let ordered =
            contributions.map(\.column)
            + model.predictors.map(\.column).filter { column in
                !contributions.contains { $0.column == column }
            }
        let factors = ordered.compactMap { column -> Flag.Factor? in
            guard let input = answer?.inputs.first(where: { $0.column == column }),
                !input.text.isEmpty
            else { return nil }
            let amount = contributions.first { $0.column == column }?.amount
            return Flag.Factor(
                name: column, value: input.text, contribution: amount,
                ageHours: entry(of: column, sheet)?.at.map { now.minutes(since: $0) / 60 })
        }
        return Flag(
            concern: concern, verdict: verdict(answer, model), factors: factors,
            model: desk.id, modelVersion: desk.version, source: model.card.source,
            risk: model.givesProbability ? answer?.risk : nil,
            isSimulated: model.card.isSimulated, at: now)
    }

    private func verdict(_ answer: RowPrediction?, _ model: PredictionModel) -> Flag.Verdict {
        guard let answer, let risk = answer.risk else {
            var names: [String] = []
            for fault in answer?.faults ?? [] where !names.contains(fault.column) {
                names.append(fault.column)
            }
            return .cannotSay(names.isEmpty ? model.predictors.map(\.column) : names)
        }
        switch model.parameters {
        case .logistic, .cox, .forest:
            let share = Double(model.training.events) / Double(max(1, model.training.count))
            guard share > 0 else { return .cannotSay([CourseFlags.noModel]) }
            return knowledge.flags.risk.verdict(risk / share)
        case .ratio(let ratio):
            let isPositive = ratio.higherIsPositive ? risk >= ratio.cutOff : risk <= ratio.cutOff
            return isPositive ? .raised : .low
        case .rules: return answer.fired.isEmpty ? .low : .raised
        }
    }

    private func text(of column: String, _ sheet: FactSheet, _ product: String?) -> String {
        switch knowledge.flags.columns[column] {
        case .product: return product ?? ""
        case .costimulatoryDomain:
            return product.flatMap { knowledge.products[$0]?.costimulatoryDomain } ?? ""
        case .fact(let name, let over):
            switch sheet.entries[name]?.value {
            case .number(let number): return DecimalText.text(number / over)
            case .text(let word): return word
            case .truth(let truth): return truth ? "1" : "0"
            default: return ""
            }
        case nil: return ""
        }
    }

    private func entry(of column: String, _ sheet: FactSheet) -> FactSheet.Entry? {
        guard case .fact(let name, _)? = knowledge.flags.columns[column] else { return nil }
        return sheet.entries[name]
    }

    private func factor(
        _ name: String, _ entry: FactSheet.Entry, _ contribution: Double?, _ now: Instant
    ) -> Flag.Factor {
        let value: String =
            switch entry.value {
            case .number(let number): DecimalText.text(number)
            case .text(let word): word
            case .truth(let truth): truth ? "1" : "0"
            default: ""
            }
        return Flag.Factor(
            name: name, value: value, contribution: contribution,
            ageHours: entry.at.map { now.minutes(since: $0) / 60 })
    }
}

extension DeskModel {
    /// The columns that its predictors and its cross-checks read.
    fileprivate var columns: [String] {
        var names = model.predictors.map(\.column)
        for rule in model.training.dependencies {
            for name in [rule.column, rule.decides] where !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }
}
