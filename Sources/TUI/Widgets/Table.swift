public import Application
public import Domain

/// What a column is sorted by. What is missing stands last, whichever way the column is sorted:
/// it must not hide at the top of a list nor push the answer off it.
public enum SortKey: Equatable, Sendable {
    case missing
    case number(Double)
    case text(String)
    case day(Day)

    func precedes(_ other: SortKey, ascending: Bool) -> Bool? {
        switch (self, other) {
        case (.missing, .missing): return nil
        case (.missing, _): return false
        case (_, .missing): return true
        default: break
        }
        guard let order = compare(other), order != 0 else { return nil }
        return (order < 0) == ascending
    }

    private func compare(_ other: SortKey) -> Int? {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.text(let left), .text(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.day(let left), .day(let right)): left < right ? -1 : left > right ? 1 : 0
        default: nil
        }
    }
}

/// One column of a table.
public struct Column<Row>: Sendable {
    public let id: String
    public let title: Phrase
    public let least: Int
    public let ideal: Int
    /// Where room is short, the column of the highest number goes first; 0 never goes.
    public let sheds: Int
    public let alignsRight: Bool
    let line: @Sendable (Row, Wording) -> Line
    let key: @Sendable (Row) -> SortKey

    public init(
        _ id: String, _ title: Phrase, least: Int, ideal: Int? = nil, sheds: Int = 0,
        alignsRight: Bool = false, line: @escaping @Sendable (Row, Wording) -> Line,
        key: @escaping @Sendable (Row) -> SortKey
    ) {
        (self.id, self.title, self.least, self.ideal) = (id, title, least, ideal ?? least)
        (self.sheds, self.alignsRight, self.line, self.key) = (sheds, alignsRight, line, key)
    }
}

/// Which rows of a table are seen, in which order, and where the cursor is.
///
/// The cursor is on a row's name, not on its number: when other people's changes move the row,
/// the cursor goes with the patient.
public struct TableState: Equatable, Sendable {
    public struct Sort: Equatable, Sendable {
        public var column: String
        public var ascending: Bool

        public init(column: String, ascending: Bool = true) {
            (self.column, self.ascending) = (column, ascending)
        }
    }

    public var sort: Sort?
    public private(set) var filter = ""
    public private(set) var scroll = Scroll()
    /// Places in the whole list of the rows seen, in their order.
    public private(set) var order: [Int] = []
    public private(set) var selected: String?

    public init(sort: Sort? = nil) { self.sort = sort }

    /// Sorts and filters anew, after the rows, the filter or the sorting changed.
    mutating func arrange<Row>(
        _ rows: [Row], _ columns: [Column<Row>], id: (Row) -> String, search: (Row) -> Searchable
    ) {
        let wanted = SearchText(filter)
        var seen = rows.indices.filter { search(rows[$0]).has(wanted) }
        if let sort, let column = columns.first(where: { $0.id == sort.column }) {
            let keyed = seen.map { (place: $0, key: column.key(rows[$0])) }
            seen = keyed.sorted { left, right in
                left.key.precedes(right.key, ascending: sort.ascending)
                    ?? (left.place < right.place)
            }.map(\.place)
        }
        order = seen
        if let selected, let place = seen.firstIndex(where: { id(rows[$0]) == selected }) {
            scroll.jump(to: place, count: seen.count)
        } else {
            scroll.jump(to: scroll.cursor, count: seen.count)
        }
        settle(rows, id: id)
    }

    private mutating func settle<Row>(_ rows: [Row], id: (Row) -> String) {
        selected = order.indices.contains(scroll.cursor) ? id(rows[order[scroll.cursor]]) : nil
    }

    mutating func setFilter(_ text: String) { filter = text }

    mutating func move<Row>(_ movement: Movement, _ rows: [Row], height: Int, id: (Row) -> String) {
        movement.apply(to: &scroll, count: order.count, height: height)
        settle(rows, id: id)
    }

    mutating func select<Row>(_ wanted: String, _ rows: [Row], id: (Row) -> String) -> Bool {
        guard let place = order.firstIndex(where: { id(rows[$0]) == wanted }) else { return false }
        scroll.jump(to: place, count: order.count)
        settle(rows, id: id)
        return true
    }

    mutating func reveal(height: Int) { scroll.reveal(count: order.count, height: height) }

    /// The next column to sort by, or the other way round.
    mutating func sortByNext<Row>(_ columns: [Column<Row>]) {
        let place = columns.firstIndex { $0.id == sort?.column }
        let next = place.map { ($0 + 1) % columns.count } ?? 0
        sort = columns.isEmpty ? nil : Sort(column: columns[next].id)
    }

    mutating func reverseSort() { sort?.ascending.toggle() }
}
