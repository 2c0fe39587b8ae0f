import Clinical
public import Domain
import Prediction

extension ClinicalDesk {
    /// The flags of a course with everything that made them.
    public func page(_ flags: CourseFlags) -> ClinicalPage {
        ClinicalPage(
            json: .object([
                ("course", .string(flags.course.text)),
                ("flags", .array(flags.flags.map { json($0) })),
            ]),
            lines: flags.flags.flatMap { lines($0) })
    }

    /// A flag in one line: `CRS: raised (easix 2026-11)`.
    public func headline(_ flag: Flag) -> String {
        let mark = flag.isSimulated ? wording("model.simulatedMark") + " | " : ""
        let said: String =
            switch flag.verdict {
            case .low: wording("flag.low")
            case .raised: wording("flag.raised")
            case .high: wording("flag.high")
            case .cannotSay([CourseFlags.noModel]): wording("flag.noModel")
            case .cannotSay(let names):
                wording(
                    Phrase(
                        "flag.cannotSay", ["what": .list(names.map { .text(label($0)) })]))
            }
        let concern = wording("flag.concern.\(flag.concern.rawValue)")
        let model = flag.model.isEmpty ? "" : "  (\(flag.model) \(flag.modelVersion))"
        let risk = flag.risk.map { risk in
            "  " + wording(Phrase("flag.risk", ["percent": .decimal(risk * 100, places: 0)]))
        }
        return "\(mark)\(concern): \(said)\(risk ?? "")\(model)"
    }

    private func lines(_ flag: Flag) -> [String] {
        let mark = flag.isSimulated ? wording("model.simulatedMark") + " | " : ""
        var lines = [headline(flag)]
        for factor in flag.factors {
            let amount = factor.contribution.map { "  " + signed($0) } ?? ""
            let old = factor.ageHours.map { "  " + wording(age(hours: $0)) } ?? ""
            lines.append("\(mark)  \(label(factor.name)) \(factor.value)\(amount)\(old)")
        }
        if !flag.source.isEmpty { lines.append("\(mark)  [\(flag.source)]") }
        return lines
    }

    private func age(hours: Int) -> Phrase {
        hours < 72
            ? Phrase("flag.age", ["hours": .count(hours)])
            : Phrase("flag.ageDays", ["days": .count(hours / 24)])
    }

    private func signed(_ amount: Double) -> String {
        let rounded = (abs(amount) * 1000).rounded() / 1000
        return (amount < 0 ? "−" : "+") + wording.plainNumber(rounded)
    }

    /// The name of a fact, of a model's column, or as it is.
    private func label(_ name: String) -> String {
        if let fact = knowledge.facts[name] { return wording(fact.label) }
        if case .fact(let id, _)? = knowledge.flags.columns[name],
            let fact = knowledge.facts[id]
        {
            return "\(wording(fact.label)) (\(name))"
        }
        return name
    }

    private func json(_ flag: Flag) -> JSON {
        var members: [(String, JSON)] = [("concern", .string(flag.concern.rawValue))]
        switch flag.verdict {
        case .low: members.append(("verdict", .string("low")))
        case .raised: members.append(("verdict", .string("raised")))
        case .high: members.append(("verdict", .string("high")))
        case .cannotSay(let names):
            members.append(("verdict", .string("cannotSay")))
            members.append(("missing", .array(names.map { .string($0) })))
        }
        members += [
            ("risk", flag.risk.map { .double($0) } ?? .null),
            ("model", .string(flag.model)), ("version", .string(flag.modelVersion)),
            ("source", .string(flag.source)), ("simulated", .bool(flag.isSimulated)),
            ("at", .string(flag.at.iso)),
            (
                "factors",
                .array(
                    flag.factors.map { factor in
                        .object([
                            ("name", .string(factor.name)), ("value", .string(factor.value)),
                            ("contribution", factor.contribution.map { .double($0) } ?? .null),
                            ("ageHours", factor.ageHours.map { .int($0) } ?? .null),
                        ])
                    })
            ),
        ]
        return .object(members)
    }
}
