import Application
import Domain
import Terminal

extension App {
    /// Why an action cannot be done now; nil when it can.
    func refusal(of action: Action) -> Phrase? {
        guard action.belongs(to: desk.place) else {
            return Phrase(
                "refusal.notHere",
                ["action": .phrase(action.label), "screen": .phrase(desk.place.name)])
        }
        switch action {
        case .open:
            if desk.place == .slots { return refusalOfSlotOpening() }
            return target == nil ? Phrase("refusal.nothingSelected") : nil
        case .confirm, .release, .block: return refusalOnSlot(action) ?? refusalOfLink()
        case .undo, .redo: return refusalOfLink()
        default: return nil
        }
    }

    /// Why nothing can be changed now.
    private func refusalOfLink() -> Phrase? {
        guard case .lost(let since) = link else { return nil }
        return Phrase("refusal.noLink", ["since": .text(since.time.text)])
    }

    /// The course that the cursor is on.
    var target: String? {
        switch desk.place {
        case .board: return desk.board.table.selected
        case .patients:
            let row = live.patients.first { $0.patient == desk.patients.selected }
            return row?.course.isEmpty == false ? row?.course : nil
        case .inbox: return desk.inbox.selected
        case .slots:
            guard case .taken(let course, _, _) = use else { return nil }
            return course
        }
    }

    mutating func perform(_ action: Action) -> [Effect] {
        if let why = refusal(of: action) {
            refusal = why
            return []
        }
        switch action {
        case .board: desk.place = .board
        case .patients: desk.place = .patients
        case .slots: desk.place = .slots
        case .inbox: desk.place = .inbox
        case .open: open()
        case .back: back()
        case .quit: return quit()
        case .filter: desk.filter = TextField(currentFilter)
        case .goTo: desk.overlay = .finder(finder, .goTo)
        case .palette: desk.overlay = .palette(palette)
        case .help: desk.overlay = .help(Scroll())
        case .theme: desk.overlay = .themes(themes)
        case .confirm, .release, .block: return performOnSlot(action)
        case .undo: return [.undo]
        case .redo: return [.redo]
        case .suspend: return [.suspend]
        case .lock: lock = .covered
        case .switchUser: return leave()
        case .language, .mouse, .symbols: return toggle(action)
        default: adjust(action)
        }
        return []
    }

    private mutating func toggle(_ action: Action) -> [Effect] {
        switch action {
        case .language:
            settings.language = settings.language == .english ? .japanese : .english
            return [.language(settings.language)]
        case .mouse:
            settings.usesMouse.toggle()
            say(Phrase(settings.usesMouse ? "notice.mouseOn" : "notice.mouseOff"))
            return [.mouse(settings.usesMouse)]
        default:
            settings.usesPlainSymbols.toggle()
            return [.plainSymbols(settings.usesPlainSymbols)]
        }
    }

    /// The actions that only change how a screen is looked at.
    private mutating func adjust(_ action: Action) {
        switch (action, desk.place) {
        case (.earlier, .slots): desk.slots.move(rows: 0, days: -7, units: Int.max)
        case (.later, .slots): desk.slots.move(rows: 0, days: 7, units: Int.max)
        case (.today, .slots): desk.slots.showToday()
        case (.nextPane, .slots): desk.slots.nextResource(live.resources.count, by: 1)
        case (.previousPane, .slots): desk.slots.nextResource(live.resources.count, by: -1)
        case (.earlier, _): desk.board.shift(steps: -1)
        case (.later, _): desk.board.shift(steps: 1)
        case (.today, _): desk.board.showToday()
        case (.closer, _): desk.board.zoom(in: true)
        case (.farther, _): desk.board.zoom(in: false)
        case (.align, _): desk.board.align()
        case (.sort, .board): desk.board.sortByNext(live.board)
        case (.reverseSort, .board): desk.board.reverseSort(live.board)
        case (.sort, .patients):
            desk.patients.sortByNext(PatientColumns.all(today: now.day))
            arrange()
        case (.sort, .inbox):
            desk.inbox.sortByNext(InboxColumns.all(now: now))
            arrange()
        case (.reverseSort, .patients):
            desk.patients.reverseSort()
            arrange()
        case (.reverseSort, .inbox):
            desk.inbox.reverseSort()
            arrange()
        default: break
        }
    }

    private var currentFilter: String {
        switch desk.place {
        case .board: desk.board.table.filter
        case .patients: desk.patients.filter
        case .inbox: desk.inbox.filter
        case .slots: ""
        }
    }

    /// Back never destroys: it takes a filter away, then goes to the Board.
    private mutating func back() {
        if !currentFilter.isEmpty {
            setFilter("")
        } else {
            desk.place = .board
        }
    }

    private mutating func quit() -> [Effect] {
        guard desk.place == .board, currentFilter.isEmpty else {
            back()
            return []
        }
        return [.quit]
    }

    /// Enter leads to where the thing under the cursor is worked on.
    private mutating func open() {
        if desk.place == .slots, case .free = use, let slot {
            desk.overlay = .finder(finder, .hold(slot))
            return
        }
        guard let target else { return }
        switch desk.place {
        case .inbox:
            guard let row = live.inbox.first(where: { $0.id == target }) else { return }
            follow(row.destination)
        case .board:
            desk.place = .patients
            let row = live.board.first { $0.course == target }
            reach(row?.patient ?? "", on: .patients)
        case .patients, .slots:
            desk.place = .board
            reach(target, on: .board)
        }
    }

    private mutating func follow(_ destination: InboxRow.Destination) {
        switch destination {
        case .course(let course):
            desk.place = .board
            reach(course, on: .board)
        case .slot(let resource, let day):
            guard let place = live.resources.firstIndex(where: { $0.id == resource }) else {
                refusal = Phrase("refusal.gone")
                return
            }
            desk.place = .slots
            desk.slots.show(resource: place, day: day - now.day)
        case .nowhere: refusal = Phrase("refusal.noPlace")
        }
    }

    /// Puts the cursor on a course of the Board or a patient of the list, taking the filter away
    /// where it hides it.
    mutating func reach(_ id: String, on place: Place) {
        desk.place = place
        arrange()
        if select(id) { return }
        setFilter("")
        if !select(id) { refusal = Phrase("refusal.gone") }
    }

    private mutating func select(_ id: String) -> Bool {
        desk.place == .board
            ? desk.board.select(id, live.board)
            : desk.patients.select(id, live.patients, id: \.patient)
    }

    // MARK: What can be chosen from

    var finder: Finder {
        Finder(
            live.patients.map { row in
                let id = row.course.isEmpty ? row.patient : row.course
                return Finder.Item(row.patient, "\(id)  \(row.name)  \(row.reading)", row.search)
            })
    }

    private var palette: Palette<Action> {
        let others = wordings.values.filter { $0.language != settings.language }
        let items = Action.allCases.filter { $0 != .palette }.map { action in
            Palette<Action>.Item(
                action, words(action.label), key: action.key,
                also: [words(action.also)]
                    + others.flatMap { [$0(action.label), $0(action.also)] },
                refusal: refusal(of: action))
        }
        return Palette(Phrase("palette.title"), items)
    }

    private var themes: Menu<Theme.Name> {
        Menu(
            Phrase("action.theme"),
            Theme.Name.allCases.map { .init($0, Phrase("theme.\($0.rawValue)")) })
    }
}
