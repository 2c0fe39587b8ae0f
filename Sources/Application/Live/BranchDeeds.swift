public import Domain

/// A what-if copy of the board, empty at first.
public struct NewBranch: Deed {
    public let name: String

    public init(_ name: String) { self.name = name }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().newBranch(name)
        return Phrase("notice.branchMade", ["branch": .text(name)])
    }
}

public struct DropBranch: Deed {
    public let branch: Branch.ID

    public init(_ branch: Branch.ID) { self.branch = branch }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().dropBranch(branch)
        return Phrase("notice.branchDropped", ["branch": .text(branch.text)])
    }
}

/// Everything that a branch plans otherwise is booked.
public struct CommitBranch: Deed {
    public let branch: Branch.ID
    public let language: Language

    public init(_ branch: Branch.ID, language: Language) {
        (self.branch, self.language) = (branch, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let expiry = follower.clock().adding(minutes: HoldSlot.days * 24 * 60)
        let record = try follower.branch(branch)
        let words = Wording(language)
        let tells = try follower.planning().changes(by: record).flatMap { $0.tells(words) }
        let outcome = try follower.office().commitBranch(branch, until: expiry, tells: tells)
        guard case .saved(let bookings, _) = outcome else { return Phrase("notice.repeated") }
        return Phrase(
            "notice.branchCommitted",
            [
                "branch": .text(record.name), "count": .count(bookings.count),
                "tasks": .count(tells.count),
            ])
    }
}
