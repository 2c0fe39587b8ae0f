public import Domain

/// Somebody may work here, or no longer.
public struct SwitchUser: Deed {
    public let user: String

    public init(_ user: String) { self.user = user }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let office = try follower.office()
        let stored = try office.user(user)
        var changed = stored.record
        changed.isActive.toggle()
        _ = try office.change(changed, expecting: stored.version, Order())
        return Phrase(
            changed.isActive ? "users.switchedOn" : "users.switchedOff", ["user": .text(user)])
    }
}

public struct AddUser: Deed {
    public let user: User
    /// Empty for a user who is to get one later.
    public let password: String

    public init(_ user: User, password: String) { (self.user, self.password) = (user, password) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().add(
            user, password: password.isEmpty ? nil : password, Order())
        return Phrase("users.added", ["user": .text(user.id.text)])
    }
}

/// Takes a rule over in the name of the physician who sits there.
public struct ApproveRule: Deed {
    public let row: String
    public let language: Language

    public init(_ row: String, _ language: Language) { (self.row, self.language) = (row, language) }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let desk = try AdminDesk(follower, language)
        let rule = AdminDesk.rule(of: row)
        let entry = try desk.office.approve([rule], under: desk.clinicalDesk())
        return Phrase(
            "rules.approved",
            [
                "rules": .list([.text(rule)]), "by": .text(desk.office.person.user.name),
                "entry": .count(Int(entry)),
            ])
    }
}

public struct BackUp: Deed {
    public let file: String

    public init(_ file: String) { self.file = file }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().backUp(to: file)
        return Phrase("backup.done", ["file": .text(file)])
    }
}

/// Is everything in the store as the journal says?
public struct VerifyWork: Work {
    public init() {}

    public struct Reply: Equatable, Sendable {
        public let entries: Int
        public let rows: Int
        public let faults: [Phrase]
    }

    public struct Material: Sendable {
        let address: String
        let person: Person
        let now: Instant
    }

    public var title: Phrase { Phrase("admin.verifying") }

    public func material(with follower: Follower) throws(StoreError) -> Material {
        let office = try follower.office()
        try office.demand(.verifyStore)
        return Material(address: follower.address, person: office.person, now: office.now)
    }

    /// On a connection of its own, so that nobody waits for it.
    public func reply(
        from material: Material, _ progress: WorkProgress
    ) throws(StoreError) -> Reply {
        let office = try Premises(opening: material.address).office(
            for: material.person, source: "screens", clock: { material.now })
        let total = try office.anchor().anchor.sequence
        var told: Int64 = 0
        let found = try office.verify(against: nil) { entries throws(StoreError) in
            if progress.isCancelled { throw .refused(Phrase("verify.stopped")) }
            guard entries - told >= 10_000 else { return }
            told = entries
            progress.report(
                total > 0 ? Double(entries) / Double(total) : nil,
                Phrase("verify.progress", ["n": .count(Int(entries))]))
        }
        return Reply(
            entries: Int(found.entries), rows: found.rows, faults: found.faults.map(\.phrase))
    }
}
