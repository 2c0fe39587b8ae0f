import Application
import Domain
import Terminal

/// Every resource in one line below the one that is looked at: how many units are free on each of
/// the same days, so that nobody leafs through all of them to find where the week is tight.
struct FreeOverview {
    let reply: FreeQuestion.Reply
    let resources: [Live.ResourceName]
    /// The resource above.
    let current: Int
    let days: [Day]

    /// A rule and a few lines, or nothing.
    static let leastRows = 5

    func draw(
        in pane: Area, labelWidth: Int, on frame: inout Frame, _ words: Wording
    ) {
        var area = pane
        frame.rule(area.cutTop(1), title: words("slots.overview"), .quiet)
        var scroll = Scroll()
        scroll.jump(to: current, count: resources.count)
        scroll.reveal(count: resources.count, height: area.rows)
        for place in scroll.window(count: resources.count, height: area.rows) {
            let row = area.cutTop(1)
            let isHere = place == current
            frame.write(
                resources[place].name, row: row.row, column: row.column, width: labelWidth - 1,
                isHere ? Style(.accent, .bold) : .plain)
            let counts = (try? Resource.ID(resources[place].id)).flatMap { reply.counts[$0] } ?? []
            for (index, day) in days.enumerated() {
                let at = day - reply.first
                let count = counts.indices.contains(at) ? counts[at] : FreeQuestion.Count()
                frame.write(
                    cell(count), row: row.row,
                    column: row.column + labelWidth + index * HeatMap.cellWidth,
                    width: HeatMap.cellWidth - 1)
            }
        }
    }

    private func cell(_ count: FreeQuestion.Count) -> Line {
        guard count.open > 0 else { return Line("–", .quiet) }
        let text = "\(count.free)/\(count.open)"
        return count.free == 0 ? Line(text, Style(.caution, .bold)) : Line(text, Style(.good))
    }
}
