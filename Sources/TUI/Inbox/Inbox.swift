import Application
public import Domain
import Terminal

/// Something that needs a person now.
public struct InboxRow: Equatable, Sendable {
    public let id: String
    public let due: Instant?
    public let what: Phrase
    public let course: String
    public let who: Phrase
    public let place: Phrase
    public let destination: Destination
    /// Whose matter it is, whoever has taken it over.
    public let role: Role
    public let search: Searchable

    /// Where the thing is solved.
    public enum Destination: Equatable, Sendable {
        case course(String)
        /// The page of the patient.
        case bedside(String)
        case slot(resource: String, Day)
        case nowhere
    }

    public init(
        id: String, due: Instant?, what: Phrase, course: String, name: String, who: Phrase,
        place: Phrase, destination: Destination, role: Role = .coordinator
    ) {
        self.role = role
        (self.id, self.due, self.what, self.course) = (id, due, what, course)
        (self.who, self.place, self.destination) = (who, place, destination)
        search = Searchable("\(course) \(name)")
    }

    /// What is left, as a coordinator says it: `00:31`, `2 d`, and a sign when it is over.
    func remaining(at now: Instant) -> Phrase {
        guard let due else { return Phrase("inbox.noDue") }
        let minutes = due.minutes(since: now)
        let size = abs(minutes)
        if size >= 48 * 60 {
            return Phrase(
                minutes < 0 ? "inbox.overdueDays" : "inbox.days", ["days": .count(size / 1440)])
        }
        let rest = size % 60
        let text = "\(size / 60):\(rest < 10 ? "0" : "")\(rest)"
        return Phrase(minutes < 0 ? "inbox.overdue" : "inbox.time", ["time": .text(text)])
    }

    func isUrgent(at now: Instant) -> Bool {
        guard let due else { return false }
        return due.minutes(since: now) < 4 * 60
    }
}

enum InboxColumns {
    static func all(now: Instant) -> [Column<InboxRow>] {
        [
            Column(
                "due", Phrase("inbox.column.due"), least: 9, ideal: 12, alignsRight: true,
                line: { row, words in
                    let isUrgent = row.isUrgent(at: now)
                    let text = words(row.remaining(at: now)) + (isUrgent ? " !" : "  ")
                    return Line(text, isUrgent ? Style(.danger, .bold) : .plain)
                }, key: { $0.due.map { .number(Double($0.utcMilliseconds)) } ?? .missing }),
            Column(
                "what", Phrase("inbox.column.what"), least: 32, ideal: 70,
                line: { row, words in Line(words(row.what)) }, key: { .text($0.what.key) }),
            Column(
                "course", Phrase("board.column.course"), least: 7,
                line: { row, _ in Line(row.course) },
                key: { $0.course.isEmpty ? .missing : .text($0.course) }),
            Column(
                "who", Phrase("inbox.column.who"), least: 12, ideal: 20, sheds: 2,
                line: { row, words in Line(words(row.who)) }, key: { .text($0.who.key) }),
            Column(
                "where", Phrase("inbox.column.where"), least: 10, ideal: 22, sheds: 1,
                line: { row, words in Line(words(row.place), .quiet) },
                key: { .text($0.place.key) }),
        ]
    }
}
