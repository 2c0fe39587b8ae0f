import Application
import Domain
import Terminal

/// Somebody has changed what a plan was made from: theirs stands, and ours is not thrown away.
struct StaleDialog: Overlay {
    var dialog: Dialog
    let course: Course.ID
    /// The infusion as it was wanted.
    let wanted: Day?

    init(_ course: Course.ID, _ wanted: Day?, why: Phrase) {
        (self.course, self.wanted) = (course, wanted)
        let said = Phrase(
            "stale.wanted",
            ["course": .text(course.text), "day": wanted.map { .day($0) } ?? .text("–")])
        dialog = Dialog(
            Phrase("stale.title"), [why, said],
            [Dialog.Choice("m", Phrase("stale.move")), Dialog.Choice("p", Phrase("stale.plan"))])
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch dialog.take(key) {
        case .asking: return []
        case .cancelled: return [.close]
        case .chosen("m", _):
            // From where the infusion lies now to where it was wanted.
            let now = context.live.board.first { $0.course == course.text }?.dayZero
            let days = now.flatMap { now in wanted.map { $0 - now } } ?? 0
            return [.close] + MoveStrip.opening(course, context.branch, by: days)
        case .chosen: return [.close] + PlansSheet.opening(course, context.branch)
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { dialog.draw(on: &frame, context.words) }
}

extension App {
    /// Asks what to do with a plan that somebody else's change has overtaken.
    mutating func askAboutStale(_ why: Phrase) {
        guard why.key == "plan.stale", let deed = desk.last?.value as? BookPlans,
            let plan = deed.plans.first?.plan
        else { return }
        show(StaleDialog(plan.course, plan.infusion, why: why))
    }
}
