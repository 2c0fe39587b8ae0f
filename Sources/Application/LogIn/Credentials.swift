/// What somebody types to prove who they are.
public struct Credentials: Equatable, Sendable {
    /// The identifier or the name.
    public let user: String
    public let password: String
    /// Of the second factor, where there is one.
    public let code: String?

    public init(user: String, password: String, code: String? = nil) {
        (self.user, self.password, self.code) = (user, password, code)
    }
}
