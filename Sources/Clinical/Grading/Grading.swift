public import Domain

/// A scale by which a toxicity is graded.
public enum GradingScale: String, CaseIterable, Sendable {
    case crs, icans
    /// Under twelve years, with the CAPD.
    case icansChild
    case licats, icaht, thrombocytopenia

    public var toxicity: Toxicity {
        switch self {
        case .crs: .crs
        case .icans, .icansChild: .icans
        case .licats: .licats
        case .icaht, .thrombocytopenia: .icaht
        }
    }

    public var model: String {
        switch self {
        case .crs: "astct_crs"
        case .icans: "astct_icans_adult"
        case .icansChild: "astct_icans_child"
        case .licats: "licats"
        case .icaht: "icaht_neutrophil"
        case .thrombocytopenia: "t_icaht"
        }
    }
}

/// A grade with the findings that decided it, and what it usually means.
public struct GradeReport: Sendable {
    public let scale: GradingScale
    public let grade: Grade
    /// The grade of the rules, where a person graded otherwise.
    public let byRules: Int
    public let deciding: [Bilingual]
    /// Further answers of the scale, such as the time bin of LICATS.
    public let result: ModelResult
    public let provenance: Provenance
    public let management: GuidanceFile.Management?
    public let remarks: [GuidanceFile.Remark]
}

public enum GradingError: Error, Hashable {
    case cannotSay([String])
    case refused(ModelError)
    /// Overruling says why, in the person's own words.
    case reasonMissing
    case noSuchLevel(Toxicity, Int)
}

extension ClinicalKnowledge {
    /// - Parameter overruled: the grade that a person gives instead, with the reason.
    public func grade(
        _ scale: GradingScale, _ inputs: JSON, at: Instant,
        overruled: (level: Int, reason: Reason)? = nil
    ) throws(GradingError) -> GradeReport {
        let result: ModelResult
        switch evaluate(scale.model, inputs) {
        case .values(let found): result = found
        case .cannotSay(let names): throw .cannotSay(names)
        case .refused(let error): throw .refused(error)
        }
        guard let model = model(scale.model), let number = result["grade"]?.number else {
            throw .refused(.unknownModel(scale.model))
        }
        if let overruled, overruled.reason.needsWords { throw .reasonMissing }
        let level = overruled?.level ?? Int(number)
        let grade: Grade
        do throws(GradeError) {
            grade = try Grade(
                scale.toxicity, level, at: at,
                deciding: result.deciding.map { Finding($0, at: at) },
                overruled: overruled?.reason)
        } catch {
            throw .noSuchLevel(scale.toxicity, level)
        }
        let labels = model.deciding.filter { result.deciding.contains($0.step) }
        return GradeReport(
            scale: scale, grade: grade, byRules: Int(number), deciding: labels.map(\.label),
            result: result, provenance: model.provenance,
            management: guidance.management(scale.toxicity, level),
            remarks: guidance.remarks(scale.toxicity))
    }
}

/// A published score for one patient, with its time point and the age of its inputs.
public struct ScoreReport: Sendable {
    public let model: ClinicalModel
    public let outcome: ModelOutcome
    public let inputs: [FactSheet.Entry]
    /// Inputs that are older than the score allows.
    public let stale: [FactSheet.Entry]
}

extension ClinicalKnowledge {
    /// Every score whose inputs can be facts of a patient.
    public func scores(_ sheet: FactSheet) -> [ScoreReport] {
        // Odds of a manufacturing failure are no score of the patient; the sheet shows them.
        allModels.filter { $0.timing != nil && !products.isRiskModel($0.id) }.compactMap { model in
            let (inputs, used) = model.inputs(from: sheet.entries)
            let oldest = model.timing?.oldestDays ?? 0
            let stale = used.filter { ($0.ageDays ?? 0) > oldest }
            let outcome: ModelOutcome =
                stale.isEmpty ? model.evaluate(inputs) : .cannotSay(stale.map(\.id).sorted())
            if model.listing == .whenKnown, case .cannotSay = outcome { return nil }
            return ScoreReport(
                model: model, outcome: outcome, inputs: used.sorted { $0.id < $1.id },
                stale: stale)
        }
    }

    /// The flag of a score, with its factors; nil for a score that sets none.
    public func flag(_ report: ScoreReport, at now: Instant) -> Flag? {
        guard let rule = report.model.flag,
            let concern = Flag.Concern(rawValue: rule.concern)
        else { return nil }
        let factors = report.inputs.map { entry in
            Flag.Factor(
                name: entry.id, value: entry.value.number.map(plain) ?? "",
                ageHours: entry.at.map { now.minutes(since: $0) / 60 })
        }
        let verdict: Flag.Verdict =
            switch report.outcome {
            case .values: report.model.isRaised(report.inputs, rule) ? .raised : .low
            case .cannotSay(let names): .cannotSay(report.model.factNames(of: names))
            case .refused: .cannotSay(report.inputs.map(\.id))
            }
        return Flag(
            concern: concern, verdict: verdict, factors: factors, model: report.model.id,
            modelVersion: modelFiles.first { $0.models.contains { $0.id == report.model.id } }?
                .version ?? "", source: report.model.provenance.sources.joined(separator: ", "),
            at: now)
    }
}

extension ClinicalModel {
    /// The steps once more, for the one expression that is not part of the answer.
    fileprivate func isRaised(_ entries: [FactSheet.Entry], _ rule: FlagRule) -> Bool {
        let (inputs, _) = inputs(
            from: Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one }))
        var known: [String: ExpressionValue] = [:]
        for input in self.inputs {
            if case .success(.some(let value)) = input.value(in: inputs) {
                input.bind(value, in: &known)
            }
        }
        for step in steps { known[step.name] = step.expression.value(known) }
        return rule.raised.value(known).isTrue
    }
}
