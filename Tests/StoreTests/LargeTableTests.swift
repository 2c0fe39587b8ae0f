import Domain
import Support
import Testing

@testable import Application
@testable import Store

/// A large table is read in pieces by two, and each row of it is held against the journal once.
struct LargeTableTests {
    private static let notes = 200

    /// A store whose notes are a large table already.
    private static func store() throws -> (Store, SQLiteConnection) {
        let centre = try Centre(.sqlite)
        let filling = try centre.open()
        _ = try filling.write(Centre.draft("notes")) { act throws(StoreError) in
            for number in 1...notes {
                try act.insert(
                    NoteRecord(
                        id: "n\(number)", course: Centre.course, at: Centre.now,
                        author: "anna", words: "\(number)"))
            }
        }
        let connection = try SQLiteConnection(
            path: centre.address, creating: false, settings: .init(largeTable: 40))
        return (Store(connection, address: centre.address), connection)
    }

    @Test func theRangesHoldEveryRowOnce() throws {
        let (store, connection) = try Self.store()
        let ranges = connection.ranges(of: NoteRecord.table)
        #expect(ranges.count > 2)
        var counts: [Int64] = []
        for range in ranges {
            counts.append(try connection.number("SELECT count(*) FROM note \(range)") ?? 0)
        }
        #expect(counts.reduce(0, +) == Int64(Self.notes))
        #expect(counts.allSatisfy { $0 < Self.notes / 2 })
        // A table without numbers is read as a whole.
        #expect(connection.ranges(of: MilestoneRecord.table) == [""])
        #expect(try store.verify().faults == [])
    }

    @Test func whatIsChangedInAnyPieceIsNamed() throws {
        let (store, connection) = try Self.store()
        var random = RandomSource(seed: 11)
        var wrong: Set<Fault> = []
        for _ in 1...24 {
            let id = "n\(random.int(in: 1...Self.notes))"
            if random.int(in: 0...2) == 0 {
                try connection.run("DELETE FROM note WHERE id = $1", [.text(id)])
                wrong.remove(.row(table: "note", key: id))
                wrong.insert(.lostRow(table: "note", key: id))
            } else if !wrong.contains(.lostRow(table: "note", key: id)) {
                try connection.run("UPDATE note SET words = 'x' WHERE id = $1", [.text(id)])
                wrong.insert(.row(table: "note", key: id))
            }
            let found = try store.verify()
            #expect(Set(found.faults) == wrong)
            #expect(found.faults.count == wrong.count)
        }
    }
}
