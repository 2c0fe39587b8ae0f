public import Domain
import Glibc
import Store

/// An opened store, before anybody acts in it: who is there, who may come in, what kind it is.
///
/// A class, because it owns the connection of the store.
public final class Premises {
    public let address: String
    /// A demo or test store: it asks for no password, takes `--now`, and says so.
    public let isDemonstration: Bool
    let store: Store

    public init(opening address: String) throws(StoreError) {
        self.address = address
        store = try Store.open(address, SchemaFiles.migrations)
        store.follower = BookingFeed.tell
        isDemonstration = try Reception.isDemonstration(store)
    }

    /// True where opening could only fail because nothing was ever made there; a server is asked
    /// when it is opened.
    public static func isAbsent(_ address: String) -> Bool {
        !Store.isPostgreSQL(address) && access(address, F_OK) != 0
    }

    init(_ store: Store) throws(StoreError) {
        address = store.address
        self.store = store
        isDemonstration = try Reception.isDemonstration(store)
    }

    /// Who acts: somebody of the demonstration by name, or the person of a session.
    public func person(
        named name: String?, token: String?, now: Instant
    ) throws(StoreError) -> Person {
        if let demonstrator = try Reception.demonstrator(store, name) { return demonstrator }
        guard let token else { return .nobody }
        return try Reception.person(store, token: token, now: now) ?? .nobody
    }

    public func logIn(
        user: String, password: String, code: String?, now: Instant, place: String,
        token: String
    ) throws(StoreError) -> Person {
        try Reception.logIn(
            store, Credentials(user: user, password: password, code: code), now: now,
            place: place, key: "login-\(Secrets.token(bytes: 12))", token: token)
    }

    /// The office of a person.
    public func office(
        for person: Person, source: String, beside: Credentials? = nil,
        clock: @escaping () -> Instant
    ) -> Office {
        Office(
            store: store, person: person, source: source,
            keys: KeySource { "k-\(Secrets.token(bytes: 12))" }, beside: beside, clock: clock)
    }
}

/// Waking up when others have written.
extension Premises {
    /// A descriptor that becomes readable when the store was written; nil where only asking helps.
    public var changeDescriptor: Int32? { store.connection.changeDescriptor }

    /// True if another terminal or program has committed since the last call.
    public func hasForeignChange() throws(StoreError) -> Bool {
        try store.connection.hasForeignChange()
    }

    /// Makes the connection anew after it was lost.
    public func reconnect() throws(StoreError) { try store.connection.reconnect() }
}
