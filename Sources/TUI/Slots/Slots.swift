import Application
public import Domain
import Terminal

/// One kind of resource with its units, as the Slots screen shows it.
public struct SlotSheet: Equatable, Sendable {
    public let resource: String
    public let name: String
    /// What every unit is used for on the days from `first` on.
    public let first: Day
    public let units: [HeatMap.Row]

    public init(resource: String, name: String, first: Day, units: [HeatMap.Row]) {
        (self.resource, self.name, self.first, self.units) = (resource, name, first, units)
    }

    func use(unit: Int, day: Day) -> HeatMap.Use? {
        guard units.indices.contains(unit) else { return nil }
        let index = day - first
        return units[unit].uses.indices.contains(index) ? units[unit].uses[index] : nil
    }

    func free(_ days: ClosedRange<Day>) -> Int {
        units.reduce(0) { sum, row in
            sum + days.count { use(row, $0) == .free }
        }
    }

    private func use(_ row: HeatMap.Row, _ day: Day) -> HeatMap.Use? {
        let index = day - first
        return row.uses.indices.contains(index) ? row.uses[index] : nil
    }
}

struct SlotsView {
    /// Nil until the store has answered.
    let sheet: SlotSheet?
    let state: SlotsState
    let today: Day
    let resources: [Live.ResourceName]
    /// What the maker says of the days of this resource.
    let makerSlots: [MakerSlot]

    /// The rows of units; what is over shows all resources, and never takes more than half.
    static func tableHeight(_ pane: Int, units: Int) -> Int {
        let rest = max(1, pane - 2 - 2)
        let isShared = rest - min(units, rest / 2) >= FreeOverview.leastRows
        return isShared ? max(1, min(units, rest / 2)) : rest
    }

    static func labelWidth(_ sheet: SlotSheet, _ resources: [Live.ResourceName]) -> Int {
        let names = sheet.units.map(\.label.displayWidth) + resources.map(\.name.displayWidth)
        return min(18, max(8, (names.max() ?? 0) + 2))
    }

    func draw(in pane: Area, on frame: inout Frame, _ words: Wording) {
        var area = pane
        let title = area.cutTop(1)
        guard let sheet else {
            frame.rule(title, title: words("slots.title"), .quiet)
            frame.write(words("slots.empty"), row: area.row, column: area.column + 2, .quiet)
            return
        }
        let next = today...(today + 13)
        frame.rule(
            title, title: words("slots.title") + " · " + sheet.name,
            right: words(Phrase("slots.free14", ["count": .count(sheet.free(next))])), .quiet)
        let detail = area.rows > 6 ? area.cutBottom(2) : area.cutBottom(0)
        let width = Self.labelWidth(sheet, resources)
        let table = Self.tableHeight(pane.rows, units: sheet.units.count)
        // The days, the units, and a line between them and the overview.
        let overview = area.cutBottom(max(0, area.rows - table - 2))
        let count = HeatMap.dayCount(columns: area.columns, label: width)
        let first = today + state.left
        let days = (0..<count).map { first + $0 }
        let rows = sheet.units.indices.map { unit in
            HeatMap.Row(
                sheet.units[unit].label,
                days.map { sheet.use(unit: unit, day: $0) ?? .closed(nil) })
        }
        HeatMap(days: days, rows: rows).draw(
            in: area, cursor: Position(row: state.unit.cursor, column: state.day - state.left),
            labelWidth: width, top: state.unit.top, today: today, on: &frame, words)
        if let free = state.free, overview.rows >= FreeOverview.leastRows {
            FreeOverview(
                reply: free, resources: resources, current: state.resource, days: days
            ).draw(in: overview, labelWidth: width, on: &frame, words)
        }
        drawDetail(sheet, detail, on: &frame, words)
    }

    private func drawDetail(
        _ sheet: SlotSheet, _ area: Area, on frame: inout Frame, _ words: Wording
    ) {
        guard !area.isEmpty, sheet.units.indices.contains(state.unit.cursor) else { return }
        let day = today + state.day
        let use = sheet.use(unit: state.unit.cursor, day: day)
        frame.rule(
            area, title: "\(words.shortDay(day)) · \(sheet.units[state.unit.cursor].label)", .quiet)
        var text: Line =
            switch use {
            case .free: Line(words("slots.isFree"), Style(.good))
            case .taken(let course, _, false):
                Line(words(Phrase("slots.isTaken", ["course": .text(course)])))
            case .taken(let course, _, true):
                Line(words(Phrase("slots.isHeld", ["course": .text(course)])))
            case .others: Line(words("slots.isOthers"))
            case .closed(nil, _): Line(words("slots.notOpen"), .quiet)
            case .closed(let why?, _):
                Line(words(Phrase("slots.isClosed", ["why": .phrase(why)])), .quiet)
            case nil: Line(words("slots.unknown"), .quiet)
            }
        for slot in makerSlots where slot.day == day {
            let said = Phrase(
                "slots.maker", ["slot": .text(slot.id.text), "state": .phrase(slot.state.phrase)])
            text.add("   " + words(said), Style(.accent))
        }
        guard area.rows > 1 else { return }
        frame.write(text, row: area.row + 1, column: area.column + 1, width: area.columns - 2)
    }
}
