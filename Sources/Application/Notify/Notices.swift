public import Domain
import Store

/// Calling somebody about a matter until somebody says that they know.
///
/// What is called with is the site's own command. It is given the notice, the person and the kind
/// of matter, and nothing about any patient: where it leads is not under our roof.
extension Office {
    /// Calls the next on the roster about a matter: who has been called stays in the record.
    ///
    /// - Parameter role: whose matter it is; the roster are the people who have that role.
    public func escalate(
        _ matter: String, role: Role, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Notice.ID> {
        guard !matter.isEmpty, matter.utf8.count <= 120 else {
            throw .refused(Phrase("matter.unknown", ["matter": .text(matter)]))
        }
        let (now, own) = (now, person.user.id)
        return try perform(.escalateMatter, order) { act throws(StoreError) in
            let roster = try act.roster(role)
            guard !roster.isEmpty else {
                throw .refused(Phrase("notice.nobody", ["role": .phrase(role.phrase)]))
            }
            if let stored = try act.openNotices().first(where: { $0.record.matter == matter }) {
                var notice = stored.record
                guard let next = notice.next(of: roster) else { return notice.id }
                notice.before.append(notice.to)
                (notice.to, notice.attempts, notice.last) = (next, 0, nil)
                try act.update(notice, expecting: stored.version)
                return notice.id
            }
            // Whoever asks for help is not the help.
            let first = roster.first { $0 != own } ?? roster[0]
            let id: Notice.ID = try act.nextID("S", "notice")
            try act.insert(Notice(id: id, matter: matter, role: role, to: first, asked: now))
            return id
        }
    }

    public func acknowledge(
        _ id: Notice.ID, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<Notice.ID> {
        let (now, user) = (now, person.user.id)
        return try perform(.acknowledgeNotice, order) { act throws(StoreError) in
            let stored = try act.need(Notice.self, id.text)
            var notice = stored.record
            if let by = notice.acknowledgedBy {
                throw .refused(
                    Phrase("notice.known", ["notice": .text(id.text), "user": .text(by.text)]))
            }
            // A rise is answered where it stands, by whoever may answer it: the call ends with it.
            if let rise = notice.escalation, try act.isOpen(rise) {
                throw .refused(
                    Phrase(
                        "notice.answerTheRise",
                        ["notice": .text(id.text), "escalation": .text(rise.text)]))
            }
            (notice.acknowledged, notice.acknowledgedBy) = (now, user)
            try act.update(notice, expecting: stored.version)
            return id
        }
    }

    /// Every rise that waits for an answer is called for by a notice, so that there is one record
    /// of who was called when, and one way of calling again.
    private func callForRises() throws(StoreError) {
        let (now, role) = (now, Role.physician)
        let isMissing = try look(.readSchedule) { view throws(StoreError) in
            try !view.uncalledRises().isEmpty
        }
        guard isMissing else { return }
        _ = try perform(.callNotices) { act throws(StoreError) in
            let roster = try act.roster(role)
            guard let first = roster.first else { return }
            for rise in try act.uncalledRises() {
                let id: Notice.ID = try act.nextID("S", "notice")
                try act.insert(
                    Notice(
                        id: id, matter: Notice.matter(of: rise), role: role, to: first, asked: now))
            }
        }
    }

    /// Notices that nobody has acknowledged, the oldest first.
    public func openNotices() throws(StoreError) -> [Notice] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.openNotices().map(\.record)
        }
    }

    /// Calls everybody who is due, and goes on to the next on the roster where somebody does not
    /// answer.
    ///
    /// - Parameters:
    ///   - rhythm: how often one is called, and after how many calls the next one is.
    ///   - call: true when the site's command took the call. It is asked outside the transaction:
    ///     a slow pager must not hold up the store.
    public func callDue(
        _ rhythm: NoticeRhythm, _ call: (Notice) -> Bool
    ) throws(StoreError) -> [NoticeCall] {
        try demand(.callNotices)
        try callForRises()
        var calls: [NoticeCall] = []
        for notice in try openNotices() where notice.isDue(at: now, every: rhythm.minutes) {
            var due = notice
            if due.attempts >= rhythm.attempts {
                let role = due.role
                let roster = try look(.readSchedule) { view throws(StoreError) in
                    try view.roster(role)
                }
                if let next = due.next(of: roster), next != due.to {
                    due.before.append(due.to)
                    (due.to, due.attempts) = (next, 0)
                }
            }
            let wasTaken = call(due)
            calls.append(NoticeCall(notice: due, wasTaken: wasTaken))
            let now = now
            _ = try perform(.callNotices) { act throws(StoreError) in
                let stored = try act.need(Notice.self, due.id.text)
                // Somebody may have acknowledged it while it rang.
                guard stored.record.acknowledged == nil else { return }
                var called = due
                (called.attempts, called.last) = (due.attempts + 1, now)
                try act.update(called, expecting: stored.version)
            }
        }
        return calls
    }
}

public struct NoticeRhythm: Equatable, Sendable {
    public let minutes: Int
    public let attempts: Int

    public init(minutes: Int, attempts: Int) { (self.minutes, self.attempts) = (minutes, attempts) }
}

public struct NoticeCall: Equatable, Sendable {
    public let notice: Notice
    public let wasTaken: Bool

    public init(notice: Notice, wasTaken: Bool) {
        (self.notice, self.wasTaken) = (notice, wasTaken)
    }
}

extension Notice {
    private static let rise = "escalation "

    /// As the Inbox names it.
    static func matter(of escalation: Escalation.ID) -> String { rise + escalation.text }

    /// The rise that it calls for, where it calls for one.
    var escalation: Escalation.ID? {
        guard matter.hasPrefix(Self.rise) else { return nil }
        return try? Escalation.ID(String(matter.dropFirst(Self.rise.count)))
    }
}

extension Reading {
    fileprivate func isOpen(_ escalation: Escalation.ID) throws(StoreError) -> Bool {
        try get(Escalation.self, [.text(escalation.text)])?.record.state == .open
    }

    /// Rises that nobody has been called for.
    fileprivate func uncalledRises() throws(StoreError) -> [Escalation.ID] {
        let called = Set(try openNotices().map(\.record.matter))
        return try openEscalations().map(\.record.id)
            .filter { !called.contains(Notice.matter(of: $0)) }
    }
}

extension Transaction {
    /// The rise has its answer, or was an error: nobody is called for it any more.
    func endCalls(for escalation: Escalation.ID, by user: User.ID) throws(StoreError) {
        let matter = Notice.matter(of: escalation)
        for stored in try openNotices() where stored.record.matter == matter {
            var notice = stored.record
            (notice.acknowledged, notice.acknowledgedBy) = (draft.at, user)
            try update(notice, expecting: stored.version)
        }
    }
}
