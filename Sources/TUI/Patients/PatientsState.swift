import Application
public import Domain
public import Terminal

/// What one person has made of the list of patients.
public struct PatientsState: Equatable, Sendable {
    public private(set) var table = TableState(sort: .init(column: "name"))

    public init() {}

    private func columns(_ context: Context) -> [Column<PatientRow>] {
        PatientColumns.all(today: context.today)
    }

    private mutating func arrange(_ context: Context) {
        table.arrange(
            context.live.patients, columns(context), id: \.patient, search: \.search)
    }

    private mutating func move(_ movement: Movement, _ context: Context) {
        table.move(
            movement, context.live.patients, height: context.pane.rows - 2, id: \.patient)
    }

    private func row(_ context: Context) -> PatientRow? {
        context.live.patients.first { $0.patient == table.selected }
    }

    /// Enter leads to the patient's page.
    private func open(_ context: Context) -> [Step] {
        row(context).map { [.go(.patient, .course($0.course))] } ?? []
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        guard action == .open else { return nil }
        let hasCourse = row(context).map { !$0.course.isEmpty } ?? false
        return hasCourse ? nil : Phrase("refusal.nothingSelected")
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .patient(let patient) = subject else { return false }
        return table.select(patient, context.live.patients, id: \.patient)
    }
}

extension PatientsState: ScreenState {
    public static var place: Place { .patients }
    public static var actions: [Action] {
        [.refer, .note, .event, .merge, .filter, .sort, .reverseSort]
    }
    public static var hints: [Action] { [.open, .refer, .goTo, .filter, .sort, .undo] }

    public var filter: String { table.filter }

    public mutating func setFilter(_ text: String, _ context: Context) {
        table.setFilter(text)
        arrange(context)
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        if isNews { arrange(context) }
        table.reveal(height: max(1, context.pane.rows - 2))
        return []
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let movement = Movement(key) else { return nil }
        move(movement, context)
        return []
    }

    public mutating func click(line: Int, _ context: Context) {
        move(.by(table.scroll.top + line - table.scroll.cursor), context)
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .sort: table.sortByNext(columns(context))
        case .reverseSort: table.reverseSort()
        case .open: return open(context)
        case .merge: return row(context).map { [.open(MergeForm($0))] } ?? []
        case .refer, .note, .event: return context.open(action, on: row(context)?.course)
        default: break
        }
        arrange(context)
        return []
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        let (rows, words) = (context.live.patients, context.words)
        var area = pane
        table.drawTitle(
            area.cutTop(1), Phrase("patients.title", ["count": .count(rows.count)]), on: &frame,
            words)
        TableView(
            columns: columns(context), rows: rows, state: table,
            empty: Phrase(rows.isEmpty ? "patients.empty" : "board.nothingFound")
        ).draw(in: area, on: &frame, words)
    }
}
