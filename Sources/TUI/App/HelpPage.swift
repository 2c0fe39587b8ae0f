import Application
import Domain
import Terminal

/// The keys of this screen and of every screen, from the table of actions.
struct HelpPage {
    private let lines: [Line]
    private let title: String

    init(_ place: Place, _ words: Wording, _ keys: KeyMap) {
        title = words(Phrase("help.title", ["screen": .phrase(place.name)]))
        let own = Registry.screen(place).actions
        let common = Registry.common.filter { !$0.key.isEmpty }
        var lines = words("help.about.\(place.id)").wrapped(to: 60).map { Line($0) }
        lines.append(Line())
        lines.append(Line(words("help.here"), Style(.accent, .bold)))
        lines.append(Self.line("↑↓ jk", words("help.move")))
        lines += own.map { Self.line(keys.key(of: $0), words($0.label)) }
        lines.append(Line())
        lines.append(Line(words("help.everywhere"), Style(.accent, .bold)))
        lines += common.map { Self.line(keys.key(of: $0), words($0.label)) }
        lines.append(Line())
        lines.append(Line(words("help.signs"), Style(.accent, .bold)))
        lines += words("help.legend").split(separator: ";").map { Line("  " + $0.trimmedText) }
        self.lines = lines
    }

    var count: Int { lines.count }

    private static func line(_ key: String, _ label: String) -> Line {
        var line = Line("  " + key.fitted(to: 8), Style(.accent, .bold))
        line.add(label)
        return line
    }

    func draw(_ scroll: Scroll, on frame: inout Frame, _ words: Wording) {
        let area = frame.sheet(
            rows: frame.size.rows - 2, columns: 68, title: title, foot: words("help.foot"))
        // The cursor of the page is its first line: a page has nothing to choose.
        let first = max(0, min(scroll.cursor, lines.count - area.rows))
        for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
            frame.write(line, row: area.row + row, column: area.column, width: area.columns)
        }
    }
}

extension Substring {
    fileprivate var trimmedText: String { String(self).trimmed }
}
