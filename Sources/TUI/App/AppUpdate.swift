import Domain
import Terminal

extension App {
    /// What happens next. Pure: the same app and message give the same app and effects.
    public mutating func update(_ message: Message) -> [Effect] {
        guard var tutor else { return step(message) }
        let before = self
        let effects = step(message)
        if tutor.watch(before, message, self, effects) { self.tutor = tutor }
        return effects
    }

    private mutating func step(_ message: Message) -> [Effect] {
        var effects: [Effect] = []
        switch message {
        case .key(let key): effects = take(key)
        case .resized(let size): self.size = size
        case .tick(let now): tick(now)
        case .loaded(let fresh): renew(fresh)
        case .sheet(let sheet): sheets[sheet.resource] = sheet
        case .opened(let person, let isDemonstration): open(person, isDemonstration)
        case .unopened(let why):
            link = .opening
            refusal = why
        case .link(let link): self.link = link
        case .done(let phrase): say(phrase)
        case .refused(let phrase): refusal = phrase
        case .signedIn(let person): sit(person)
        case .signInRefused(let phrase): refuseSignIn(phrase)
        case .signInNeedsCode: askForCode()
        case .cannotSuspend: refusal = Phrase("refusal.suspend")
        }
        if arranged != Arranged(place: desk.place, revision: live.revision) { arrange() }
        reveal()
        let isNews = if case .loaded = message { true } else { false }
        return effects + sheetWanted(isNews: isNews)
    }

    /// Days of a sheet that are read at once: far enough to walk through without waiting.
    static let sheetDays = 180

    /// The sheet that the Slots screen needs and does not have, or has from before a change.
    private func sheetWanted(isNews: Bool) -> [Effect] {
        guard desk.place == .slots, lock == nil, let resource else { return [] }
        let (first, last) = (now.day + desk.slots.left, now.day + desk.slots.left + 60)
        if !isNews, let sheet = sheets[resource.id], sheet.first <= first,
            last < sheet.first + Self.sheetDays
        {
            return []
        }
        return [
            .readSheet(resource: resource.id, first: first - 60, days: Self.sheetDays)
        ]
    }

    /// The resource that the Slots screen shows.
    var resource: Live.ResourceName? {
        live.resources.indices.contains(desk.slots.resource)
            ? live.resources[desk.slots.resource] : nil
    }

    var sheet: SlotSheet? { resource.flatMap { sheets[$0.id] } }

    private mutating func tick(_ now: Instant) {
        self.now = now
        _ = desk.board.expire(at: now)
        if let notice, notice.until <= now { self.notice = nil }
        guard lock == nil else { return }
        let idle = settings.idleSeconds
        if now.utcMilliseconds - lastInput.utcMilliseconds >= Int64(idle) * 1000 {
            lock = .covered
        }
    }

    mutating func say(_ phrase: Phrase) {
        notice = Notice(phrase: phrase, until: now.adding(milliseconds: 6000))
    }

    private mutating func open(_ person: Operator?, _ isDemonstration: Bool) {
        settings.asksPassword = !isDemonstration
        link = isDemonstration ? .demo : .live
        if let person { sit(person) } else { lock = .asking(signInForm("")) }
    }

    private mutating func renew(_ fresh: Live) {
        live = fresh
        desk.board.mark(fresh.changed, seenBy: person?.id, now: now)
        arrange()
    }

    /// Sorts and filters what the current screen shows. The other lists wait until somebody looks
    /// at them: ten changes a second must not sort five thousand patients that nobody sees.
    mutating func arrange() {
        switch desk.place {
        case .board: desk.board.arrange(live.board)
        case .patients:
            desk.patients.arrange(
                live.patients, PatientColumns.all(today: now.day), id: \.patient,
                search: \.search)
        case .inbox:
            desk.inbox.arrange(live.inbox, InboxColumns.all(now: now), id: \.id, search: \.search)
        case .slots: break
        }
        arranged = Arranged(place: desk.place, revision: live.revision)
    }

    /// Keeps every cursor in the part that is drawn.
    private mutating func reveal() {
        desk.board.reveal(height: BoardView.tableHeight(pane.rows))
        desk.patients.reveal(height: max(1, pane.rows - 2))
        desk.inbox.reveal(height: max(1, pane.rows - 2))
        if let sheet {
            let days = HeatMap.dayCount(
                columns: pane.columns, label: SlotsView.labelWidth(sheet))
            desk.slots.reveal(
                days: days, units: sheet.units.count, height: SlotsView.tableHeight(pane.rows))
        }
    }

