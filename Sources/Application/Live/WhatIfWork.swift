public import Domain

/// The centre under changes, simulated beside the centre as it is.
public struct WhatIfWork: Work {
    /// Each a scenario of one change or, with blanks between, of several.
    public let texts: [String]
    /// What the centre as it is is called, in the language of whoever asks.
    public let now: String

    public typealias Reply = WhatIfAnswer
    public typealias Material = WhatIf.Question

    /// Enough for intervals that a screen can show, in the time that somebody watches.
    static let replications = 100
    static let seed: UInt64 = 1
    /// The answer does not depend on it.
    static let threads = 2

    public init(_ texts: [String], now: String) { (self.texts, self.now) = (texts, now) }

    public var title: Phrase { Phrase("whatif.working") }

    public func material(with follower: Follower) throws(StoreError) -> WhatIf.Question {
        try WhatIf.Question(
            texts, try follower.office().fitCentre(), now: now, replications: Self.replications,
            seed: Self.seed)
    }

    public func reply(
        from material: WhatIf.Question, _ progress: WorkProgress
    ) throws(StoreError) -> WhatIfAnswer {
        let answer = material.answer(threads: Self.threads) { share in
            progress.report(share)
            return !progress.isCancelled
        }
        guard let answer else { throw .refused(Phrase("whatif.stopped")) }
        return answer
    }
}

/// Keeps an answer with its assumptions.
public struct KeepScenario: Deed {
    public let answer: WhatIfAnswer
    public let name: String
    public let language: Language

    public init(_ answer: WhatIfAnswer, named name: String, _ language: Language) {
        (self.answer, self.name, self.language) = (answer, name, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let kept = try follower.office().keep(answer, named: name, Wording(language))
        return Phrase(
            "whatif.kept", ["id": .text(kept.id), "entry": .count(Int(kept.entry))])
    }
}
