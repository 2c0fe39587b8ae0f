/// A cursor in a list of any length and the part of the list that is in view.
///
/// Only the rows in view are ever drawn, so that five thousand courses cost what thirty cost.
public struct Scroll: Equatable, Sendable {
    public private(set) var cursor = 0
    public private(set) var top = 0

    public init() {}

    public mutating func move(by rows: Int, count: Int) {
        // A held key can ask for more than any list has.
        let (sum, overflow) = cursor.addingReportingOverflow(rows)
        jump(to: overflow ? (rows > 0 ? count : 0) : sum, count: count)
    }

    public mutating func jump(to row: Int, count: Int) {
        cursor = min(max(0, row), max(0, count - 1))
    }

    /// Keeps the cursor in view, moving the view as little as possible.
    public mutating func reveal(count: Int, height: Int) {
        cursor = min(cursor, max(0, count - 1))
        let room = max(1, height)
        top = min(max(top, cursor - room + 1), cursor)
        top = max(0, min(top, count - room))
    }

    public func window(count: Int, height: Int) -> Range<Int> {
        let first = min(top, count)
        return first..<min(count, first + max(0, height))
    }
}

/// How a list answers the keys that move in it, the same in every list of the program.
enum Movement: Equatable {
    case by(Int)
    case pages(Int)
    case first, last

    func apply(to scroll: inout Scroll, count: Int, height: Int) {
        switch self {
        case .by(let rows): scroll.move(by: rows, count: count)
        case .pages(let pages): scroll.move(by: pages * max(1, height - 1), count: count)
        case .first: scroll.jump(to: 0, count: count)
        case .last: scroll.jump(to: count, count: count)
        }
    }
}
