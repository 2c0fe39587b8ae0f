import Application
import Domain
import Terminal

/// The bar on top: where am I, who am I, is it live.
struct TopBar {
    private let places: [(place: Place, text: String)]
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
        places = Registry.screens.compactMap { screen in
            guard let number = screen.place.number else { return nil }
            let waiting = screen.waiting(in: app.live)
            let text = "\(number) \(words(screen.place.name))"
            return (screen.place, waiting > 0 ? text + " " + Self.circled(waiting) : text)
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

    /// Where each screen's name begins, and how much fits to the right of them.
    private var layout: (starts: [(place: Place, columns: Range<Int>)], right: [String]) {
        let all = [" CARTAS ", ""].lazy.map { lead in
            var place = lead.isEmpty ? 1 : lead.displayWidth + 1
            var starts: [(place: Place, columns: Range<Int>)] = []
            for each in places {
                let end = place + each.text.displayWidth
                starts.append((each.place, place..<end))
                place = end + 2
            }
            return starts
        }
        // Who and whether live outrank the date; the program's own name goes first.
        let rights =
            clock.map { [$0, person, link.sign + " " + link.text] }
            + [[person, link.sign + " " + link.text], [link.sign + " " + link.text], [link.sign]]
        for right in rights {
            for starts in all {
                let used = starts.last?.columns.upperBound ?? 0
                let needed = right.reduce(0) { $0 + $1.displayWidth + 2 } + 1
                if used + needed <= width { return (starts, right) }
            }
        }
        return (all.dropFirst().first ?? [], [])
    }

    func place(at column: Int) -> Place? {
        layout.starts.first { $0.columns.contains(column) }?.place
    }

    func draw(on frame: inout Frame) {
        let plain = Style(.plain, paper: .bar)
        frame.clear(Area(row: 0, column: 0, rows: 1, columns: width), plain)
        let (starts, right) = layout
        if let first = starts.first?.columns.lowerBound, first > 2 {
            frame.write("CARTAS", row: 0, column: 1, plain.with(.bold))
        }
        for each in starts {
            guard let text = places.first(where: { $0.place == each.place })?.text else { continue }
            // The current screen is underlined too: reverse alone is lost in the bar.
            let style = each.place == current ? plain.with([.bold, .underline]) : plain
            frame.write(text, row: 0, column: each.columns.lowerBound, style)
        }
        var column = width - right.reduce(0) { $0 + $1.displayWidth + 2 } + 1
        for (index, text) in right.enumerated() {
            frame.write(text, row: 0, column: column, index == right.count - 1 ? link.style : plain)
            column += text.displayWidth + 2
        }
    }
}
