import Application
import Domain
public import Terminal

/// Finds one of many by identifier, kanji, kana or romaji: the jump to a patient.
public struct Finder: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let id: String
        public let label: String
        public let search: Searchable

        public init(_ id: String, _ label: String, _ search: Searchable) {
            (self.id, self.label, self.search) = (id, label, search)
        }
    }

    public enum Outcome: Equatable, Sendable {
        case choosing
        case chosen(String)
        case cancelled
    }

    public let items: [Item]
    public private(set) var query = TextField(limit: 60)
    public private(set) var scroll = Scroll()
    public private(set) var found: [Int]

    public init(_ items: [Item]) {
        self.items = items
        found = Array(items.indices)
    }

    public mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .escape: return .cancelled
        case .enter:
            guard found.indices.contains(scroll.cursor) else { return .choosing }
            return .chosen(items[found[scroll.cursor]].id)
        default: break
        }
        if let movement = Movement(key, letters: false), key != .home, key != .end {
            movement.apply(to: &scroll, count: found.count, height: 10)
        } else if query.take(key) {
            let wanted = SearchText(query.text)
            let hits = items.indices.filter { items[$0].search.has(wanted) }
            // Whoever types the beginning of an identifier or a name means that one.
            let first = hits.filter { items[$0].search.begins(with: wanted) }
            let rest = hits.filter { !items[$0].search.begins(with: wanted) }
            found = first + rest
            scroll = Scroll()
        }
        return .choosing
    }

    func draw(
        on frame: inout Frame, _ words: Wording, title: Phrase = Phrase("finder.title")
    ) {
        let width = min(frame.size.columns, max(48, frame.size.columns / 2))
        let height = min(frame.size.rows - 2, 16)
        var area = frame.area.centred(rows: height, columns: width)
        area.row = min(2, area.row)
        frame.clear(area)
        frame.box(area, title: words(title), Style(.accent))
        area = area.inset(rows: 1, columns: 2)
        var entry = area.cutTop(1)
        let prompt = entry.cutLeft(2)
        frame.write("g", row: prompt.row, column: prompt.column, Style(.accent, .bold))
        query.draw(in: entry, on: &frame, hasFocus: true)
        let foot = area.cutBottom(1)
        var view = scroll
        view.reveal(count: found.count, height: area.rows)
        for (line, place) in view.window(count: found.count, height: area.rows).enumerated() {
            let isHere = place == scroll.cursor
            let text = (isHere ? "▸ " : "  ") + items[found[place]].label
            frame.write(
                Line(text, isHere ? .bold : .plain), row: area.row + line, column: area.column,
                width: area.columns)
        }
        guard !foot.isEmpty else { return }
        let text = found.isEmpty ? words("finder.nothing") : words("finder.hint")
        frame.write(
            Line(text, found.isEmpty ? Style(.caution) : .quiet), row: foot.row,
            column: foot.column,
            width: foot.columns)
    }
}
