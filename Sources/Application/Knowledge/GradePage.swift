public import Clinical
public import Domain

/// A request to grade, from a file: inputs, time, and where a person overrules, why.
public struct GradeFile: Sendable {
    public let inputs: JSON
    public let at: Instant
    public let overruled: (level: Int, reason: Reason)?

    init(inputs: JSON, at: Instant, overruled: (level: Int, reason: Reason)?) {
        (self.inputs, self.at, self.overruled) = (inputs, at, overruled)
    }

    /// Nothing was entered: what there is comes from the store.
    public init(at now: Instant) { (inputs, at, overruled) = (.object([]), now, nil) }

    /// The same request with what the store knows of the patient.
    init(_ file: GradeFile, inputs: JSON) {
        (self.inputs, at, overruled) = (inputs, file.at, file.overruled)
    }

    public init(reading reader: JSONReader, now: Instant) throws(JSONError) {
        try reader.allowOnly(["inputs", "at", "overrule", "note"])
        inputs = try reader.member("inputs").value
        at = try reader.optional("at")?.instant() ?? now
        overruled = try reader.optional("overrule").map {
            (overrule) throws(JSONError) -> (level: Int, reason: Reason) in
            try overrule.allowOnly(["grade", "reason"])
            return (
                try overrule.member("grade").int(in: Grade.levels),
                Reason(.override, try overrule.member("reason").string())
            )
        }
    }
}

/// A grade with its deciding findings and what it usually means.
public struct GradePage: Sendable {
    let report: GradeReport
    let knowledge: ClinicalKnowledge
    /// How days were counted, where the scale lets that be chosen.
    let counting: String?

    /// - Throws: `GradeRefusal` with a sentence for the person.
    public init(
        _ scale: GradingScale, _ file: GradeFile, _ knowledge: ClinicalKnowledge,
        _ wording: Wording
    ) throws(GradeRefusal) {
        self.knowledge = knowledge
        counting = knowledge.model(scale.model)?.counting(in: file.inputs)
        do throws(GradingError) {
            report = try knowledge.grade(
                scale, file.inputs, at: file.at, overruled: file.overruled)
        } catch {
            throw GradeRefusal(error, knowledge.model(scale.model), wording)
        }
    }

    public func lines(_ wording: Wording) -> [String] {
        let toxicity = report.grade.toxicity
        var lines = [
            wording(
                Phrase(
                    "grading.grade",
                    ["toxicity": .phrase(toxicity.phrase), "grade": .count(report.grade.level)]))
        ]
        if case .text(let bin)? = report.result["bin"] {
            lines.append("  " + wording("grading.licats.\(bin)"))
        }
        if !report.deciding.isEmpty {
            lines.append(
                "  "
                    + wording(
                        Phrase(
                            "grading.deciding",
                            ["findings": .list(report.deciding.map { .text(wording($0)) })])))
        }
        if let counting { lines.append("  " + wording("grading.counting.\(counting)")) }
        if let reason = report.grade.overruled {
            lines.append(
                "  "
                    + wording(
                        Phrase(
                            "grading.overruled",
                            ["rules": .count(report.byRules), "reason": .text(reason.words)])))
        }
        lines.append("  [\(wording(report.provenance))]")
        if let management = report.management {
            lines.append("  \(wording(management.says))")
            lines.append("      [\(wording(management.provenance))]")
        }
        for remark in report.remarks {
            lines.append("  · \(wording(remark.says))  [\(wording(remark.provenance))]")
        }
        if toxicity == .licats { lines += licats(wording) }
        lines.append("  " + wording(knowledge.guidance.disclaimer))
        return lines
    }

    private func licats(_ wording: Wording) -> [String] {
        let form = knowledge.guidance.licats
        return ["  " + wording("grading.licats.items")]
            + form.items.map { "    · \(wording($0.says))" }
            + ["  " + wording("grading.licats.questions")]
            + form.questions.map {
                "    · \(wording($0.says))  (\(wording("grading.against.\($0.against.rawValue)")))"
            }
    }

    public func json(_ wording: Wording) -> JSON {
        .object([
            ("toxicity", .string(report.grade.toxicity.rawValue)),
            ("grade", .int(report.grade.level)), ("byRules", .int(report.byRules)),
            ("values", report.result.json), ("counting", .optional(counting)),
            ("at", .string(report.grade.at.iso)),
            ("deciding", .array(report.grade.deciding.map { .string($0.name) })),
            ("overruled", .optional(report.grade.overruled?.words)),
            ("provenance", report.provenance.json),
            ("management", .optional(report.management.map { wording($0.says) })),
            ("managementProvenance", report.management?.provenance.json ?? .null),
            ("disclaimer", .string(wording(knowledge.guidance.disclaimer))),
        ])
    }
}

extension ClinicalModel {
    /// The way of counting days that was entered, or else that of the rule file.
    fileprivate func counting(in inputs: JSON) -> String? {
        guard let input = self.inputs.first(where: { $0.name == "counting" }) else { return nil }
        if case .string(let word)? = inputs["counting"]?.content { return word }
        guard case .text(let word)? = input.fallback else { return nil }
        return word
    }
}

/// Why no grade was given, already in words: its rule file may have worded it.
public struct GradeRefusal: Error, Reportable {
    public let sentence: String
    /// The inputs that are wanted, where that is why.
    public let missing: [String]

    init(_ error: GradingError, _ model: ClinicalModel?, _ wording: Wording) {
        switch error {
        case .cannotSay(let names):
            missing = names
            let labels = names.map { name in
                let label = model?.inputs.first { $0.names.contains(name) }?.label
                return label.map { "\(wording($0)) (\(name))" } ?? name
            }
            sentence = wording(
                Phrase("grading.cannotSay", ["inputs": .list(labels.map { .text($0) })]))
        case .refused(let refusal):
            (missing, sentence) = ([], wording(refusal))
        case .reasonMissing:
            (missing, sentence) = ([], wording("grading.reasonMissing"))
        case .noSuchLevel(let toxicity, let level):
            (missing, sentence) = (
                [], wording(GradeError.noSuchLevel(toxicity, level).phrase)
            )
        }
    }

    public var phrase: Phrase { Phrase("grading.refused", ["what": .text(sentence)]) }
}
