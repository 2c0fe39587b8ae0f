public import Domain

extension Reading {
    /// Notices that nobody has acknowledged, the oldest first.
    public func openNotices() throws(StoreError) -> [Stored<Notice>] {
        try all(Notice.self, where: "acknowledged IS NULL ORDER BY asked, id")
    }

    /// Those who work here and have a role, in their order.
    public func roster(_ role: Role) throws(StoreError) -> [User.ID] {
        try all(User.self, where: "is_active = 1 ORDER BY id").map(\.record)
            .filter { $0.roles.contains(role) }.map(\.id)
    }

    /// How many messages nobody could apply.
    public func quarantineCount() throws(StoreError) -> Int {
        try rows("SELECT count(*) FROM inbound_message WHERE state = 'quarantined'").first?
            .whole(0) ?? 0
    }

    /// Days by which kept models are to be looked at again.
    public func modelReviews() throws(StoreError) -> [(name: String, day: Day)] {
        try rows(
            "SELECT id, model_version, review_on FROM model WHERE review_on IS NOT NULL"
                + " ORDER BY review_on, id"
        ).map { row throws(StoreError) in
            ("\(try row.text(0)) \(try row.text(1))", try row.day(2))
        }
    }
}
