public import Domain

/// A change that a screen asks for.
///
/// A value, so that what a key leads to can be compared; a type of its own, so that a new deed is
/// one new file.
public protocol Deed: Equatable, Sendable {
    /// Carries it out in the name of whoever sits there; the phrase says what was done.
    func perform(with follower: Follower) throws(StoreError) -> Phrase
}

extension Deed {
    public func isSame(as other: any Deed) -> Bool { other as? Self == self }
}
