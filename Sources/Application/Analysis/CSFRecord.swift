public import Domain

/// C1RL and FUCA2 of the cerebrospinal fluid as they were last measured: a record and no flag.
///
/// Their values are relative to one laboratory's method, so that no published cut-off carries
/// over; only a model of the centre's own may make a flag of them.
public struct CSFRecord: Equatable, Sendable {
    public struct Value: Equatable, Sendable {
        public let number: Double
        public let at: Instant
        /// Who measured and how, recorded beside the value: without them it compares with nothing.
        public let laboratory: String?
        public let method: String?
    }

    public let c1rl: Value?
    public let fuca2: Value?

    /// - Parameter observations: in the order of time.
    init?(_ observations: [Observation]) {
        func newest(_ code: String) -> Value? {
            observations.last { $0.code == code }.flatMap { observation in
                guard case .number(let number) = observation.value else { return nil }
                func said(_ code: String) -> String? {
                    let beside = observations.last { $0.code == code && $0.at == observation.at }
                    guard case .word(let text)? = beside?.value, !text.isEmpty else { return nil }
                    return text
                }
                return Value(
                    number: number, at: observation.at, laboratory: said("CSF-LAB"),
                    method: said("CSF-METHOD"))
            }
        }
        (c1rl, fuca2) = (newest("CSF-C1RL"), newest("CSF-FUCA2"))
        if c1rl == nil, fuca2 == nil { return nil }
    }

    /// Of one sample alone: values of two days are no ratio.
    public var ratio: Double? {
        guard let c1rl, let fuca2, c1rl.at == fuca2.at, fuca2.number > 0 else { return nil }
        return c1rl.number / fuca2.number
    }

    public var phrases: [Phrase] {
        let unsaid = Phrase.Value.phrase(Phrase("csf.unsaid"))
        func value(_ value: Value?) -> Phrase.Value {
            guard let value else { return .text("–") }
            return .phrase(
                Phrase(
                    "csf.value",
                    [
                        "value": .decimal(value.number, places: 2), "at": .instant(value.at),
                        "laboratory": value.laboratory.map { .text($0) } ?? unsaid,
                        "method": value.method.map { .text($0) } ?? unsaid,
                    ]))
        }
        return [
            Phrase(
                "csf.record",
                [
                    "c1rl": value(c1rl), "fuca2": value(fuca2),
                    "ratio": ratio.map { .decimal($0, places: 2) } ?? .text("–"),
                ]),
            Phrase("csf.recordOnly"),
        ]
    }

    var json: JSON {
        func json(_ value: Value?) -> JSON {
            value.map {
                .object([
                    ("value", .double($0.number)), ("at", .string($0.at.iso)),
                    ("laboratory", .optional($0.laboratory)), ("method", .optional($0.method)),
                ])
            } ?? .null
        }
        return .object([
            ("c1rl", json(c1rl)), ("fuca2", json(fuca2)),
            ("ratio", ratio.map { .double($0) } ?? .null),
        ])
    }
}
