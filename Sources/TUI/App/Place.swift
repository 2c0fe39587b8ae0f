public import Domain

/// Where somebody is. Numbers are fixed: a key means the same in every version.
public struct Place: Hashable, Sendable {
    public let id: String
    /// The key of it in the bar; nil for a page that is opened from another screen.
    public let number: Int?

    public init(_ id: String, number: Int? = nil) { (self.id, self.number) = (id, number) }

    public var name: Phrase { Phrase("screen.\(id)") }
    /// Going there.
    public var action: Action { Action(id, number.map { String($0) } ?? "") }

    public static let board = Place("board", number: 1)
    public static let patients = Place("patients", number: 2)
    public static let slots = Place("slots", number: 3)
    public static let inbox = Place("inbox", number: 7)
}

/// What one screen asks another to show.
public enum Subject: Equatable, Sendable {
    case course(String)
    case patient(String)
    case slot(resource: String, Day)
    /// Anything else, by its identifier.
    case thing(String)
}
