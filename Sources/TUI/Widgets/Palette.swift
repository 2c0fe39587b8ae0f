public import Application
public import Domain
public import Terminal

/// Everything the program can do, found by a few letters in either language.
public struct Palette<Value: Equatable & Sendable>: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let value: Value
        public let label: String
        /// The key that does the same at once.
        public let key: String
        /// Its name and the other words that find it: the other language, the reading in kana.
        let texts: [Fuzzy.Text]
        public let refusal: Phrase?

        public init(
            _ value: Value, _ label: String, key: String = "", also: [String] = [],
            refusal: Phrase? = nil
        ) {
            (self.value, self.label, self.key) = (value, label, key)
            texts = ([label] + also).map { Fuzzy.Text($0) }
            self.refusal = refusal
        }
    }

    public enum Outcome: Equatable, Sendable {
        case choosing
        case chosen(Value)
        case cancelled
    }

    public let title: Phrase
    public let items: [Item]
    public private(set) var query = TextField(limit: 60)
    public private(set) var scroll = Scroll()
    public private(set) var found: [Int]

    public init(_ title: Phrase, _ items: [Item]) {
        (self.title, self.items) = (title, items)
        found = Array(items.indices)
    }

    public var current: Item? {
        found.indices.contains(scroll.cursor) ? items[found[scroll.cursor]] : nil
    }

    public mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .escape: return .cancelled
        case .enter:
            guard let current, current.refusal == nil else { return .choosing }
            return .chosen(current.value)
        default: break
        }
        if let movement = Movement(key, letters: false), key != .home, key != .end {
            movement.apply(to: &scroll, count: found.count, height: 10)
        } else if query.take(key) {
            search()
        }
        return .choosing
    }

    private mutating func search() {
        let wanted = Fuzzy.Text(query.text)
        let scored = items.indices.compactMap { index -> (index: Int, score: Int)? in
            // A word of the label counts a little more than a synonym.
            let scores = items[index].texts.enumerated().compactMap { place, text in
                Fuzzy.score(wanted, in: text).map { $0 + (place == 0 ? 2 : 0) }
            }
            return scores.max().map { (index, $0) }
        }
        found = scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.index)
        scroll = Scroll()
    }

    public func draw(on frame: inout Frame, _ words: Wording) {
        let width = min(frame.size.columns, max(48, frame.size.columns / 2))
        let height = min(frame.size.rows - 2, 16)
        let place = frame.area.centred(rows: height, columns: width)
        var area = Area(row: min(2, place.row), column: place.column, rows: height, columns: width)
        frame.clear(area)
        frame.box(area, title: words(title), Style(.accent))
        area = area.inset(rows: 1, columns: 2)
        var entry = area.cutTop(1)
        frame.write(":", row: entry.row, column: entry.column, Style(.accent, .bold))
        _ = entry.cutLeft(2)
        query.draw(in: entry, on: &frame, hasFocus: true)
        let foot = area.cutBottom(1)
        var view = scroll
        view.reveal(count: found.count, height: area.rows)
        for (line, place) in view.window(count: found.count, height: area.rows).enumerated() {
            draw(items[found[place]], place == scroll.cursor, area.row + line, area, on: &frame)
        }
        let refusal = found.isEmpty ? Phrase("palette.nothing") : current?.refusal
        if let refusal, !foot.isEmpty {
            frame.write(
                Line(words(refusal), Style(.caution)), row: foot.row, column: foot.column,
                width: foot.columns)
        }
    }

    private func draw(_ item: Item, _ isHere: Bool, _ row: Int, _ area: Area, on frame: inout Frame)
    {
        let keyWidth = item.key.displayWidth
        let style = Style(item.refusal == nil ? .plain : .quiet, isHere ? .bold : [])
        frame.write(
            Line((isHere ? "▸ " : "  ") + item.label, style), row: row, column: area.column,
            width: area.columns - keyWidth - 1)
        frame.write(
            item.key, row: row, column: area.column + area.columns - keyWidth, Style(.accent))
        if isHere {
            frame.restyle(Area(row: row, column: area.column, rows: 1, columns: area.columns)) {
                $0.paper = .selected
            }
        }
    }
}
