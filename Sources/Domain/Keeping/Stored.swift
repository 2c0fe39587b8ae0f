/// Something as it was read from a store, with the version that a change of it has to name.
public struct Stored<Kept: Sendable>: Sendable {
    public let record: Kept
    public let version: Int64

    public init(_ record: Kept, version: Int64) { (self.record, self.version) = (record, version) }
}

/// What an act has led to.
public enum Outcome<Value> {
    /// Saved now, as this journal entry.
    case saved(Value, sequence: Int64)
    /// The same key had been carried out before; nothing was done again.
    case repeated(sequence: Int64)

    public var sequence: Int64 {
        switch self {
        case .saved(_, let sequence), .repeated(let sequence): sequence
        }
    }

    public func map<Other>(_ change: (Value) -> Other) -> Outcome<Other> {
        switch self {
        case .saved(let value, let sequence): .saved(change(value), sequence: sequence)
        case .repeated(let sequence): .repeated(sequence: sequence)
        }
    }
}
