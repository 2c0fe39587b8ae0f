public import Application
public import Domain
public import Terminal

/// One key and what it does now, for the line at the bottom.
public struct Hint: Equatable, Sendable {
    public let key: String
    public let label: Phrase

    public init(_ key: String, _ label: Phrase) { (self.key, self.label) = (key, label) }
}

/// The line at the bottom: what can be pressed now.
enum HintLine {
    static func draw(
        _ hints: [Hint], in area: Area, on frame: inout Frame, _ words: Wording
    ) {
        guard !area.isEmpty else { return }
        var place = area.column + 1
        for (index, hint) in hints.enumerated() {
            let label = words(hint.label)
            let width = hint.key.displayWidth + 1 + label.displayWidth
            // A hint that is cut in half helps nobody; help and palette stand last and always fit.
            let kept = hints[(index + 1)...].suffix(2).reduce(0) {
                $0 + $1.key.displayWidth + words($1.label).displayWidth + 4
            }
            let isLast = index >= hints.count - 2
            guard place + width + (isLast ? 0 : kept) <= area.column + area.columns else {
                continue
            }
            frame.write(hint.key, row: area.row, column: place, Style(.accent, .bold))
            frame.write(label, row: area.row, column: place + hint.key.displayWidth + 1)
            place += width + 3
        }
    }
}

/// Work that takes a while, with a way out of it.
public struct Progress: Equatable, Sendable {
    public let title: Phrase
    /// 0 to 1; nil where nobody can say how much is left.
    public var share: Double?
    public var detail: Phrase?
    public let canCancel: Bool

    public init(
        _ title: Phrase, share: Double? = nil, detail: Phrase? = nil, canCancel: Bool = true
    ) {
        (self.title, self.share, self.detail) = (title, share, detail)
        self.canCancel = canCancel
    }

    public func draw(in area: Area, on frame: inout Frame, _ words: Wording) {
        guard !area.isEmpty else { return }
        var line = Line(words(title), .bold)
        if let share {
            line.add("  " + Self.bar(share, columns: 20) + " ", Style(.accent))
            line.add("\(Int((min(1, max(0, share)) * 100).rounded())) %")
        } else {
            line.add(" …", Style(.accent))
        }
        if let detail { line.add("  " + words(detail), .quiet) }
        if canCancel { line.add("  " + words("progress.cancel"), Style(.accent)) }
        frame.write(line, row: area.row, column: area.column, width: area.columns)
    }

    /// Drawn in half columns.
    static func bar(_ share: Double, columns: Int) -> String {
        let steps = Int((min(1, max(0, share)) * Double(columns) * 2).rounded())
        let half = steps % 2 == 1 ? "▌" : ""
        let full = String(repeating: "█", count: steps / 2)
        return full + half + String(repeating: "·", count: columns - steps / 2 - steps % 2)
    }
}
