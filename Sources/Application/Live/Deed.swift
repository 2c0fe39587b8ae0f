public import Domain

/// A change that a screen asks for.
///
/// A value, so that what a key leads to can be compared; a type of its own, so that a new deed is
/// one new file.
public protocol Deed: Equatable, Sendable {
    /// Carries it out in the name of whoever sits there; the phrase says what was done.
    func perform(with follower: Follower) throws(StoreError) -> Phrase
    /// The row of the table of rights under which it works, where it can be told beforehand.
    var act: Act? { get }
    /// The same on something else; nil where it makes no sense there.
    func again(on target: RepeatTarget) -> (any Deed)?
}

extension Deed {
    public var act: Act? { nil }
    public func again(on target: RepeatTarget) -> (any Deed)? { nil }

    public func isSame(as other: any Deed) -> Bool { other as? Self == self }
}
