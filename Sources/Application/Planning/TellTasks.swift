public import Domain

/// Somebody who has to hear of a change, as the task that it becomes.
public struct TellTask: Equatable, Sendable {
    public let course: Course.ID
    /// In the language of whoever decided.
    public let what: String
    public let role: Role
    public let minutes: Int

    public init(_ course: Course.ID, _ what: String, _ role: Role, within minutes: Int) {
        (self.course, self.what, self.role, self.minutes) = (course, what, role, minutes)
    }
}

extension CourseChange {
    /// How long they have who must be told of a change that no event hurries.
    public static let minutesToTell = 240

    /// One task for each role that has to act on the change, or to call those outside.
    public func tells(_ words: Wording, within minutes: Int = minutesToTell) -> [TellTask] {
        var called: [Role: [Phrase]] = [:]
        for audience in audiences {
            called[Self.caller(of: audience), default: []].append(audience)
        }
        let what = whatMoves(words)
        return Role.allCases.compactMap { role in
            guard let whom = called[role] else { return nil }
            let phrase = Phrase(
                "tell.task",
                ["who": .list(whom.map { .phrase($0) }), "what": .text(what)])
            return TellTask(course, words(phrase), role, within: minutes)
        }
    }

    /// Units of the centre are told themselves; the coordinator calls everybody else.
    private static func caller(of audience: Phrase) -> Role {
        switch audience.key {
        case "audience.apheresisUnit": .apheresis
        case "audience.processingLab": .processing
        case "audience.ward": .ward
        case "audience.icu": .icu
        default: .coordinator
        }
    }

    private func whatMoves(_ words: Wording) -> String {
        let told = shifts.filter { $0.activity != .icuReserve && $0.activity != .processing }
        guard !told.isEmpty else {
            let day = plan?.infusion.map { words.shortDay($0) } ?? "–"
            return words(Phrase(plan == nil ? "tell.loses" : "tell.sameDays", ["day": .text(day)]))
        }
        return words.list(
            told.map { shift in
                "\(words(shift.activity.phrase)) \(words.shortDay(shift.from.first))"
                    + " → \(words.shortDay(shift.to.first))"
            })
    }
}
