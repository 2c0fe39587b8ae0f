public import Domain
import Glibc
import Store

extension Office {
    /// Copies the store to a file while others go on working, and says so in the journal first,
    /// so that the copy holds the entry too.
    public func backUp(to path: String) throws(StoreError) -> Int64 {
        let outcome = try perform(.backUpStore) { _ in }
        try store.backUp(to: path, SchemaFiles.migrations)
        return outcome.sequence
    }
}

/// Bringing a copy back.
public enum Restoring {
    /// What a copy holds, found out in a copy of the copy.
    public struct Trial: Sendable {
        public let verification: Verification
        /// It is a real store in which at least two people can log in. Where only one can, that
        /// one is enough: after a fire nobody else may be left in the copy.
        public let asksTwoPeople: Bool
    }

    /// The two who bring a copy back; the copy itself knows them.
    public struct People: Sendable {
        public let first: Credentials
        public let second: Credentials

        public init(first: Credentials, second: Credentials) {
            (self.first, self.second) = (first, second)
        }
    }

    /// Opens a copy of a copy and checks everything in it: a backup that was never tried is a
    /// hope.
    public static func check(_ file: String) throws(StoreError) -> Trial {
        try trying(file) { store throws(StoreError) in
            Trial(verification: try store.verify(), asksTwoPeople: try asksTwoPeople(store))
        }
    }

    /// Puts a checked copy where no store is, and says in its journal who did.
    public static func restore(
        _ file: String, to address: String, by people: People?, now: Instant
    ) throws(StoreError) {
        let known = try trying(file) { store throws(StoreError) in
            try confirm(people, in: store, now: now)
        }
        try put(file, at: address)
        guard let (first, second) = known else { return }
        let store = try Store.open(address, SchemaFiles.migrations)
        let draft = EntryDraft(
            at: now, author: first.text, act: Act.restoreStore.rawValue, source: "cli",
            key: "restore-\(Secrets.token(bytes: 12))")
        _ = try store.write(draft) { act in act.name(second: second) }
    }

    private static func asksTwoPeople(_ store: Store) throws(StoreError) -> Bool {
        guard try !Reception.isDemonstration(store), Act.restoreStore.asksSecondPerson() else {
            return false
        }
        let able = try store.read { view throws(StoreError) in
            try view.countWithCredential()
        }
        return able > 1
    }

    private static func confirm(
        _ people: People?, in store: Store, now: Instant
    ) throws(StoreError) -> (User.ID, User.ID)? {
        guard try asksTwoPeople(store) else { return nil }
        guard let people else {
            throw .refused(
                Phrase("office.secondMissing", ["act": .phrase(Act.restoreStore.phrase)]))
        }
        let first = try Reception.confirm(store, people.first, now: now)
        // Whoever may carry a copy away may bring it back.
        guard Act.backUpStore.isAllowed(to: Person(user: first, proof: .none)) else {
            throw .refused(
                Phrase(
                    "office.notAllowed",
                    [
                        "act": .phrase(Act.restoreStore.phrase), "user": .text(first.name),
                        "roles": .list([.phrase(Role.administrator.phrase)]),
                    ]))
        }
        let second = try Reception.confirm(store, people.second, now: now)
        guard first.id != second.id else { throw .refused(Phrase("users.samePerson")) }
        return (first.id, second.id)
    }

    private static func put(_ file: String, at address: String) throws(StoreError) {
        if Store.isPostgreSQL(address) {
            return try trying(file) { source throws(StoreError) in
                try Store.create(address, SchemaFiles.migrations, meta: [:]).fill(from: source)
            }
        }
        guard access(address, F_OK) != 0 else {
            throw .exists(table: "store", key: address)
        }
        try copy(file, to: address)
    }

    /// Works on a copy of a copy, which is gone afterwards.
    private static func trying<Value>(
        _ file: String, _ body: (Store) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        guard access(file, R_OK) == 0 else { throw .unavailable(file) }
        let trial = "\(file).trial\(getpid())"
        defer { for ending in ["", "-wal", "-shm", "-lock"] { unlink(trial + ending) } }
        try copy(file, to: trial)
        return try body(try Store.open(trial, SchemaFiles.migrations))
    }

    private static func copy(_ file: String, to path: String) throws(StoreError) {
        do throws(FileError) {
            try OutputFile.write(
                try InputFile.read(file, limit: 1 << 36), to: path, replacing: false)
        } catch {
            throw .refused(error.phrase)
        }
    }
}
