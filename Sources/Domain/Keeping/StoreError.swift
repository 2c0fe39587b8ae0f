/// What a store can say no with. No raw message of a database reaches a person.
public enum StoreError: Error, Hashable {
    /// The store cannot be reached: a wrong address, a missing folder, a server that is down.
    case unavailable(String)
    /// Nothing lies at the address: the program is new here, or the address is misspelt.
    case absent(String)
    /// Others wrote for so long that this write gave up. Nothing was changed.
    case busy
    /// The disk or the server refused. Nothing was saved.
    case notSaved(String)
    /// The connection or the disk failed while committing, and whether the change was saved could
    /// not be found out afterwards either.
    case unknownCommit(String)
    case taken(UnitDay, by: String?)
    case noSuchUnit(UnitDay)
    case icuFull(Day)
    /// Somebody changed the row after it was read.
    case changed(table: String, key: String, by: String, at: Instant)
    case missing(table: String, key: String)
    case exists(table: String, key: String)
    case newer(version: Int, known: Int)
    case notAStore(String)
    case networkFileSystem(String)
    case damaged(table: String, column: Int, value: String)
    /// A rule of the database that has no better name here.
    case constraint(Constraint, String)
    /// Two writers met; the whole transaction is tried again.
    case collision
    /// A use case says no, and everything it did so far is taken back.
    case refused(Phrase)
    /// A statement the database does not understand: a fault of this program.
    case statement(String)

    public enum Constraint: String, Hashable, Sendable { case unique, check, foreignKey, other }
}

extension StoreError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .unavailable(let why): Phrase("store.unavailable", ["why": .text(why)])
        case .absent(let address): Phrase("store.absent", ["store": .text(address)])
        case .busy: Phrase("store.busy")
        case .notSaved(let why): Phrase("store.notSaved", ["why": .text(why)])
        case .unknownCommit(let why): Phrase("store.unknownCommit", ["why": .text(why)])
        case .taken(let place, let holder):
            if let holder {
                Phrase("store.takenBy", place.phraseValues.merging(["by": .text(holder)]) { $1 })
            } else {
                Phrase("store.taken", place.phraseValues)
            }
        case .noSuchUnit(let place): Phrase("store.noSuchUnit", place.phraseValues)
        case .icuFull(let day): Phrase("store.icuFull", ["day": .day(day)])
        case .changed(let table, let key, let author, let at):
            Phrase(
                "store.changed",
                [
                    "what": .text("\(table) \(key)"), "by": .text(author),
                    "at": .instant(at),
                ])
        case .missing(let table, let key):
            Phrase("store.missing", ["what": .text("\(table) \(key)")])
        case .exists(let table, let key):
            Phrase("store.exists", ["what": .text("\(table) \(key)")])
        case .newer(let version, let known):
            Phrase("store.newer", ["version": .count(version), "known": .count(known)])
        case .notAStore(let path): Phrase("store.notAStore", ["path": .text(path)])
        case .networkFileSystem(let path): Phrase("store.network", ["path": .text(path)])
        case .damaged(let table, let column, let value):
            Phrase(
                "store.damaged",
                ["table": .text(table), "column": .count(column), "value": .text(value)])
        case .constraint(let kind, let name):
            Phrase("store.constraint", ["kind": .text(kind.rawValue), "name": .text(name)])
        case .collision: Phrase("store.busy")
        case .refused(let phrase): phrase
        case .statement(let message): Phrase("store.statement", ["message": .text(message)])
        }
    }

    /// True when nothing is known to be wrong with what was asked, only with the store.
    public var isUnavailability: Bool {
        switch self {
        case .unavailable, .absent, .busy, .collision, .notSaved, .unknownCommit, .newer,
            .notAStore, .networkFileSystem:
            true
        default: false
        }
    }
}

extension UnitDay {
    fileprivate var phraseValues: [String: Phrase.Value] {
        ["resource": .resource(resource), "day": .day(day), "unit": .count(unit)]
    }
}
