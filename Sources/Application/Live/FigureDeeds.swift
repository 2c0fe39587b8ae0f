public import Domain

/// The centre's own target of a key figure; none gives the published one back.
public struct SetTarget: Deed {
    public let indicator: String
    public let value: Double?
    public let words: String

    public init(_ indicator: String, _ value: Double?, words: String) {
        (self.indicator, self.value, self.words) = (indicator, value, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let entry = try follower.office().setTarget(of: indicator, value, words)
        return Phrase(
            "target.kept", ["indicator": .text(indicator), "entry": .count(Int(entry))])
    }
}

/// An action of improvement begins: what is changed, at which measure it is to show, and by how
/// much.
public struct StartImprovement: Deed {
    public let title: String
    public let measure: ControlMeasure
    public let begins: Day
    public let expectedPercent: Double

    public init(
        _ title: String, on measure: ControlMeasure, begins: Day, expectedPercent: Double
    ) {
        (self.title, self.measure, self.begins) = (title, measure, begins)
        self.expectedPercent = expectedPercent
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        let id = try office.nextImprovement()
        let entry = try office.keep(
            Improvement(
                id: id, title: title, measure: measure.key, start: begins,
                expectedPercent: expectedPercent, author: office.person.user.id))
        return Phrase("improvement.kept", ["id": .text(id), "entry": .count(Int(entry))])
    }
}

/// A turn of an action is closed: the chart says what it says, a person decides.
public struct DecideImprovement: Deed {
    public let action: String
    public let phase: Improvement.Phase
    public let words: String

    public init(_ action: String, _ phase: Improvement.Phase, words: String) {
        (self.action, self.phase, self.words) = (action, phase, words)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let entry = try follower.office().decide(action, phase, words)
        return Phrase(
            "improvement.decided",
            [
                "id": .text(action), "phase": .phrase(phase.phrase),
                "entry": .count(Int(entry)),
            ])
    }
}
