import Application
import Domain
import Terminal

/// Decisions between courses that wanted one slot: who decided, why, and what the score would say
/// under other weights.
struct LedgerSheet: Overlay {
    let question = LedgerQuestion()
    private(set) var decisions: [Allocation]?
    private(set) var refusal: Phrase?
    private(set) var scroll = Scroll()
    /// The weights of the replay, by which those of the decision are multiplied.
    private(set) var shares: [Allocation.Factor: Double] = [:]
    private(set) var factor = 0

    static var opening: [Step] {
        let sheet = LedgerSheet()
        return [.open(sheet), .ask(sheet.question)]
    }

    private var current: Allocation? {
        guard let decisions, decisions.indices.contains(scroll.cursor) else { return nil }
        return decisions[scroll.cursor]
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape { return [.close] }
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: decisions?.count ?? 0, height: 6)
            shares = [:]
            return []
        }
        let factors = Allocation.Factor.allCases
        switch key {
        case .tab: factor = (factor + 1) % factors.count
        case .text("+"), .right: weigh(factors[factor], 0.25)
        case .text("-"), .left: weigh(factors[factor], -0.25)
        case .text("0"): shares = [:]
        case .text(let digit):
            if let number = digit.wholeNumberValue, (1...factors.count).contains(number) {
                factor = number - 1
            }
        default: break
        }
        return []
    }

    private mutating func weigh(_ factor: Allocation.Factor, _ by: Double) {
        shares[factor] = min(max(0, (shares[factor] ?? 1) + by), 10)
    }

    private func weights(_ decision: Allocation) -> Allocation.Weights {
        Allocation.Weights(
            Dictionary(
                Allocation.Factor.allCases.map { ($0, decision.weights[$0] * (shares[$0] ?? 1)) },
                uniquingKeysWith: { one, _ in one }))
    }

    mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        guard answer.asked.isSame(as: question) else { return [] }
        refusal = answer.refusal
        if let (_, reply) = answer.reply(to: LedgerQuestion.self) { decisions = reply }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let width = min(frame.size.columns - 2, 100)
        let lines = self.lines(words, width: width - 4)
        var area = frame.sheet(
            rows: min(lines.count + 2, frame.size.rows - 2), columns: width,
            title: words("ledger.title"),
            foot: words(current == nil ? "plans.back" : "ledger.foot"))
        frame.write(lines, in: &area)
    }

    private func lines(_ words: Wording, width: Int) -> [Line] {
        guard let decisions else {
            return [Line(words(refusal ?? Phrase("move.working")), .quiet)]
        }
        guard let current else { return [Line(words("ledger.none"), .quiet)] }
        var view = scroll
        view.reveal(count: decisions.count, height: 6)
        var lines = view.window(count: decisions.count, height: 6).map { place in
            let decision = decisions[place]
            let isHere = place == scroll.cursor
            var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
            line.add(
                [
                    decision.id.text, words.shortDay(decision.day),
                    words.resource(decision.resource), "→ " + decision.chosen.text,
                ].joined(separator: "  "), isHere ? Style(.plain, .bold) : .plain)
            line.add("  \(decision.by.text), \(words.shortDay(decision.at.day))", .quiet)
            if decision.isAgainstScore {
                line.add("  " + words("ledger.againstShort"), Style(.caution))
            }
            return line
        }
        lines.append(Line(""))
        lines += current.reason.wrapped(to: width).map { Line("“\($0)”") }
        lines.append(Line(""))
        lines.append(head(current, words))
        let (before, after) = (current.order(), current.order(weights(current)))
        for (place, line) in after.enumerated() {
            lines.append(self.line(line, place, before, current, words))
        }
        return lines
    }

    /// What each factor counts, the one that the keys change marked.
    private func head(_ decision: Allocation, _ words: Wording) -> Line {
        let weights = weights(decision)
        var line = Line(words("ledger.weights") + "  ", .quiet)
        for (place, item) in Allocation.Factor.allCases.enumerated() {
            let text =
                "\(place + 1) \(words(item.phrase)) ×\(words.decimal(weights[item], places: 2))   "
            line.add(text, place == factor ? Style(.accent, .bold) : .quiet)
        }
        return line
    }

    private func line(
        _ item: (course: Course.ID, score: Double), _ place: Int,
        _ before: [(course: Course.ID, score: Double)], _ decision: Allocation, _ words: Wording
    ) -> Line {
        let isChosen = item.course == decision.chosen
        var line = Line(isChosen ? "✓ " : "  ", Style(.good, .bold))
        line.add(
            "\(place + 1)  \(item.course.text)  \(words.decimal(item.score, places: 2))",
            isChosen ? Style(.plain, .bold) : .plain)
        let was = before.firstIndex { $0.course == item.course } ?? place
        if was != place {
            line.add(
                "  " + words(Phrase("ledger.was", ["place": .count(was + 1)])), Style(.caution))
        }
        let factors = decision.candidates.first { $0.course == item.course }?.factors ?? [:]
        let told = Allocation.Factor.allCases.map {
            "\(words($0.phrase)) \(words.decimal(factors[$0] ?? 0, places: 1))"
        }
        line.add("   " + words.list(told), .quiet)
        return line
    }
}
