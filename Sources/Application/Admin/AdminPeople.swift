import Domain

/// Users, and what the journal says of them.
extension AdminDesk {
    func users() throws(StoreError) -> AdminSheet {
        AdminSheet(
            heads: ["user", "name", "roles", "active"],
            rows: try office.users().map(\.record).map { user in
                AdminSheet.Row(
                    user.id.text,
                    [
                        .init(user.id.text), .init(user.name), .init(roles(user)),
                        .init(words(user.isActive ? "users.active" : "users.inactive")),
                    ])
            })
    }

    private func roles(_ user: User) -> String {
        words.list(user.roles.sorted { $0.rawValue < $1.rawValue }.map { words($0.phrase) })
    }

    func userPage(_ id: String) throws(StoreError) -> [String] {
        let user = try office.user(id).record
        let facts = [
            line("user", user.id.text), line("name", user.name), line("roles", roles(user)),
            line("active", words(user.isActive ? "users.active" : "users.inactive")), "",
            words("admin.lastActs"),
        ]
        return facts + (try office.journal(last: 20, author: id).reversed().map { summary($0) })
    }

    // MARK: The journal

    func journal() throws(StoreError) -> AdminSheet {
        AdminSheet(
            heads: ["entry", "at", "author", "act", "reason", "source"],
            rows: try office.journal(last: 1000, author: nil).reversed().map { entry in
                AdminSheet.Row(
                    String(entry.sequence),
                    [
                        .count(Int(entry.sequence)), .init(words.instant(entry.at)),
                        .init(people(entry)), .init(act(entry)),
                        .init(words(entry.reason.kind.phrase)), .init(entry.source),
                    ])
            })
    }

    private func people(_ entry: JournalLine) -> String {
        entry.second.map { "\(entry.author) + \($0)" } ?? entry.author
    }

    private func act(_ entry: JournalLine) -> String {
        entry.actPhrase.map { words($0) } ?? entry.act
    }

    private func summary(_ entry: JournalLine) -> String {
        "\(entry.sequence)  \(words.instant(entry.at))  \(act(entry))"
    }

    /// Every row that the entry changed, before and after.
    func entryPage(_ id: String) throws(StoreError) -> [String] {
        guard let number = Int64(id) else {
            throw .refused(Phrase("journal.badNumber", ["text": .text(id)]))
        }
        let entry = try office.journalLine(number)
        var lines = [
            summary(entry), line("author", people(entry)),
            line("reason", "\(words(entry.reason.kind.phrase)) \(entry.reason.words)"),
            line("source", entry.source),
        ]
        if let undone = entry.undoes { lines.append(line("undoes", String(undone))) }
        for change in entry.changes {
            lines += ["", "\(change.table) \(change.key)"]
            if let before = change.before { lines.append("- " + before.joined(separator: " | ")) }
            if let after = change.after { lines.append("+ " + after.joined(separator: " | ")) }
        }
        return lines
    }
}
