import Application
import Domain
import Terminal

extension Action {
    public static let plan = Action("plan", "p")
    public static let why = Action("why", "e")
    public static let move = Action("move", "m")
    public static let replan = Action("replan", "P")

    /// What is asked of the engine about the course under the cursor.
    static let planning: [Action] = [.plan, .why, .move]
}

extension Context {
    /// Opens what the engine has to say about a course.
    func plan(_ action: Action, course: String?) -> [Step] {
        guard let course, let id = try? Course.ID(course) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        switch action {
        case .why: return WhySheet.opening(id)
        case .move: return MoveStrip.opening(id)
        default: return PlansSheet.opening(id)
        }
    }
}

extension Wording {
    /// A day, or a dash where there is none.
    func shortDay(_ day: Day?) -> String { day.map { shortDay($0) } ?? "–" }
}
