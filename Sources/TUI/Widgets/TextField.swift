public import Terminal

/// One line of text being typed. Works on characters, so that a kana with its voice mark is one
/// step of the cursor, and on columns, so that kanji do not push the cursor off its place.
public struct TextField: Equatable, Sendable {
    public private(set) var text: String
    /// Characters before the cursor.
    public private(set) var place: Int

    /// Longer entries are a paste into the wrong window.
    public static let longest = 4000

    private let limit: Int

    public init(_ text: String = "", limit: Int = TextField.longest) {
        self.limit = limit
        self.text = String(text.prefix(limit))
        place = self.text.count
    }

    /// True when the key was one that a text takes.
    @discardableResult
    public mutating func take(_ key: Key) -> Bool {
        switch key {
        case .text(let character): insert(String(character))
        case .paste(let text): insert(Self.flattened(text))
        case .backspace, .control("h"): remove(from: place - 1)
        case .delete, .control("d"): remove(from: place)
        case .left, .control("b"): place = max(0, place - 1)
        case .right, .control("f"): place = min(text.count, place + 1)
        case .home, .control("a"): place = 0
        case .end, .control("e"): place = text.count
        case .control("u"):
            text = String(text.dropFirst(place))
            place = 0
        case .control("k"): text = String(text.prefix(place))
        case .control("w"), .named(.backspace, .alt): removeWord()
        default: return false
        }
        return true
    }

    /// A pasted text of several lines becomes one: no line of it is a command or a second field.
    private static func flattened(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    private mutating func insert(_ more: String) {
        guard text.count + more.count <= limit else { return }
        let index = text.index(text.startIndex, offsetBy: place)
        let before = text[..<index] + more
        // A combining mark joins the character before it: count what became of both.
        let joined = String(before)
        text = joined + text[index...]
        place = min(joined.count, text.count)
    }

    private mutating func remove(from position: Int) {
        guard position >= 0, position < text.count else { return }
        text.remove(at: text.index(text.startIndex, offsetBy: position))
        place = min(position, text.count)
    }

    private mutating func removeWord() {
        var characters = Array(text.prefix(place))
        let rest = text.dropFirst(place)
        while characters.last?.isWhitespace == true { characters.removeLast() }
        while characters.last?.isWhitespace == false { characters.removeLast() }
        text = String(characters) + rest
        place = characters.count
    }

    /// Draws the part around the cursor and puts the terminal's cursor there.
    func draw(
        in area: Area, on frame: inout Frame, _ style: Style = .plain, hasFocus: Bool,
        isSecret: Bool = false
    ) {
        guard !area.isEmpty else { return }
        let shown = isSecret ? String(repeating: "*", count: text.count) : text
        let before = Visible.text(String(shown.prefix(place)))
        var skipped = 0
        var lead = before.displayWidth
        var rest = shown[...]
        while lead - skipped >= area.columns, let first = rest.first {
            skipped += Visible.text(String(first)).displayWidth
            rest = rest.dropFirst()
        }
        lead -= skipped
        frame.clear(area, style)
        frame.write(
            String(rest), row: area.row, column: area.column, width: area.columns, style)
        if hasFocus {
            frame.cursor = Position(
                row: area.row, column: min(area.column + lead, frame.size.columns - 1))
        }
    }
}
