public import Domain
public import Prediction
import Store

/// The predictions of the store against what then happened to the courses.
public struct StoredWatch: Sendable {
    /// Nil where no course has both a prediction and an outcome yet.
    public let watch: ModelWatch?
    /// Courses whose window is still open.
    public let early: Int
    /// Courses for which the model was asked only after day +1, when the outcome was showing.
    public let late: Int
    /// Courses past their window in which nobody recorded a grade: they are counted nowhere.
    public let withoutOutcome: Int

    /// The published reference rates count the first thirty days after the infusion.
    public static let window = 30
}

extension Office {
    /// Each course counts once, with the last risk it was given up to day +1, in the month of that
    /// prediction.
    ///
    /// - Returns: nil for a model whose outcome the store does not hold: it keeps grades, so only
    ///   `crs_grade`, `icans_grade` and their like of at least so much can be looked up.
    public func watch(_ desk: DeskModel) throws(StoreError) -> StoredWatch? {
        guard case .atLeast(let column, let least) = desk.model.outcome,
            let toxicity = Toxicity.allCases.first(where: { "\($0.rawValue)_grade" == column })
        else { return nil }
        let today = now.day
        return try look(.readPatients) { view throws(StoreError) in
            let said = try view.all(
                .predictions(by: desk.id, version: desk.model.version))
            let courses = Dictionary(grouping: said.map(\.record).filter { $0.risk != nil }) {
                $0.course
            }
            var rows: [(month: String, risk: Double, outcome: Bool)] = []
            var (early, late, without) = (0, 0, 0)
            for (course, predictions) in courses.sorted(by: { $0.key < $1.key }) {
                let infused = try view.all(.milestones(of: course, .infused))
                guard let first = infused.first?.record.milestone.at.day,
                    first + StoredWatch.window < today
                else {
                    early += 1
                    continue
                }
                // What was said after the fact foretells nothing.
                guard let prediction = predictions.last(where: { $0.at.day <= first + 1 }) else {
                    late += 1
                    continue
                }
                let levels = try view.all(
                    .standingGrades(of: course, toxicity)
                ).map(\.record.grade).filter {
                    first <= $0.at.day && $0.at.day <= first + StoredWatch.window
                }.map(\.level)
                guard let worst = levels.max(), let risk = prediction.risk else {
                    without += 1
                    continue
                }
                rows.append(
                    (String(prediction.at.day.iso.prefix(7)), risk, Double(worst) >= least))
            }
            return StoredWatch(
                watch: rows.isEmpty ? nil : ModelWatch(rows), early: early, late: late,
                withoutOutcome: without)
        }
    }
}
