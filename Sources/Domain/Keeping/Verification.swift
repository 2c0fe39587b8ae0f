/// What a check of a store finds. The first fault of the chain is named, because everything after
/// it is in doubt; of the rows, every one.
public enum Fault: Hashable, Sendable {
    /// An entry is not there.
    case gap(at: Int64)
    /// An entry is not as it was written.
    case altered(at: Int64)
    /// The end of the journal is gone.
    case cut(after: Int64, expected: Int64)
    /// The journal is whole, but it is not the one of which the anchor was taken.
    case anchor(at: Int64)
    /// A row is not as the journal says.
    case row(table: String, key: String)
    /// A row of which the journal knows is not there.
    case lostRow(table: String, key: String)
    /// A place is held that no booking takes, or taken by a booking and not held.
    case place(UnitDay)
    /// The load of a day of intensive care is not the sum of its shares.
    case load(Day)
}

extension Fault {
    public var phrase: Phrase {
        switch self {
        case .gap(let at): Phrase("verify.gap", ["entry": .count(Int(at))])
        case .altered(let at): Phrase("verify.altered", ["entry": .count(Int(at))])
        case .cut(let after, let expected):
            Phrase(
                "verify.cut", ["entry": .count(Int(after)), "expected": .count(Int(expected))])
        case .anchor(let at): Phrase("verify.anchor", ["entry": .count(Int(at))])
        case .row(let table, let key):
            Phrase("verify.row", ["table": .text(table), "key": .text(key)])
        case .lostRow(let table, let key):
            Phrase("verify.lostRow", ["table": .text(table), "key": .text(key)])
        case .place(let place):
            Phrase(
                "verify.place",
                [
                    "resource": .resource(place.resource), "day": .day(place.day),
                    "unit": .count(place.unit),
                ])
        case .load(let day): Phrase("verify.load", ["day": .day(day)])
        }
    }
}

/// The head of the journal, to be kept outside the store: whoever can rewrite a whole store can
/// rewrite its head, but not a copy that lies elsewhere.
public struct Anchor: Hashable, Sendable {
    public let sequence: Int64
    public let hash: [UInt8]

    public init(sequence: Int64, hash: [UInt8]) { (self.sequence, self.hash) = (sequence, hash) }
}

/// What was checked and what was found.
public struct Verification: Sendable {
    public let entries: Int64
    public let rows: Int
    public let faults: [Fault]

    public init(entries: Int64, rows: Int, faults: [Fault]) {
        (self.entries, self.rows, self.faults) = (entries, rows, faults)
    }
}
