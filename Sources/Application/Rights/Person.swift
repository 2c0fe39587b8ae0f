public import Domain

/// Somebody at a terminal: a user, and how we know.
public struct Person: Equatable, Sendable {
    public enum Proof: Equatable, Sendable {
        /// A session that the store knows, by the digest of its token.
        case session(String)
        /// A demo or test store asks for no password and says so.
        case demonstration
        /// Nobody has logged in.
        case none
    }

    public let user: User
    public let proof: Proof

    public init(user: User, proof: Proof) { (self.user, self.proof) = (user, proof) }

    /// Somebody who has not logged in.
    public static let nobody = Person(
        user: User(
            id: User.ID(prefix: "U", number: 0), name: "–", roles: [], isActive: false),
        proof: .none)
}
