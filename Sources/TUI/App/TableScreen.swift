public import Domain
public import Terminal

/// A screen that is one table of what the store holds: it sorts, filters, moves and is clicked as
/// every list of the program.
public protocol TableScreen: ScreenState {
    associatedtype Row

    var table: TableState { get set }
    /// All of them, before the filter.
    static func rows(_ live: Live) -> [Row]
    static func columns(_ context: Context) -> [Column<Row>]
    static func id(_ row: Row) -> String
    static func search(_ row: Row) -> Searchable
    static var empty: Phrase { get }
    static func title(_ count: Int) -> Phrase
}

extension TableScreen {
    public var filter: String { table.filter }

    /// The row under the cursor.
    func row(_ context: Context) -> Row? {
        Self.rows(context.live).first { Self.id($0) == table.selected }
    }

    mutating func arrange(_ context: Context) {
        table.arrange(
            Self.rows(context.live), Self.columns(context), id: Self.id, search: Self.search)
    }

    public mutating func setFilter(_ text: String, _ context: Context) {
        table.setFilter(text)
        arrange(context)
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        if isNews { arrange(context) }
        table.reveal(height: max(1, context.pane.rows - 2))
        return []
    }

    private mutating func move(_ movement: Movement, _ context: Context) {
        table.move(
            movement, Self.rows(context.live), height: context.pane.rows - 2, id: Self.id)
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        move(movement, context)
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        move(.by(table.scroll.top + line - table.scroll.cursor), context)
    }

    /// Sorts for the keys that sort.
    mutating func sort(_ action: Action, _ context: Context) {
        switch action {
        case .sort: table.sortByNext(Self.columns(context))
        case .reverseSort: table.reverseSort()
        default: return
        }
        arrange(context)
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        let rows = Self.rows(context.live)
        var area = pane
        table.drawTitle(area.cutTop(1), Self.title(rows.count), on: &frame, context.words)
        TableView(
            columns: Self.columns(context), rows: rows, state: table,
            empty: rows.isEmpty ? Self.empty : Phrase("board.nothingFound")
        ).draw(in: area, on: &frame, context.words)
    }
}
