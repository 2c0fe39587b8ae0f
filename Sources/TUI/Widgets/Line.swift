public import Terminal

/// Text in pieces of different looks.
public struct Line: Equatable, Sendable, ExpressibleByStringLiteral {
    public struct Piece: Equatable, Sendable {
        public let text: String
        public let style: Style
    }

    public private(set) var pieces: [Piece] = []

    public init() {}
    public init(_ text: String, _ style: Style = .plain) { add(text, style) }
    public init(stringLiteral value: String) { self.init(value) }

    public mutating func add(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { pieces.append(Piece(text: text, style: style)) }
    }

    public static func + (left: Line, right: Line) -> Line {
        var line = left
        line.pieces += right.pieces
        return line
    }

    public var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }
    public var text: String { pieces.map(\.text).joined() }
}

extension Frame {
    /// Writes a line into one row of an area, with `…` where it does not fit.
    @discardableResult
    mutating func write(_ line: Line, row: Int, column: Int, width: Int = Int.max) -> Int {
        let end = width >= size.columns - column ? size.columns : column + width
        var place = column
        for (index, piece) in line.pieces.enumerated() {
            let room = end - place
            guard room > 0 else { break }
            // Only the last piece that fits knows that something follows it.
            let isCut = piece.text.displayWidth > room
            let followed = index + 1 < line.pieces.count && piece.text.displayWidth == room
            let text =
                isCut || followed
                ? (piece.text + (followed ? "  " : "")).clipped(to: room) : piece.text
            place = write(text, row: row, column: place, width: room, piece.style)
            if isCut || followed { break }
        }
        return place
    }
}
