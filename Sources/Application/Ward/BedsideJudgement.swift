import Clinical
public import Domain

/// What follows from a bedside entry: the grades with their deciding findings and their pages, and
/// what could not be graded and why.
public struct BedsideJudgement: Sendable {
    public let icePoints: Int?
    public let grades: [Judged]
    /// Scales for which something is missing, with the sentence.
    public let refused: [Refused]

    public struct Judged: Sendable {
        public let grade: Grade
        /// The same toxicity before, where it was graded.
        public let before: Int?
        public let page: ClinicalPage

        public var isRising: Bool { grade.level > (before ?? 0) }
    }

    public struct Refused: Sendable {
        public let toxicity: Toxicity
        public let sentence: String
        public let missing: [String]
    }

    public func judged(_ toxicity: Toxicity) -> Judged? {
        grades.first { $0.grade.toxicity == toxicity }
    }
}

/// What an entry is judged beside: facts of the store, earlier grades and doses.
struct BedsideGround {
    let file: PatientFile
    let grades: [Grade]
    let observations: [Observation]
    let treatments: [Treatment]
    let infused: Instant?

    /// The running episode of CRS begins after the last grade 0, or with the infusion.
    func episodeStart(before at: Instant) -> Instant? {
        let zero = grades.last { $0.toxicity == .crs && $0.level == 0 && $0.at < at }?.at
        return [zero, infused].compactMap { $0 }.max()
    }

    func standing(_ toxicity: Toxicity, before at: Instant) -> Int? {
        grades.last { $0.toxicity == toxicity && $0.at < at }?.level
    }
}

extension ClinicalDesk {
    private static let crsInputs: Set<String> = [
        "temp_C", "hypotension", "vasopressors_excl_vasopressin", "o2", "vasopressin",
        "antipyretic_or_anticytokine_given", "prior_crs_fever", "death_from_crs",
    ]
    private static let icansInputs: Set<String> = [
        "consciousness", "seizure", "motor", "edema", "capd", "developmental_delay",
    ]
    private static let plainInputs: Set<String> = ["spo2", "sbp"]

    /// Names that no form knows are told and never ignored.
    func unknownFindings(_ entry: BedsideEntry) -> [String] {
        let known = Self.crsInputs.union(Self.icansInputs).union(Self.plainInputs)
        return entry.findings.keys.filter { !known.contains($0) }.sorted()
    }

    /// Whether the scale's own rules contradict the patient's age.
    private func isTooYoung(for scale: GradingScale, _ ground: BedsideGround) -> Bool {
        guard let age = ground.file.facts.first(where: { $0.id == "age" })?.value,
            case .number(let years) = age,
            case .refused(.contradiction) = knowledge.model(scale.model)?
                .evaluate(.object([("age_y", .double(years))]))
        else { return false }
        return true
    }

    /// Judges an entry beside what is known.
    func judge(_ entry: BedsideEntry, _ ground: BedsideGround) -> BedsideJudgement {
        var grades: [BedsideJudgement.Judged] = []
        var refused: [BedsideJudgement.Refused] = []
        let asksCRS = entry.findings.keys.contains { Self.crsInputs.contains($0) }
        let asksICANS =
            entry.icePoints != nil || entry.findings.keys.contains { Self.icansInputs.contains($0) }
        var wanted: [(GradingScale, [(String, JSON)])] = []
        if asksCRS || entry.overrule?.toxicity == .crs {
            wanted.append((.crs, crsInputs(entry, ground)))
        }
        if asksICANS || entry.overrule?.toxicity == .icans {
            let isChild = isTooYoung(for: .icans, ground)
            wanted.append((isChild ? .icansChild : .icans, icansInputs(entry)))
        }
        for (scale, inputs) in wanted {
            let overruled = entry.overrule.flatMap { overrule in
                overrule.toxicity == scale.toxicity
                    ? (level: overrule.level, reason: Reason(.override, overrule.words)) : nil
            }
            let file = GradeFile(
                inputs: .object(inputs), at: entry.at, overruled: overruled)
            do throws(GradeRefusal) {
                let answer = try grade(Self.name(scale), file, of: ground.file)
                guard let grade = answer.grade else { continue }
                grades.append(
                    BedsideJudgement.Judged(
                        grade: grade,
                        before: ground.standing(scale.toxicity, before: entry.at),
                        page: answer.page))
            } catch {
                refused.append(
                    BedsideJudgement.Refused(
                        toxicity: scale.toxicity, sentence: error.sentence,
                        missing: error.missing))
            }
        }
        return BedsideJudgement(icePoints: entry.icePoints, grades: grades, refused: refused)
    }

    /// Whether there was fever before in this episode, and whether it was treated, is in the store
    /// and need not be typed; what is typed wins.
    private func crsInputs(_ entry: BedsideEntry, _ ground: BedsideGround) -> [(String, JSON)] {
        var inputs = entry.findings.filter { Self.crsInputs.contains($0.key) }
        if let start = ground.episodeStart(before: entry.at) {
            let fever = knowledge.ward.chart("TEMP")?.high
            let had = ground.observations.contains { observation in
                guard observation.code == "TEMP", start <= observation.at,
                    observation.at < entry.at, case .number(let value) = observation.value
                else { return false }
                return fever.map { value >= $0 } ?? false
            }
            let treated = ground.treatments.contains { dose in
                start <= dose.at && dose.at <= entry.at
                    && knowledge.ward.anticytokine.contains(dose.drug)
            }
            if inputs["prior_crs_fever"] == nil, had { inputs["prior_crs_fever"] = .bool(true) }
            if inputs["antipyretic_or_anticytokine_given"] == nil, treated {
                inputs["antipyretic_or_anticytokine_given"] = .bool(true)
            }
        }
        return inputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func icansInputs(_ entry: BedsideEntry) -> [(String, JSON)] {
        var inputs = entry.findings.filter { Self.icansInputs.contains($0.key) }
        if let points = entry.icePoints { inputs["ice"] = .int(points) }
        return inputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
