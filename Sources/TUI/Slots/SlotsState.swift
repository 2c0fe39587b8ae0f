import Application
import Domain

/// What one person has made of the Slots screen.
public struct SlotsState: Equatable, Sendable {
    public private(set) var resource = 0
    public private(set) var unit = Scroll()
    /// Days from today to the cursor.
    public private(set) var day = 0
    /// Days from today to the first column.
    public private(set) var left = 0

    /// What the resources are used for, as far as this person has looked at them.
    private(set) var sheets: [String: SlotSheet] = [:]
    private var asked: SheetQuestion?
    /// What is free of all of them.
    private(set) var free: FreeQuestion.Reply?
    private var askedFree: FreeQuestion?

    public init() {}

    mutating func nextResource(_ count: Int, by step: Int) {
        guard count > 0 else { return }
        resource = (resource + step + count) % count
        unit = Scroll()
    }

    mutating func keep(_ sheet: SlotSheet) { sheets[sheet.resource] = sheet }

    /// Days of a sheet that are read at once: far enough to walk through without waiting.
    static let sheetDays = 180

    /// What the screen needs to know and does not, or knows from before a change.
    mutating func wanted(_ resource: Live.ResourceName, today: Day, isNews: Bool) -> SheetQuestion?
    {
        let (first, last) = (today + left, today + left + 60)
        if !isNews, let sheet = sheets[resource.id], sheet.first <= first,
            last < sheet.first + Self.sheetDays
        {
            return nil
        }
        guard let id = try? Resource.ID(resource.id) else { return nil }
        let question = SheetQuestion(id, from: first - 60, days: Self.sheetDays)
        guard isNews || asked != question else { return nil }
        asked = question
        return question
    }

    mutating func keep(_ reply: FreeQuestion.Reply) { free = reply }

    /// The same for the overview of all resources.
    mutating func wantedFree(today: Day, isNews: Bool) -> FreeQuestion? {
        let (first, last) = (today + left, today + left + 60)
        if !isNews, let free, free.first <= first, last < free.first + Self.sheetDays {
            return nil
        }
        let question = FreeQuestion(from: first - 60, days: Self.sheetDays)
        guard isNews || askedFree != question else { return nil }
        askedFree = question
        return question
    }

    mutating func show(resource place: Int, day: Int) {
        (resource, self.day) = (place, day)
        unit = Scroll()
    }

    mutating func move(rows: Int, days: Int, units: Int) {
        unit.move(by: rows, count: units)
        day = min(max(-366, day + days), 732)
    }

    /// Keeps the cursor in view.
    mutating func reveal(days: Int, units: Int, height: Int) {
        unit.reveal(count: units, height: height)
        left = min(left, day)
        left = max(left, day - max(1, days) + 1)
    }

    mutating func showToday() { day = 0 }
}
