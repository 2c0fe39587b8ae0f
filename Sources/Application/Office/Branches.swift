public import Domain
import Store

/// What-if copies of the board: made, played with, committed or dropped.
extension Office {
    public func newBranch(
        _ name: String, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Branch.ID> {
        guard !name.allSatisfy(\.isWhitespace), name.count <= 60 else {
            throw .refused(Phrase("branch.name"))
        }
        let (now, author) = (now, person.user.id)
        return try perform(.changeBranch, order) { act throws(StoreError) in
            let id: Branch.ID = try act.nextID("W", "branch")
            try act.insert(Branch(id: id, name: name, author: author, at: now))
            return id
        }
    }

    /// Plans courses otherwise in a branch; nobody's booking moves.
    public func plan(
        _ items: [Branch.Item], seen: [Booking.ID: Int64], in id: Branch.ID,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Branch.ID> {
        try perform(.changeBranch, order) { act throws(StoreError) in
            let stored = try act.need(Branch.self, id.text)
            var branch = stored.record
            for item in items {
                try act.requireRunning(item.plan.course)
                // What was made in the branch itself has no version that a commit could check.
                branch.take(item, seen: seen.filter { $0.value > 0 })
            }
            try act.update(branch, expecting: stored.version)
            return id
        }
    }

    public func dropBranch(
        _ id: Branch.ID, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Branch.ID> {
        try perform(.changeBranch, order) { act throws(StoreError) in
            let stored = try act.need(Branch.self, id.text)
            try act.delete(Branch.self, [.text(id.text)], expecting: stored.version)
            return id
        }
    }

    /// Books everything that a branch plans otherwise, in one act, and does away with it. Where a
    /// booking has changed since somebody looked, nothing is booked and the branch stays.
    public func commitBranch(
        _ id: Branch.ID, until expiry: Instant, tells: [TellTask] = [], _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Booking.ID]> {
        let now = now
        guard expiry > now else {
            throw .refused(Phrase("booking.expiryPassed", ["at": .instant(expiry)]))
        }
        return try perform(.moveBookings, order) { act throws(StoreError) in
            let stored = try act.need(Branch.self, id.text)
            let branch = stored.record
            guard !branch.items.isEmpty else {
                throw .refused(Phrase("branch.empty", ["branch": .text(branch.name)]))
            }
            let booked = try act.settle(
                ChosenPlans(branch.items, seen: branch.seen, until: expiry))
            try act.insert(tells, at: now)
            try act.delete(Branch.self, [.text(id.text)], expecting: stored.version)
            return booked
        }
    }

    public func branches() throws(StoreError) -> [Branch] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.all(Branch.self).map(\.record).sorted { $0.id < $1.id }
        }
    }

    public func branch(_ id: Branch.ID) throws(StoreError) -> Branch {
        try look(.readSchedule) { view throws(StoreError) in
            try view.need(Branch.self, id.text).record
        }
    }
}

extension Transaction {
    /// The tasks of those who have to hear of what the act does.
    func insert(_ tells: [TellTask], at now: Instant) throws(StoreError) {
        for tell in tells {
            try insert(
                CareTask(
                    id: try nextID("T", "task"), course: tell.course, what: tell.what,
                    due: now.adding(minutes: tell.minutes), role: tell.role))
        }
    }
}
