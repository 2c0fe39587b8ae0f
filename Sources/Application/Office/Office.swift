public import Domain
import Store

/// Where a person's acts reach the store: every use case of the program is a method of it, in
/// the files beside this one.
///
/// An office belongs to one thread, like the store it holds; that is why it is a class.
public final class Office {
    let store: Store
    public let person: Person
    private let clock: () -> Instant
    private let source: String
    /// Makes idempotency keys; each act takes the next.
    private let keys: KeySource
    /// Who came to stand beside the person, for the one act that asks for two.
    let beside: Credentials?

    init(
        store: Store, person: Person, source: String, keys: KeySource,
        beside: Credentials? = nil,
        clock: @escaping () -> Instant
    ) {
        self.store = store
        self.person = person
        self.source = source
        self.keys = keys
        self.beside = beside
        self.clock = clock
    }

    public var now: Instant { clock() }

    /// Looks something up for the person.
    func look<Result>(
        _ act: Act, _ body: (Snapshot) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try demand(act)
        return try store.read(body)
    }

    /// Carries out an act in the person's name: the right, then everything in one transaction
    /// with one journal entry.
    func perform<Value>(
        _ act: Act, _ order: Order = Order(), undoes: Int64? = nil,
        milestone: Milestone.Kind? = nil,
        _ body: (Transaction) throws(StoreError) -> Value
    ) throws(StoreError) -> Outcome<Value> {
        try demand(act)
        let second = try self.second(of: act, milestone, order)
        if order.reason.needsWords {
            throw .refused(
                Phrase("office.reasonNeedsWords", ["reason": .phrase(order.reason.kind.phrase)]))
        }
        let draft = EntryDraft(
            at: now, author: person.user.id.text, act: act.rawValue, reason: order.reason,
            source: source, key: order.key ?? keys.next(), undoes: undoes)
        return try store.write(draft) { transaction throws(StoreError) in
            if let second { transaction.name(second: second.user.id) }
            return try body(transaction)
        }
    }

    /// Asks whoever stands there once, and only where the act asks for two.
    private func second(
        of act: Act, _ milestone: Milestone.Kind?, _ order: Order
    ) throws(StoreError) -> SecondPerson? {
        var second = order.second
        if second == nil, let beside, try asksSecondPerson(for: act, milestone) {
            second = try confirmSecondPerson(beside, for: act)
        }
        try demandSecond(act, milestone, second)
        return second
    }

    public func demand(_ act: Act) throws(StoreError) {
        guard !act.isAllowed(to: person) else { return }
        throw .refused(refusal(of: act))
    }

    private func refusal(of act: Act) -> Phrase {
        if person.proof == .none { return Phrase("office.logInFirst") }
        return refusal(of: act, to: person.user)
    }

    func refusal(of act: Act, to user: User) -> Phrase {
        let roles: [Role] =
            if case .roles(let roles) = act.permission {
                roles.sorted { $0.rawValue < $1.rawValue }
            } else { [] }
        return Phrase(
            "office.notAllowed",
            [
                "act": .phrase(act.phrase), "user": .text(user.name),
                "roles": .list(roles.map { .phrase($0.phrase) }),
            ])
    }
}

/// What comes with an act besides its facts.
public struct Order: Sendable {
    public var reason: Reason
    /// Given where the caller may have to ask twice: a form, a message, a script.
    public var key: String?
    /// Who confirms beside the first, where the act asks for two.
    public var second: SecondPerson?

    public init(
        reason: Reason = .routine, key: String? = nil, second: SecondPerson? = nil
    ) {
        (self.reason, self.key, self.second) = (reason, key, second)
    }
}

/// Keys that no other process makes.
public final class KeySource: Sendable {
    // A class, because the office and its tests draw from the same source.
    private let make: @Sendable () -> String

    public init(_ make: @escaping @Sendable () -> String) { self.make = make }

    public func next() -> String { make() }
}
