public import Domain
import Store

extension Office {
    public func add(
        _ user: User, password: String?, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let secret: String? = if let password { try Self.checked(password) } else { nil }
        return try perform(.addUser, order) { act throws(StoreError) in
            try act.insert(user)
            if let secret {
                try act.setCredential(user.id, password: secret, secondFactor: .remove)
            }
        }.sequence
    }

    public func change(
        _ user: User, expecting version: Int64?, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.changeUser, order) { act throws(StoreError) in
            try act.update(user, expecting: version)
            // Somebody must stay who can let others in.
            let administrators = try act.all(.activeUsers)
            guard administrators.contains(where: { $0.record.roles.contains(.administrator) })
            else { throw .refused(Phrase("users.lastAdministrator")) }
        }.sequence
    }

    /// One's own password; an administrator sets anybody's.
    public func setPassword(
        of user: User.ID, _ password: String, secondFactor: SecondFactor
    ) throws(StoreError) -> Int64 {
        guard user == person.user.id || person.user.roles.contains(.administrator) else {
            throw .refused(Phrase("users.notYours"))
        }
        let secret = try Self.checked(password)
        return try perform(.setPassword) { act throws(StoreError) in
            _ = try act.need(User.self, user.text)
            try act.setCredential(user, password: secret, secondFactor: secondFactor)
        }.sequence
    }

    public func logOut() throws(StoreError) {
        guard case .session(let digest) = person.proof else { return }
        let now = now
        _ = try perform(.logOut) { act throws(StoreError) in
            let stored = try act.need(SessionRecord.self, digest)
            var session = stored.record
            session.ended = now
            try act.update(session, expecting: stored.version)
        }
    }

    public static func checked(_ password: String) throws(StoreError) -> String {
        guard password.count >= Secrets.shortestPassword else {
            throw .refused(
                Phrase("users.shortPassword", ["least": .count(Secrets.shortestPassword)]))
        }
        guard let hash = Secrets.hash(password) else {
            throw .refused(Phrase("users.noMemory"))
        }
        return hash
    }
}
