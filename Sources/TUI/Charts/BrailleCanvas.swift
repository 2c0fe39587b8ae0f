public import Terminal

/// Dots, eight to a character: two across and four down.
public struct BrailleCanvas: Equatable, Sendable {
    public let rows: Int
    public let columns: Int
    private var cells: [UInt8]

    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (max(0, rows), max(0, columns))
        cells = Array(repeating: 0, count: self.rows * self.columns)
    }

    public var width: Int { columns * 2 }
    public var height: Int { rows * 4 }

    private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

    /// Sets a dot; `y` grows downwards. Dots outside are left out.
    public mutating func set(_ x: Int, _ y: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        cells[y / 4 * columns + x / 2] |= Self.bits[x % 2][y % 4]
    }

    /// A straight line, after Bresenham.
    public mutating func line(from: (x: Int, y: Int), to: (x: Int, y: Int)) {
        // What lies far outside would only cost time.
        let limit = 4 * max(width, height, 1)
        guard [from.x, from.y, to.x, to.y].allSatisfy({ abs($0) <= limit }) else { return }
        let (dx, dy) = (abs(to.x - from.x), -abs(to.y - from.y))
        let (stepX, stepY) = (from.x < to.x ? 1 : -1, from.y < to.y ? 1 : -1)
        var (x, y, error) = (from.x, from.y, dx + dy)
        while true {
            set(x, y)
            if x == to.x, y == to.y { return }
            let doubled = 2 * error
            if doubled >= dy {
                error += dy
                x += stepX
            }
            if doubled <= dx {
                error += dx
                y += stepY
            }
        }
    }

    /// The characters of one row; nil where a cell has no dot.
    public func characters(_ row: Int) -> [Character?] {
        (0..<columns).map { column in
            let bits = cells[row * columns + column]
            guard bits != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { return nil }
            return Character(scalar)
        }
    }

    /// Draws the dots over what is there already.
    public func draw(row: Int, column: Int, on frame: inout Frame, _ style: Style) {
        for line in 0..<rows {
            for (offset, character) in characters(line).enumerated() {
                guard let character else { continue }
                frame.write(String(character), row: row + line, column: column + offset, style)
            }
        }
    }
}
