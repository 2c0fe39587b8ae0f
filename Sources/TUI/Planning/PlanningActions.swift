import Application
import Domain
import Terminal

extension Action {
    public static let plan = Action("plan", "p")
}

extension Context {
    /// Opens what the engine has to say about a course.
    func plan(_ action: Action, course: String?) -> [Step] {
        guard let course, let id = try? Course.ID(course) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        return PlansSheet.opening(id)
    }
}

extension Wording {
    /// A day, or a dash where there is none.
    func shortDay(_ day: Day?) -> String { day.map { shortDay($0) } ?? "–" }
}
