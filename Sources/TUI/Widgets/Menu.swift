public import Application
public import Domain
public import Terminal

/// A short list to choose from. What cannot be chosen stays in it and says why.
public struct Menu<Value: Equatable & Sendable>: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let value: Value
        public let label: Phrase
        public let refusal: Phrase?

        public init(_ value: Value, _ label: Phrase, refusal: Phrase? = nil) {
            (self.value, self.label, self.refusal) = (value, label, refusal)
        }
    }

    public enum Outcome: Equatable, Sendable {
        case choosing
        case chosen(Value)
        case cancelled, ignored
    }

    public let title: Phrase
    public let items: [Item]
    public private(set) var scroll = Scroll()

    public init(_ title: Phrase, _ items: [Item]) { (self.title, self.items) = (title, items) }

    public var current: Item? { items.indices.contains(scroll.cursor) ? items[scroll.cursor] : nil }

    public mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .escape, .text("q"): return .cancelled
        case .enter, .text(" "): return choose()
        case .text(let digit):
            if let number = digit.wholeNumberValue, (1...max(1, items.count)).contains(number) {
                scroll.jump(to: number - 1, count: items.count)
                return choose()
            }
        default: break
        }
        guard let movement = Movement(key) else { return .ignored }
        movement.apply(to: &scroll, count: items.count, height: 10)
        return .choosing
    }

    private func choose() -> Outcome {
        guard let current, current.refusal == nil else { return .choosing }
        return .chosen(current.value)
    }

    public func draw(on frame: inout Frame, _ words: Wording) {
        let labels = items.map { words($0.label) }
        let widest = max(words(title).displayWidth, labels.map(\.displayWidth).max() ?? 0)
        var area = frame.sheet(
            rows: items.count + 4, columns: max(34, widest + 10), title: words(title))
        let foot = area.cutBottom(1)
        var view = scroll
        view.reveal(count: items.count, height: area.rows)
        for (line, place) in view.window(count: items.count, height: area.rows).enumerated() {
            let isHere = place == scroll.cursor
            let number = place < 9 ? "\(place + 1) " : "  "
            let style = items[place].refusal == nil ? Style.plain : .quiet
            frame.write(
                Line(
                    (isHere ? "▸ " : "  ") + number + labels[place],
                    isHere ? style.with(.bold) : style),
                row: area.row + line, column: area.column, width: area.columns)
        }
        if let refusal = current?.refusal, !foot.isEmpty {
            frame.write(
                Line(words(refusal), Style(.caution)), row: foot.row, column: foot.column,
                width: foot.columns)
        }
    }
}
