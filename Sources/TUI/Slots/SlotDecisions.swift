import Application
import Domain
import Terminal

/// Why one gets the place and the others do not.
struct DecisionDialog: Overlay {
    var dialog: Dialog
    let deed: DecideAllocation
    let booking: BookPlans

    init(
        _ slot: SlotPlace, _ candidates: [Allocation.Candidate], _ weights: Allocation.Weights,
        _ chosen: GainWork.Line, then booking: BookPlans
    ) {
        let order = candidates.map { ($0.course, $0.score(weights)) }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        let scores = order.map { course, score in
            Phrase.Value.phrase(
                Phrase(
                    "ledger.score",
                    ["course": .text(course.text), "score": .decimal(score, places: 1)]))
        }
        let isAgainst = order.first?.0 != chosen.course
        var body = [Phrase("ledger.body", ["name": .text(chosen.name), "scores": .list(scores)])]
        if isAgainst { body.append(Phrase("ledger.against")) }
        dialog = Dialog(
            Phrase("ledger.decide"), body, [Dialog.Choice("↵", Phrase("dialog.do"))],
            asksReason: true)
        deed = DecideAllocation(
            slot.resource, slot.day, among: candidates, weights, for: chosen.course, reason: "")
        self.booking = booking
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch dialog.take(key) {
        case .asking: return []
        case .cancelled: return [.close]
        case .chosen(_, let reason):
            let decided = DecideAllocation(
                deed.resource, deed.day, among: deed.candidates, deed.weights, for: deed.chosen,
                reason: reason)
            return [.close, .act(booking), .act(decided)]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { dialog.draw(on: &frame, context.words) }
}

/// The reason for which somebody loses a place to an emergency.
struct EmergencyDialog: Overlay {
    var dialog: Dialog
    let deed: BookPlans

    /// - Parameter moves: what becomes of each of them.
    init(_ deed: BookPlans, _ moves: [Phrase]) {
        self.deed = deed
        dialog = Dialog(
            Phrase("action.bump"), moves + [Phrase("bump.body")],
            [Dialog.Choice("↵", Phrase("dialog.do"))], asksReason: true)
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch dialog.take(key) {
        case .asking: return []
        case .cancelled: return [.close]
        case .chosen(_, let words):
            let reason = Reason(.emergency, words)
            let urgent = BookPlans(
                deed.plans, seen: deed.seen, branch: deed.branch, tells: deed.tells,
                reason: reason)
            return [.close, .act(urgent)]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { dialog.draw(on: &frame, context.words) }
}
