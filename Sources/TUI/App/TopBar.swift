import Application
import Domain
import Terminal

/// The bar on top: where am I, who am I, is it live.
struct TopBar {
    private let places: [(place: Place, text: String, short: String)]
    private let clock: [String]
    private let person: String
    private let link: (sign: String, text: String, style: Style)
    private let current: Place
    private let width: Int

    init(_ app: App) {
        let words = app.words
        // A page stands behind the screen that it was opened from.
        current = app.desk.home
        width = app.size.columns
        let here = current
        places = Registry.screens.compactMap { screen in
            guard let number = screen.place.number else { return nil }
            let waiting = screen.waiting(in: app.live)
            let name = "\(number) \(words(screen.place.name))"
            let sign = waiting > 0 ? Self.circled(waiting) : ""
            let full = sign.isEmpty ? name : "\(name) \(sign)"
            return (screen.place, full, screen.place == here ? full : "\(number)\(sign)")
        }
        let time = app.now.time.text
        clock = [
            words.day(app.now.day) + " " + time, words.shortDay(app.now.day) + " " + time, time,
        ]
        person = app.person.map { "\($0.id)/\(words($0.role))" } ?? words("bar.nobody")
        switch app.link {
        case .opening: link = ("○", words("bar.opening"), Style(.caution, paper: .bar))
        case .live: link = ("●", words("bar.live"), Style(.good, paper: .bar, .bold))
        case .demo: link = ("◆", words("bar.demo"), Style(.caution, paper: .bar, .bold))
        case .lost(let since):
            let text = words(Phrase("bar.lost", ["since": .text(since.time.text)]))
            link = ("○", text, Style(.danger, paper: .bar, .bold))
        }
    }

    private static let digits = Array("①②③④⑤⑥⑦⑧⑨")

    private static func circled(_ count: Int) -> String {
        (1...9).contains(count) ? String(digits[count - 1]) : "(\(count))"
    }

    private struct Layout {
        var starts: [(place: Place, text: String, columns: Range<Int>)] = []
        var right: [String] = []
        var hasName = false
    }

    /// Where each screen's name begins, and what stands to the right of them.
    ///
    /// Who sits there and whether it is live outrank the names of the other screens, whose keys
    /// stay; the program's own name goes first of all, then the date.
    private var layout: Layout {
        let people = [person, link.sign + " " + link.text]
        let timed = clock.map { [$0] + people }
        let most = timed.flatMap { right in [true, false].map { (right, $0, false) } }
        let least =
            timed.map { ($0, false, true) }
            + [people, [people[1]], [link.sign], []].map { ($0, false, true) }
        for (right, hasName, isShort) in most + least {
            let layout = lay(right, hasName: hasName, isShort: isShort)
            let needed = right.reduce(0) { $0 + $1.displayWidth + 2 } + 1
            let used = layout.starts.last?.columns.upperBound ?? 0
            if used + needed <= width { return layout }
        }
        return lay([], hasName: false, isShort: true)
    }

    private func lay(_ right: [String], hasName: Bool, isShort: Bool) -> Layout {
        var layout = Layout(right: right, hasName: hasName)
        var column = hasName ? " CARTAS ".displayWidth + 1 : 1
        for each in places {
            let text = isShort ? each.short : each.text
            let end = column + text.displayWidth
            layout.starts.append((each.place, text, column..<end))
            column = end + 2
        }
        return layout
    }

    func place(at column: Int) -> Place? {
        layout.starts.first { $0.columns.contains(column) }?.place
    }

    func draw(on frame: inout Frame) {
        let plain = Style(.plain, paper: .bar)
        frame.clear(Area(row: 0, column: 0, rows: 1, columns: width), plain)
        let layout = layout
        if layout.hasName { frame.write("CARTAS", row: 0, column: 1, plain.with(.bold)) }
        for each in layout.starts {
            // The current screen is underlined too: reverse alone is lost in the bar.
            let style = each.place == current ? plain.with([.bold, .underline]) : plain
            frame.write(each.text, row: 0, column: each.columns.lowerBound, style)
        }
        let right = layout.right
        var column = width - right.reduce(0) { $0 + $1.displayWidth + 2 } + 1
        for (index, text) in right.enumerated() {
            frame.write(text, row: 0, column: column, index == right.count - 1 ? link.style : plain)
            column += text.displayWidth + 2
        }
    }
}
