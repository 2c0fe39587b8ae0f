import Clinical
public import Domain

/// What somebody saw and asked at a bedside, as it was entered: kept whole beside the values and
/// grades that follow from it, so that an entry on the wrong patient can be moved as it was.
public struct BedsideEntry: Equatable, Sendable {
    public var course: Course.ID
    public let at: Instant
    /// The ten items of ICE by their names: passed or not. Empty where they were not asked.
    public var ice: [String: Bool]
    /// The sentence that the patient wrote.
    public var sentence: String
    /// Findings under the names of the grading models' inputs, and `spo2`, `sbp`.
    public var findings: [String: JSON]
    /// A grade that a person gives against the rules.
    public var overrule: Overrule?

    public struct Overrule: Equatable, Sendable {
        public let toxicity: Toxicity
        public let level: Int
        public let words: String

        public init(_ toxicity: Toxicity, _ level: Int, _ words: String) {
            (self.toxicity, self.level, self.words) = (toxicity, level, words)
        }
    }

    public init(
        _ course: Course.ID, at: Instant, ice: [String: Bool] = [:], sentence: String = "",
        findings: [String: JSON] = [:], overrule: Overrule? = nil
    ) {
        (self.course, self.at, self.ice) = (course, at, ice)
        (self.sentence, self.findings, self.overrule) = (sentence, findings, overrule)
    }

    /// The ten items in the order in which they are asked.
    public static let iceItems = [
        "year", "month", "city", "hospital", "object_1", "object_2", "object_3", "command",
        "writing", "attention",
    ]

    /// Under this code the entry itself is kept.
    public static let code = "BEDSIDE"

    /// What is a measurement and goes to the patient's values: name, code, unit.
    static let measured = [
        ("temp_C", "TEMP", "Cel"), ("spo2", "SPO2", "%"), ("sbp", "SBP", "mm[Hg]"),
    ]
    /// Codes that an entry writes; an entry is taken back with all of them.
    static let codes: Set<String> = Set(measured.map(\.1) + ["ICE", code])

    /// Nil where not every item was asked.
    public var icePoints: Int? {
        guard Self.iceItems.allSatisfy({ ice[$0] != nil }) else { return nil }
        return ice.values.count { $0 }
    }

    public var isEmpty: Bool { ice.isEmpty && findings.isEmpty && overrule == nil }
}

extension BedsideEntry {
    /// - Parameter now: taken where the entry does not say when it was.
    public init(
        reading reader: JSONReader, _ course: Course.ID, now: Instant
    ) throws(JSONError) {
        try reader.allowOnly(["at", "ice", "sentence", "findings", "overrule", "note"])
        var ice: [String: Bool] = [:]
        for (name, item) in try reader.optional("ice")?.members() ?? [] {
            guard Self.iceItems.contains(name) else {
                throw item.failure(.word(of: Self.iceItems))
            }
            ice[name] = try item.bool()
        }
        var findings: [String: JSON] = [:]
        for (name, finding) in try reader.optional("findings")?.members() ?? [] {
            findings[name] = finding.value
        }
        self.init(
            course, at: try reader.optional("at")?.instant() ?? now, ice: ice,
            sentence: try reader.optional("sentence")?.string() ?? "", findings: findings,
            overrule: try reader.optional("overrule").map {
                (overrule) throws(JSONError) -> Overrule in
                try overrule.allowOnly(["toxicity", "grade", "reason"])
                return Overrule(
                    try overrule.member("toxicity").word(Toxicity.self),
                    try overrule.member("grade").int(in: Grade.levels),
                    try overrule.member("reason").string())
            })
    }

    /// The entry as it is kept; its time and course stand beside it.
    public var json: JSON {
        var members: [(String, JSON)] = []
        if !ice.isEmpty {
            members.append(
                (
                    "ice",
                    .object(
                        Self.iceItems.compactMap { name in ice[name].map { (name, .bool($0)) } })
                ))
        }
        if !sentence.isEmpty { members.append(("sentence", .string(sentence))) }
        if !findings.isEmpty {
            members.append(
                (
                    "findings",
                    .object(findings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                )
            )
        }
        if let overrule {
            members.append(
                (
                    "overrule",
                    .object([
                        ("toxicity", .string(overrule.toxicity.rawValue)),
                        ("grade", .int(overrule.level)), ("reason", .string(overrule.words)),
                    ])
                ))
        }
        return .object(members)
    }

    /// The entry that an observation keeps; nil for any other observation.
    init?(_ observation: Observation, of course: Course.ID) {
        guard observation.code == Self.code, case .word(let text) = observation.value,
            let reader = try? JSONReader(parsing: Array(text.utf8)),
            let entry = try? BedsideEntry(reading: reader, course, now: observation.at)
        else { return nil }
        self = BedsideEntry(
            course, at: observation.at, ice: entry.ice, sentence: entry.sentence,
            findings: entry.findings, overrule: entry.overrule)
    }

    /// The values of the patient that the entry holds.
    func observations(of patient: Patient.ID) throws(StoreError) -> [Observation] {
        var found: [Observation] = []
        for (name, code, unit) in Self.measured {
            guard let finding = findings[name] else { continue }
            guard let number = finding.number else {
                throw .refused(Phrase("bedside.notANumber", ["name": .text(name)]))
            }
            found.append(
                Observation(
                    patient: patient, code: code, value: .number(number), unit: unit, at: at))
        }
        if let icePoints {
            found.append(
                Observation(
                    patient: patient, code: "ICE", value: .number(Double(icePoints)), unit: "",
                    at: at))
        }
        found.append(
            Observation(
                patient: patient, code: Self.code, value: .word(json.compact), unit: "", at: at))
        return found
    }
}

extension JSON {
    var number: Double? {
        guard case .number(let text) = content else { return nil }
        return DecimalText.number(text)
    }
}
