import Domain
import Store

/// Where people log in and out of a store.
enum Reception {
    /// How long a session lasts without being used again.
    static let sessionMinutes = 12 * 60

    /// Kinds of stores that ask for no password. They say so on every screen.
    static func isDemonstration(_ store: Store) throws(StoreError) -> Bool {
        let kind = try store.meta("kind")
        return kind == "demo" || kind == "test"
    }

    /// A right password came without the code of the second factor: the caller asks for it.
    static let codeMissing = StoreError.refused(Phrase("login.codeMissing"))

    /// Logs in with a password, and a code where the user has a second factor.
    ///
    /// An unknown name, a wrong password and a wrong code are refused with the same words after
    /// the same work; only who knows the password learns that a code belongs to it. Failures
    /// make the next try wait longer; nobody is locked out for good, because a locked-out ward
    /// at night is a danger of its own.
    static func logIn(
        _ store: Store, _ given: Credentials, now: Instant, place: String, key: String,
        token: String
    ) throws(StoreError) -> Person {
        let (user, step) = try prove(store, given, now: now)
        let session = SessionRecord(
            tokenDigest: digest(token), user: user.id, started: now,
            expires: now.adding(minutes: sessionMinutes), place: place)
        let draft = EntryDraft(
            at: now, author: user.id.text, act: Act.logIn.rawValue, source: place, key: key)
        _ = try store.write(draft) { act throws(StoreError) in
            try act.insert(session)
            try act.noteLogIn(user.id, step: step)
        }
        return Person(user: user, proof: .session(session.tokenDigest))
    }

    /// Whether somebody is who they say, without a session: for one act beside another person.
    static func confirm(
        _ store: Store, _ given: Credentials, now: Instant
    ) throws(StoreError) -> User {
        let (user, step) = try prove(store, given, now: now)
        try store.noteLogIn(user.id, step: step)
        return user
    }

    /// - Returns: the user, and the step of the code, which is used up by what follows.
    private static func prove(
        _ store: Store, _ given: Credentials, now: Instant
    ) throws(StoreError) -> (User, step: Int64) {
        let known = try store.read { view throws(StoreError) in
            let user = try view.all(.users(called: given.user)).first?.record
            let secret = try user.map { user throws(StoreError) in
                try view.credential(of: user.id)
            }
            return (user, secret ?? nil)
        }
        let failures = known.1?.failures ?? 0
        if failures >= 3 {
            let wait = min(Int64(1) << min(failures - 3, 6), 60)
            let passed = (now.utcMilliseconds - (known.1?.lastFailure ?? 0)) / 1000
            if passed < wait {
                throw .refused(Phrase("login.wait", ["seconds": .count(Int(wait - passed))]))
            }
        }
        let hash = known.1?.passwordHash ?? Secrets.decoy
        let isRight = Secrets.matches(given.password, hash)
        if isRight, given.code == nil, known.0?.isActive == true, known.1?.secondFactor != nil {
            throw codeMissing
        }
        let step = usedStep(known.1, given.code, now)
        guard isRight, let user = known.0, user.isActive, known.1 != nil, let step else {
            if let user = known.0 { try store.noteFailedLogIn(user.id, at: now) }
            throw .refused(Phrase("login.refused"))
        }
        return (user, step)
    }

    /// - Returns: 0 where no second factor is set, the step of a right code that was not used
    ///   before, and nil for a wrong one.
    private static func usedStep(
        _ secret: Credential?, _ code: String?, _ now: Instant
    ) -> Int64? {
        guard let secret, let key = secret.secondFactor else { return 0 }
        guard let code,
            let step = OneTimeCode.step(
                of: code, secret: key, atSecond: now.utcMilliseconds / 1000),
            step > secret.lastStep
        else { return nil }
        return step
    }

    /// The person of a token, or nil where the session has ended or run out.
    static func person(
        _ store: Store, token: String, now: Instant
    ) throws(StoreError) -> Person? {
        let tokenDigest = digest(token)
        return try store.read { view throws(StoreError) in
            guard let session = try view.get(SessionRecord.self, [.text(tokenDigest)])?.record,
                session.ended == nil, session.expires > now,
                let user = try view.get(User.self, [.text(session.user.text)])?.record,
                user.isActive
            else { return nil }
            return Person(user: user, proof: .session(tokenDigest))
        }
    }

    /// Somebody of a demo or test store, by name.
    static func demonstrator(
        _ store: Store, _ name: String?
    ) throws(StoreError) -> Person? {
        guard try isDemonstration(store) else { return nil }
        return try store.read { view throws(StoreError) in
            let users = try view.all(.activeUsers).map(\.record)
            let user =
                name.map { name in
                    users.first { $0.id.text == name || $0.name == name }
                } ?? users.first { $0.roles.contains(.coordinator) }
            if let name, user == nil {
                throw .refused(Phrase("login.noSuchUser", ["user": .text(name)]))
            }
            return user.map { Person(user: $0, proof: .demonstration) }
        }
    }

    static func digest(_ token: String) -> String { SHA256.hexadecimal(Array(token.utf8)) }
}
