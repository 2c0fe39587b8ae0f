public import Application
public import Domain
public import Terminal

/// What can happen to the screens.
public enum Message: Equatable, Sendable {
    case key(Key)
    case resized(Size)
    /// The clock moved on. The screens read no clock themselves.
    case tick(Instant)
    case loaded(Live)
    /// What a screen asked for, or why it cannot be had.
    case answer(Answer)
    /// How far the long work is.
    case progress(Double?, Phrase?)
    /// The store is open: who sits here by an earlier log-in, and whether it is a demo.
    /// It cannot be opened; it is tried again.
    case unopened(Phrase)
    case opened(Operator?, isDemonstration: Bool)
    /// The store answers, or does no longer.
    case link(Link)
    /// Something asked for was done, and this is to be said about it.
    case done(Phrase)
    case refused(Phrase)
    /// A deed that two people carry out, and one has come.
    case secondMissing(AnyDeed)
    case signedIn(Operator)
    case signInRefused(Phrase)
    /// The password was right, and this person has a second factor.
    case signInNeedsCode
    /// No shell could bring the program back.
    case cannotSuspend
}

/// Who sits at the terminal.
public struct Operator: Equatable, Sendable {
    public let id: String
    public let name: String
    public let role: Phrase

    public init(id: String, name: String, role: Phrase) {
        (self.id, self.name, self.role) = (id, name, role)
    }
}

/// Whether what the screen shows is what the store holds.
public enum Link: Equatable, Sendable {
    /// Nothing is known yet.
    case opening
    case live
    case lost(since: Instant)
    /// A demo store: nothing in it is a patient.
    case demo
}

/// What the store holds, as the screens show it. One value, so that no screen shows half of a
/// change.
public struct Live: Equatable, Sendable {
    public var board: [BoardRow]
    public var patients: [PatientRow]
    public var resources: [ResourceName] {
        didSet { resourceNames = Self.names(resources) }
    }
    /// How the words of the screens call them.
    public private(set) var resourceNames: [Resource.ID: String]
    public var inbox: [InboxRow]
    public var makerSlots: [MakerSlot]
    /// Everybody who works here.
    public var users: [User]
    /// Counts the changes of the store.
    public var revision: Int
    /// The courses that this change touched, and who made it.
    public var changed: [String: String]

    public struct ResourceName: Equatable, Sendable {
        public let id: String
        public let name: String
        /// The product whose batches begin there.
        public let product: Product.ID?
        /// What takes place there.
        public let activity: Activity.Kind?

        public init(
            id: String, name: String, product: Product.ID? = nil, activity: Activity.Kind? = nil
        ) {
            (self.id, self.name, self.product, self.activity) = (id, name, product, activity)
        }
    }

    public init(
        board: [BoardRow] = [], patients: [PatientRow] = [], resources: [ResourceName] = [],
        inbox: [InboxRow] = [], makerSlots: [MakerSlot] = [], users: [User] = [], revision: Int = 0,
        changed: [String: String] = [:]
    ) {
        (self.makerSlots, self.users) = (makerSlots, users)
        (self.board, self.patients, self.resources) = (board, patients, resources)
        resourceNames = Self.names(resources)
        (self.inbox, self.revision, self.changed) = (inbox, revision, changed)
    }

    private static func names(_ resources: [ResourceName]) -> [Resource.ID: String] {
        Dictionary(
            resources.compactMap { resource in
                (try? Resource.ID(resource.id)).map { ($0, resource.name) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
