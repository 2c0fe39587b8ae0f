import Application
import Domain
import Terminal

extension Action {
    public static let plan = Action("plan", "p")
    public static let why = Action("why", "e")
    public static let move = Action("move", "m")
    public static let replan = Action("replan", "P")

    public static let repair = Action("repair", "R")
    public static let planB = Action("planB", "B")
    public static let branches = Action("branches", "b")
    public static let past = Action("past", "A")

    /// What is asked of the engine about the course under the cursor.
    static let planning: [Action] = [.plan, .why, .move, .planB]
    /// What makes no sense on a board of the past.
    static let changing: [Action] =
        planning + [.replan, .repair, .refer, .note, .event, .gates]
    /// What happened or was agreed is no what-if.
    static let real: [Action] = [.refer, .note, .event, .gates]
}

extension Context {
    /// Opens what the engine has to say about a course.
    func plan(_ action: Action, course: String?) -> [Step] {
        guard let course, let id = try? Course.ID(course) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        switch action {
        case .why: return WhySheet.opening(id, branch)
        case .move: return MoveStrip.opening(id, branch)
        case .planB:
            return RepairSheet.opening(RepairWork([id], onlyPlanB: true, branch: branch))
        default: return PlansSheet.opening(id, branch)
        }
    }
}

extension Wording {
    /// A day, or a dash where there is none.
    func shortDay(_ day: Day?) -> String { day.map { shortDay($0) } ?? "–" }
}
