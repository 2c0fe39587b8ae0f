import Application
import Domain
import Terminal

/// The complete plans for a course side by side; one of them is held as a whole.
struct PlansSheet: AskingOverlay {
    let asked: PlanWork
    var reply: PlanWork.Reply?
    var refusal: Phrase?
    /// The plan that `h` holds.
    private(set) var chosen = 0

    static func opening(_ course: Course.ID, _ branch: Branch.ID?) -> [Step] {
        let asked = PlanWork(course, branch: branch)
        return [.open(PlansSheet(asked: asked)), .start(asked)]
    }

    private static let letters: [Character] = ["a", "b", "c"]

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if key == .escape {
            return reply == nil ? [.close, .effect(.cancelWork)] : [.close]
        }
        if key == .text("e") {
            return [.close, .effect(.cancelWork)] + WhySheet.opening(asked.course, asked.branch)
        }
        guard let reply, !reply.plans.isEmpty else { return [] }
        switch key {
        case .left: chosen = max(0, chosen - 1)
        case .right, .tab: chosen = min(reply.plans.count - 1, chosen + 1)
        case .text("h"):
            if let why = context.linkRefusal { return [.refuse(why)] }
            let deed = BookPlans(reply.plans[chosen], seen: reply.seen, branch: asked.branch)
            return [.close, .act(deed)]
        case .text(let letter):
            guard let place = Self.letters.firstIndex(of: letter) else { return [] }
            guard reply.plans.indices.contains(place) else {
                return [.refuse(Phrase("plans.noSuch"))]
            }
            chosen = place
        default: break
        }
        return []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let words = context.words
        let lines = self.lines(context, width: min(frame.size.columns - 2, 116) - 4)
        let name = reply?.name ?? asked.course.text
        var area = frame.sheet(
            rows: min(lines.count + 2, frame.size.rows - 2),
            columns: min(frame.size.columns - 2, 116),
            title: words(Phrase("plans.title", ["course": .text(name)])),
            foot: words(reply?.plans.isEmpty == false ? "plans.foot" : "plans.back"))
        frame.write(lines, in: &area)
    }

    private func lines(_ context: Context, width: Int) -> [Line] {
        let words = context.words
        guard let reply else {
            return unanswered(asked.title, words, width: width)
        }
        guard !reply.plans.isEmpty else { return [Line(words("plans.none"), Style(.caution))] }
        let table = PlanTable(plans: reply.plans, chosen: chosen, today: context.today)
        var lines = table.lines(words, width: width)
        for (letter, plan) in zip(Self.letters, reply.plans) {
            for reason in plan.reasons {
                let text = "\(letter.uppercased())  \(words(reason))"
                lines += text.wrapped(to: width).map { Line($0, Style(.caution)) }
            }
        }
        return lines
    }
}

/// Plans as columns: what they have in common on one line each.
struct PlanTable {
    let plans: [CoursePlan]
    let chosen: Int
    let today: Day

    func lines(_ words: Wording, width: Int) -> [Line] {
        let rows = self.rows(words)
        let lead = min(rows.map(\.name.displayWidth).max() ?? 0, width / 3) + 2
        let column = max(1, (width - lead) / max(1, plans.count))
        var head = Line(String(repeating: " ", count: lead))
        for (place, plan) in plans.enumerated() {
            let letter = ["A", "B", "C"][min(place, 2)]
            let sign = place == chosen ? "▸" : " "
            let title = "\(sign)\(letter) \(words(Phrase("plan.kind.\(plan.kind.rawValue)")))"
            head.add(
                title.clipped(to: column - 1).fitted(to: column),
                place == chosen ? Style(.accent, .bold) : .quiet)
        }
        return [head]
            + rows.map { row in
                var line = Line(row.name.clipped(to: lead - 1).fitted(to: lead), .quiet)
                for (place, cell) in row.cells.enumerated() {
                    line.add(
                        "  " + cell.clipped(to: column - 3).fitted(to: column - 2),
                        place == chosen ? Style(.plain, .bold) : .plain)
                }
                return line
            }
    }

    private func rows(_ words: Wording) -> [(name: String, cells: [String])] {
        func row(_ key: String, _ cell: (CoursePlan) -> String) -> (String, [String]) {
            (words(key), plans.map(cell))
        }
        func first(_ kind: Domain.Activity.Kind) -> (CoursePlan) -> String {
            { words.shortDay($0.plan.first(kind)?.days.first) }
        }
        return [
            row("plans.product") { $0.plan.product.text },
            row("activity.apheresis", first(.apheresis)),
            row("plans.start", first(.manufacturing)),
            row("activity.receipt", first(.receipt)),
            row("activity.conditioning", first(.conditioning)),
            row("plans.infusion", first(.infusion)),
            row("plans.home") { plan in
                words.shortDay((plan.plan.first(.wardStay)?.days.last).map { $0 + 1 })
            },
            row("plans.waits") { plan in
                plan.infusion.map { words(Phrase("plans.days", ["count": .count($0 - today)])) }
                    ?? "–"
            },
            row("plans.onTime") { plan in
                plan.certainty.map { "\(Int(($0.onTime * 100).rounded())) %" } ?? "–"
            },
            row("plans.moves") { plan in
                plan.others.isEmpty
                    ? words("plans.nobody")
                    : plan.others.map { "\($0.course.text) \($0.days.signed)" }
                        .joined(separator: ", ")
            },
            row("plans.reserve") { plan in
                guard let worst = plan.reserveWorst else { return "–" }
                return words(
                    Phrase(
                        "plans.load",
                        [
                            "load": .decimal(Double(worst.load) / 100, places: 1),
                            "capacity": .decimal(Double(worst.capacity) / 100, places: 1),
                        ])) + " (\(words.shortDay(worst.day)))"
            },
            row("plans.cost") { String($0.cost) },
        ]
    }
}

extension Frame {
    /// Writes lines from the top of an area on, as many as there is room for.
    mutating func write(_ lines: [Line], in area: inout Area) {
        for line in lines {
            let row = area.cutTop(1)
            guard !row.isEmpty else { return }
            write(line, row: row.row, column: row.column, width: row.columns)
        }
    }
}
