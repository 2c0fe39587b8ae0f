/// A measured value as it is kept. An entry made by mistake is withdrawn, never removed: what was
/// decided on it must stay explicable.
public struct ObservationRecord: Equatable, Sendable {
    public let id: String
    public var observation: Observation
    public var isWithdrawn: Bool

    /// Worked out by this program from other values; the number says so, wherever it is shown.
    public var isCalculated: Bool { id.hasPrefix("C-") }

    public init(id: String, _ observation: Observation, isWithdrawn: Bool = false) {
        (self.id, self.observation, self.isWithdrawn) = (id, observation, isWithdrawn)
    }
}

/// A grade as it is kept.
public struct GradeRecord: Equatable, Sendable {
    public let id: String
    public let course: Course.ID
    public let grade: Grade
    public var isWithdrawn: Bool

    public init(id: String, course: Course.ID, _ grade: Grade, isWithdrawn: Bool = false) {
        (self.id, self.course, self.grade, self.isWithdrawn) = (id, course, grade, isWithdrawn)
    }
}
