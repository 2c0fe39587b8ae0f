public import Domain
import Store

/// Everything that figures are counted from, read once: what happened to every course.
public struct CentreHistory: Equatable, Sendable {
    public let courses: [CourseTrace]
    /// The journal entry up to which it is true.
    public let sequence: Int64
    /// Kilometres to the referring hospitals, where somebody has entered them.
    public let distances: [String: Int]
    public let improvements: [Improvement]
    public let targets: [IndicatorTarget]

    init(reading view: some Reading) throws(StoreError) {
        sequence = try view.lastSequence()
        courses = try view.courseTraces()
        let referrers = try view.all(.referrers)
        distances = Dictionary(
            referrers.map { ($0.record.hospital, $0.record.kilometres) },
            uniquingKeysWith: { first, _ in first })
        improvements = try view.all(.improvements)
            .map(\.record)
        targets = try view.all(.targets)
            .map(\.record)
    }

    public init(_ courses: [CourseTrace], distances: [String: Int] = [:]) {
        (self.courses, self.distances) = (courses, distances)
        (sequence, improvements, targets) = (0, [], [])
    }

    /// The actions that a measure's chart begins anew at.
    func actions(on measure: ControlMeasure) -> [(name: String, start: Day)] {
        improvements.filter { $0.measure == measure.key }.map { ($0.title, $0.start) }
    }

    public func control(_ measure: ControlMeasure, _ scope: FigureScope) -> Figure {
        ControlFigure.figure(measure, courses, scope, actions: actions(on: measure))
    }
}
