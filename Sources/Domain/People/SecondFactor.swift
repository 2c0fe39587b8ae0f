/// What becomes of the second factor when a password is set.
public enum SecondFactor: Sendable {
    case keep, remove
    case set([UInt8])
}
