import Application
public import Domain
import Terminal

/// What one person has made of the list of patients.
public struct PatientsState: Equatable, Sendable {
    public var table = TableState(sort: .init(column: "name"))

    public init() {}

    /// Enter leads to the patient's page.
    private func open(_ context: Context) -> [Step] {
        row(context).map { [.go(.patient, .course($0.page))] } ?? []
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        guard action == .open else { return nil }
        guard let row = row(context) else { return Phrase("refusal.nothingSelected") }
        return row.page.isEmpty ? Phrase("refusal.noPage", ["name": .text(row.name)]) : nil
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .patient(let patient) = subject else { return false }
        return table.select(patient, context.live.patients, id: \.patient)
    }
}

extension PatientsState: TableScreen {
    public static var place: Place { .patients }
    public static var actions: [Action] {
        [.refer, .note, .event, .merge, .filter, .sort, .reverseSort]
    }
    public static var hints: [Action] { [.open, .refer, .goTo, .filter, .sort, .undo] }

    public static func rows(_ live: Live) -> [PatientRow] { live.patients }
    public static func columns(_ context: Context) -> [Column<PatientRow>] {
        PatientColumns.all(today: context.today)
    }
    public static func id(_ row: PatientRow) -> String { row.patient }
    public static func search(_ row: PatientRow) -> Searchable { row.search }
    public static var empty: Phrase { Phrase("patients.empty") }
    public static func title(_ count: Int) -> Phrase {
        Phrase("patients.title", ["count": .count(count)])
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        switch action {
        case .open: return open(context)
        case .merge: return row(context).map { [.open(MergeForm($0))] } ?? []
        case .refer, .note, .event: return context.open(action, on: row(context)?.course)
        default:
            sort(action, context)
            return []
        }
    }
}
