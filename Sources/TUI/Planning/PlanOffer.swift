import Application
import Domain
import Terminal

/// After a referral was taken: the plan that is owed can be made at once.
struct PlanOffer: Overlay {
    /// The courses that ran before: the new one is not among them.
    let known: Set<String>
    let name: String

    init(_ name: PersonName, _ live: Live) {
        (self.name, known) = (name.full, Set(live.board.map(\.course)))
    }

    /// Nil until the store has taken the referral.
    private func course(_ context: Context) -> Course.ID? {
        let row = context.live.board.last { !known.contains($0.course) && $0.name == name }
        return row.flatMap { try? Course.ID($0.course) }
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch key {
        case .escape, .enter: return [.close]
        case .text("p"):
            guard let course = course(context) else { return [.refuse(Phrase("offer.notYet"))] }
            return [.close, .go(.board, .course(course.text))] + PlansSheet.opening(course, nil)
        default: return []
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let course = course(context)
        let said = Phrase(
            course == nil ? "offer.taking" : "offer.taken",
            ["name": .text(name), "course": .text(course?.text ?? "")])
        var area = frame.sheet(
            rows: 3, columns: min(frame.size.columns - 2, 70), title: words("intake.title"),
            foot: words(course == nil ? "plans.back" : "offer.foot"))
        frame.write([Line(words(said))], in: &area)
    }
}