    // MARK: Keys

    private mutating func take(_ key: Key) -> [Effect] {
        refusal = nil
        lastInput = now
        // An answer of the terminal and a sequence without a meaning are no key of anybody's.
        switch key {
        case .unknown, .cursorAt: return []
        case .control("l"): return [.repaint]
        case .control("z"): return [.suspend]
        default: break
        }
        if lock != nil { return takeLocked(key) }
        if desk.overlay != nil { return takeOverlay(key) }
        if desk.filter != nil {
            takeFilter(key)
            return []
        }
        if case .mouse(let mouse) = key { return takeMouse(mouse) }
        if moveOnScreen(key) { return [] }
        guard let action = Action(key) else {
            // A paste is text, and here is nothing that takes text.
            if case .paste = key { refusal = Phrase("refusal.paste") } else { refuseUnknown(key) }
            return []
        }
        return perform(action)
    }

    private mutating func refuseUnknown(_ key: Key) {
        guard case .text(let letter) = key else { return }
        refusal = Phrase("refusal.key", ["key": .text(String(letter))])
    }

    private mutating func takeFilter(_ key: Key) {
        guard var field = desk.filter else { return }
        switch key {
        case .enter: desk.filter = nil
        case .escape:
            desk.filter = nil
            setFilter("")
        case .up, .down, .pageUp, .pageDown: _ = moveOnScreen(key)
        default:
            guard field.take(key) else { return }
            desk.filter = field
            setFilter(field.text)
        }
    }

    mutating func setFilter(_ text: String) {
        switch desk.place {
        case .board: desk.board.filter(text, live.board)
        case .patients: desk.patients.setFilter(text)
        case .inbox: desk.inbox.setFilter(text)
        case .slots: return
        }
        arrange()
    }

    /// True when the key moved a cursor.
    private mutating func moveOnScreen(_ key: Key) -> Bool {
        if desk.place == .slots, moveInSlots(key) { return true }
        guard let movement = Movement(key) else { return false }
        switch desk.place {
        case .board:
            desk.board.move(movement, live.board, height: BoardView.tableHeight(pane.rows))
        case .patients:
            desk.patients.move(movement, live.patients, height: pane.rows - 2, id: \.patient)
        case .inbox: desk.inbox.move(movement, live.inbox, height: pane.rows - 2, id: \.id)
        case .slots: return false
        }
        return true
    }

    private mutating func moveInSlots(_ key: Key) -> Bool {
        guard let sheet else { return false }
        let units = sheet.units.count
        switch key {
        case .left, .text("h"): desk.slots.move(rows: 0, days: -1, units: units)
        case .right, .text("l"): desk.slots.move(rows: 0, days: 1, units: units)
        case .up, .text("k"): desk.slots.move(rows: -1, days: 0, units: units)
        case .down, .text("j"): desk.slots.move(rows: 1, days: 0, units: units)
        case .pageUp: desk.slots.move(rows: 0, days: -28, units: units)
        case .pageDown: desk.slots.move(rows: 0, days: 28, units: units)
        default: return false
        }
        return true
    }

    // MARK: Mouse

    /// Everything that the mouse does has a key as well.
    private mutating func takeMouse(_ mouse: Key.Mouse) -> [Effect] {
        switch mouse.action {
        case .wheelUp, .wheelDown: _ = moveOnScreen(.mouse(mouse))
        case .press where mouse.place.row == 0:
            if let place = TopBar(self).place(at: mouse.place.column) { desk.place = place }
        case .press: clickRow(mouse.place.row)
        case .release, .drag: break
        }
        return []
    }

    private mutating func clickRow(_ row: Int) {
        // Title and heads stand above the first row of every table.
        let line = row - pane.row - 2
        guard line >= 0 else { return }
        switch desk.place {
        case .board:
            let wanted = desk.board.table.scroll.top + line
            desk.board.move(
                .by(wanted - desk.board.table.scroll.cursor), live.board, height: pane.rows)
        case .patients:
            let wanted = desk.patients.scroll.top + line
            desk.patients.move(
                .by(wanted - desk.patients.scroll.cursor), live.patients, height: pane.rows,
                id: \.patient)
        case .inbox:
            let wanted = desk.inbox.scroll.top + line
            desk.inbox.move(
                .by(wanted - desk.inbox.scroll.cursor), live.inbox, height: pane.rows, id: \.id)
        case .slots: break
        }
    }
}
