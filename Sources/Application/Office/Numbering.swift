import Domain
import Store

extension Transaction {
    /// The next identifier of a kind of thing.
    func nextID<Subject>(
        _ prefix: Character, _ kind: String, of type: Subject.Type = Subject.self
    ) throws(StoreError) -> Identifier<Subject> {
        Identifier(prefix: prefix, number: try nextNumber(kind))
    }
}
