public import Domain

/// The secrets of one user, and what was tried with them.
///
/// The journal keeps their digest; failures and used steps stand outside of it, because a wrong
/// password changes nothing that anybody could build on.
public struct Credential: Sendable {
    public let passwordHash: String
    /// Nil where no second factor is set.
    public let secondFactor: [UInt8]?
    public let failures: Int64
    /// In milliseconds of UTC.
    public let lastFailure: Int64
    /// The step of the last code that was used.
    public let lastStep: Int64
}

extension Reading {
    public func credential(of user: User.ID) throws(StoreError) -> Credential? {
        let found = try rows(
            "SELECT password, totp, failures, last_failure, last_totp FROM credential"
                + " WHERE user_id = $1", [.text(user.text)])
        guard let row = found.first else { return nil }
        var key: [UInt8]?
        if case .null = row.values[1] {} else { key = try row.blob(1) }
        return Credential(
            passwordHash: try row.text(0), secondFactor: key, failures: try row.int(2),
            lastFailure: try row.optionalInt(3) ?? 0, lastStep: try row.int(4))
    }

    /// How many people could log in.
    public func countWithCredential() throws(StoreError) -> Int {
        try count(
            User.table, where: "is_active = 1 AND id IN (SELECT user_id FROM credential)")
    }
}

extension Transaction {
    public func noteLogIn(_ user: User.ID, step: Int64) throws(StoreError) {
        try connection.noteLogIn(user, step: step)
    }
}

extension Store {
    /// - Parameter step: of the code that was used up.
    public func noteLogIn(_ user: User.ID, step: Int64) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            try connection.noteLogIn(user, step: step)
        }
    }

    public func noteFailedLogIn(_ user: User.ID, at now: Instant) throws(StoreError) {
        try connection.exclusively { () throws(StoreError) in
            _ = try connection.run(
                "UPDATE credential SET failures = failures + 1, last_failure = $1"
                    + " WHERE user_id = $2",
                [.int(now.utcMilliseconds), .text(user.text)])
        }
    }
}

extension Connection {
    fileprivate func noteLogIn(_ user: User.ID, step: Int64) throws(StoreError) {
        try run(
            "UPDATE credential SET failures = 0, last_totp = $1 WHERE user_id = $2",
            [.int(step), .text(user.text)])
    }
}
