/// What a person does in the centre, and with it what the person may do in the program.
public enum Role: String, CaseIterable, Sendable {
    case coordinator, physician, apheresis, processing, ward, icu, manager, administrator
}

/// Somebody who logs in.
public struct User: Equatable, Sendable {
    public typealias ID = Identifier<User>

    public let id: ID
    /// The name that others see beside a change.
    public var name: String
    public var roles: Set<Role>
    public var isActive: Bool
    /// Said to the program in this language, whatever the machine's.
    public var prefersJapanese: Bool

    public init(
        id: ID, name: String, roles: Set<Role>, isActive: Bool = true, prefersJapanese: Bool = true
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.isActive = isActive
        self.prefersJapanese = prefersJapanese
    }
}
