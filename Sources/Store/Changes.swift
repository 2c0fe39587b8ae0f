/// The changes of one act, each row once: a row written twice in one act is one change.
struct Changes {
    private(set) var list: [Change] = []
    private var places: [Name: Int] = [:]

    private struct Name: Hashable {
        let table: String
        let key: [Value]
    }

    var isEmpty: Bool { list.isEmpty }

    mutating func note(
        _ table: Table, values: [Value], before: [Value]?, after: [Value]?
    ) {
        let key = Array(values.prefix(table.keyCount))
        if let index = place(table.name, key) {
            let first = list[index].before
            list[index] = Change(table: table.name, key: key, before: first, after: after)
        } else {
            add(Change(table: table.name, key: key, before: before, after: after))
        }
    }

    mutating func add(_ change: Change) {
        list.append(change)
        guard list.count > Self.few else { return }
        // Most acts change a handful of rows, which are searched faster than hashed.
        let start = places.isEmpty ? 0 : list.count - 1
        for index in start..<list.count {
            places[Name(table: list[index].table, key: list[index].key)] = index
        }
    }

    mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    private func place(_ table: String, _ key: [Value]) -> Int? {
        if list.count > Self.few { return places[Name(table: table, key: key)] }
        return list.lastIndex { $0.table == table && $0.key == key }
    }

    private static let few = 8
}
