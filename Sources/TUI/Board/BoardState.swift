public import Application
public import Domain

/// What one person has made of the Board: where the cursor is, how far the days are drawn apart.
public struct BoardState: Equatable, Sendable {
    public private(set) var table = TableState(sort: .init(column: "infusion"))
    public private(set) var zoom = TimeAxis.Zoom.day
    /// Days that the axis was moved from where it stands by itself.
    public private(set) var shift = 0
    /// Every course counted from its own infusion, to compare courses with each other.
    public private(set) var isAligned = false
    /// Rows that somebody else changed, and until when they are marked.
    public private(set) var changed: [String: Instant] = [:]
    /// What a replan found that was left running, until somebody has looked at it.
    public internal(set) var replan: ReplanWork.Reply?
    /// Another board than the one that stands; nil for that.
    public internal(set) var other: OtherBoard?

    public var branch: Branch.ID? {
        if case .branch(let id)? = other?.kind { id } else { nil }
    }

    /// The courses as this person sees them.
    func rows(_ live: [BoardRow]) -> [BoardRow] { other?.rows(live) ?? live }

    public init() {}

    /// How long a change by somebody else stays marked.
    static let markMilliseconds: Int64 = 3000

    mutating func arrange(_ rows: [BoardRow]) {
        table.arrange(rows, BoardColumns.all, id: \.course, search: \.search)
    }

    /// Marks what others changed; one's own changes need no mark.
    mutating func mark(_ authors: [String: String], seenBy person: String?, now: Instant) {
        let until = now.adding(milliseconds: Self.markMilliseconds)
        for (course, author) in authors where author != person { changed[course] = until }
    }

    /// True when a mark went out, so that the screen is drawn again.
    mutating func expire(at now: Instant) -> Bool {
        let before = changed.count
        changed = changed.filter { now < $0.value }
        return changed.count != before
    }

    mutating func filter(_ text: String, _ rows: [BoardRow]) {
        table.setFilter(text)
        arrange(rows)
    }

    mutating func move(_ movement: Movement, _ rows: [BoardRow], height: Int) {
        table.move(movement, rows, height: height, id: \.course)
    }

    mutating func select(_ course: String, _ rows: [BoardRow]) -> Bool {
        table.select(course, rows, id: \.course)
    }

    mutating func reveal(height: Int) { table.reveal(height: height) }

    mutating func sortByNext(_ rows: [BoardRow]) {
        table.sortByNext(BoardColumns.all)
        arrange(rows)
    }

    mutating func reverseSort(_ rows: [BoardRow]) {
        table.reverseSort()
        arrange(rows)
    }

    mutating func zoom(in closer: Bool) {
        let all = TimeAxis.Zoom.allCases
        let place = (all.firstIndex(of: zoom) ?? 0) + (closer ? -1 : 1)
        zoom = all[min(max(0, place), all.count - 1)]
    }

    /// Moves the axis; a century either way is as far as anyone needs to look.
    mutating func shift(steps: Int) {
        shift = min(max(-36_500, shift + steps * (zoom == .day ? 7 : zoom.days * 4)), 36_500)
    }

    mutating func showToday() { shift = 0 }
    mutating func align() { isAligned.toggle() }

    /// By itself the axis begins with the Monday before today, where zoomed out some steps before.
    func axis(columns: Int, today: Day) -> TimeAxis {
        if isAligned {
            let zero = Day(number: 0)
            // Most of a course lies before its infusion.
            let lead = min(zoom == .day ? 42 : 8 * zoom.days, columns * 2 / 3 * zoom.days)
            return TimeAxis(first: zero - lead + shift, zoom: zoom, columns: columns, dayZero: zero)
        }
        let monday = today - today.weekday.rawValue
        let first =
            switch zoom {
            case .day: monday
            case .week: monday - 28
            case .month: today - 90
            }
        return TimeAxis(first: first + shift, zoom: zoom, columns: columns)
    }
}
