import Domain
import Store

extension Transaction {
    /// The next number of a kind of thing. Numbers are never given twice; an act that is undone
    /// leaves a gap.
    func nextNumber(_ kind: String) throws(StoreError) -> Int {
        let name: Value = .text("next.\(kind)")
        let row = try connection.firstRow("SELECT value FROM meta WHERE name = $1", [name])
        guard case .text(let text)? = row?.first, let next = Int(text) else {
            try connection.run(
                "INSERT INTO meta (name, value) VALUES ($1, $2)", [name, .text("2")])
            return 1
        }
        try connection.run(
            "UPDATE meta SET value = $1 WHERE name = $2", [.text(String(next + 1)), name])
        return next
    }

    func nextID<Subject>(
        _ prefix: Character, _ kind: String, of type: Subject.Type = Subject.self
    ) throws(StoreError) -> Identifier<Subject> {
        Identifier(prefix: prefix, number: try nextNumber(kind))
    }
}

extension Connection {
    func firstRow(_ sql: String, _ values: [Value]) throws(StoreError) -> [Value]? {
        var found: [Value]?
        try query(sql, values) { row throws(StoreError) in if found == nil { found = row } }
        return found
    }
}
