import Application
import Domain
import Testing

@testable import Store

/// Every kind of record that came after the first schemas, on both databases alike: written, read,
/// changed, taken back, deleted, copied and checked.
struct RecordKindsTests {
    /// One row as a table holds it, and a column that a later act changes.
    private struct Sample: Sendable {
        let type: any Record.Type
        let row: [String: Value]
        let change: (column: String, value: Value)

        init(
            _ type: any Record.Type, _ row: [String: Value], _ column: String, _ value: Value
        ) {
            (self.type, self.row, change) = (type, row, (column, value))
        }

        /// What stands in columns that are not named is nothing.
        func record(changed: Bool) throws(StoreError) -> any Record {
            var row = row
            if changed { row[change.column] = change.value }
            let table = type.table
            let values = table.columns.map { row[$0] ?? .null }
            return try type.init(row: Row(values, table: table.name))
        }
    }

    private static let at = Value.int(Centre.now.utcMilliseconds)
    private static let offset = Value.int(540)
    private static let words = Value.text("言葉 '\";")
    private static let course = Value.text("K-0001")

    /// With what they refer to before them.
    private static let samples: [Sample] = [
        Sample(
            GradeRecord.self,
            [
                "id": .text("G1"), "course": course, "toxicity": .text("crs"), "level": .int(2),
                "at": at, "at_offset": offset, "deciding": .text(""), "is_withdrawn": .int(0),
            ], "is_withdrawn", .int(1)),
        Sample(
            CareTask.self,
            [
                "id": .text("T-0001"), "what": words, "due": at, "due_offset": offset,
                "role": .text("ward"), "state": .text("open"),
            ], "what", .text("x")),
        Sample(
            Escalation.self,
            [
                "id": .text("E-0001"), "course": course, "grade": .text("G1"),
                "toxicity": .text("crs"), "level": .int(2), "before": .int(1), "at": at,
                "at_offset": offset, "due": at, "state": .text("open"), "words": .text(""),
            ], "words", words),
        Sample(
            Treatment.self,
            [
                "id": .text("X-0001"), "course": course, "drug": .text("tocilizumab"),
                "dose": .text("8 mg/kg"), "at": at, "at_offset": offset, "words": words,
                "is_withdrawn": .int(0),
            ], "is_withdrawn", .int(1)),
        Sample(
            DrugReserve.self,
            [
                "course": course, "drug": .text("tocilizumab"), "doses": .int(2),
                "place": words, "at": at, "at_offset": offset,
            ], "doses", .int(1)),
        Sample(
            TimeOut.self,
            [
                "id": .text("D-0001"), "course": course, "at": at, "at_offset": offset,
                "first_person": .text("anna"), "second_person": .text("ben"),
                "checks": .text("label bag"), "reserved": .int(2), "words": words,
            ], "words", .text("")),
        Sample(
            LICATSEvent.self,
            [
                "id": .text("L-0001"), "course": course, "grade": .text("G1"), "at": at,
                "at_offset": offset, "onset_day": .int(3), "bin": .text("b"),
                "items": .text("one two"), "answers": .text("1 0"), "words": words,
                "is_withdrawn": .int(0),
            ], "is_withdrawn", .int(1)),
        Sample(
            FollowUpVisit.self,
            [
                "course": course, "visit": .text("M3"), "due": .int(20_800),
                "task": .text("T-0001"), "words": .text(""),
            ], "words", words),
        Sample(
            Gate.self,
            [
                "course": course, "kind": .text("consent"), "state": .text("asked"),
                "on_day": .int(20_780), "words": words, "by_user": .text("anna"),
            ], "state", .text("met")),
        Sample(
            Branch.self,
            [
                "id": .text("W-0001"), "name": words, "author": .text("anna"), "at": at,
                "at_offset": offset,
                "plans": .text("K-0001 axi-cel apheresis:1:20780:2,infusion:1:20820:1 20821:12"),
                "seen": .text("B-0001:4 B-0002:7"),
            ], "name", .text("B")),
        Sample(
            MakerSlot.self,
            [
                "id": .text("M-0001"), "product": .text("axi-cel"), "day": .int(20_800),
                "state": .text("offered"), "ref": words,
            ], "course", course),
        Sample(
            Allocation.self,
            [
                "id": .text("A-0001"), "at": at, "at_offset": offset, "resource": .text("R-0001"),
                "day": .int(20_800), "candidates": .text("K-0001"), "weights": .text(""),
                "chosen": course, "by_user": .text("anna"), "reason": words,
            ], "reason", .text("")),
        Sample(
            MatterNote.self,
            [
                "matter": .text("m"), "words": words, "by_user": .text("anna"), "at": at,
                "at_offset": offset,
            ], "delegate", .text("ben")),
        Sample(
            Notice.self,
            [
                "id": .text("N-0001"), "matter": .text("m"), "role": .text("physician"),
                "called": .text("anna"), "called_before": .text("ben carl"), "asked": at,
                "asked_offset": offset, "attempts": .int(1),
            ], "attempts", .int(2)),
        Sample(
            Improvement.self,
            [
                "id": .text("A-1"), "title": words, "measure": .text("wait"),
                "start_day": .int(20_700), "expected_percent": .real(-7.25),
                "phase": .text("running"), "words": .text(""), "author": .text("anna"),
            ], "phase", .text("adopted")),
        Sample(
            IndicatorTarget.self,
            [
                "indicator": .text("los"), "value": .real(0.1 + 0.2), "words": words,
                "author": .text("anna"), "on_day": .int(20_780),
            ], "value", .real(1e-9)),
        Sample(
            ReferrerDistance.self, ["hospital": words, "kilometres": .int(42)], "kilometres",
            .int(43)),
        Sample(
            KeptScenario.self,
            [
                "id": .text("W-1"), "name": words, "author": .text("anna"), "made_at": at,
                "made_offset": offset, "assumptions": .text("{}"), "outcome": .text("{}"),
            ], "name", .text("B")),
        Sample(
            SiteMap.self, ["part": .text("codes"), "rows": .text("a,b\r\nc,\"d\"\n")], "rows",
            .text("")),
    ]

    /// What other suites write on both databases.
    private static let elsewhere: [any Record.Type] = [
        User.self, SessionRecord.self, Patient.self, ProductTerms.self, CourseRecord.self,
        MilestoneRecord.self, Resource.self, OpeningRecord.self, Booking.self, BlockRecord.self,
        ObservationRecord.self, NoteRecord.self, Deviation.self, KeptModel.self,
        KeptPrediction.self, RuleApproval.self, DrugRecord.self, CollectionRecord.self,
    ]

    @Test func noKindIsForgotten() {
        let seen = Self.samples.map { $0.type.table.name } + Self.elsewhere.map { $0.table.name }
        let all = Transaction.allRecordTypes.map { $0.table.name }
        #expect(seen.sorted() == all.sorted())
    }

    private static func find<Kept: Record>(
        _ record: Kept, _ view: Snapshot
    ) throws(StoreError) -> [Value] {
        try view.need(Kept.self, record.key).record.values
    }

    private static func change<Kept: Record>(
        _ record: Kept, _ act: Transaction
    ) throws(StoreError) {
        let old = try act.need(Kept.self, record.key)
        try act.update(record, expecting: old.version)
    }

    private static func remove<Kept: Record>(
        _ record: Kept, _ act: Transaction
    ) throws(StoreError) {
        let old = try act.need(Kept.self, record.key)
        try act.delete(Kept.self, record.key, expecting: old.version)
    }

    private static func kept(_ store: Store, changed: Bool) throws -> [[Value]] {
        try store.read { view throws(StoreError) in
            var found: [[Value]] = []
            for sample in samples {
                found.append(try find(try sample.record(changed: changed), view))
            }
            return found
        }
    }

    private static func write(_ store: Store, _ key: String, changed: Bool) throws -> Entry {
        let number = try store.write(Centre.draft(key)) { act throws(StoreError) in
            for sample in samples {
                let record = try sample.record(changed: changed)
                if changed { try change(record, act) } else { try act.insert(record) }
            }
        }.sequence
        return try store.read { view throws(StoreError) in try view.entry(number) }
    }

    @Test(arguments: Backend.allCases) func everyKindIsKept(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let store = try centre.open()
        let first = try Self.samples.map { try $0.record(changed: false).values }
        let second = try Self.samples.map { try $0.record(changed: true).values }
        for (one, two) in zip(first, second) { #expect(one != two) }
        let inserting = try Self.write(store, "insert", changed: false)
        #expect(try Self.kept(centre.open(), changed: false) == first)
        let changing = try Self.write(store, "change", changed: true)
        #expect(try Self.kept(centre.open(), changed: true) == second)
        #expect(try store.verify().faults == [])
        // A copy holds them too.
        try store.backUp(to: centre.file("copy"), SchemaFiles.migrations)
        let copy = try Store.open(centre.file("copy"), SchemaFiles.migrations)
        #expect(try Self.kept(copy, changed: true) == second)
        #expect(try copy.verify().faults == [])
        // Taken back, one act after the other.
        _ = try store.write(Centre.draft("undo")) { act throws(StoreError) in
            try act.reverse(changing)
        }
        #expect(try Self.kept(store, changed: false) == first)
        _ = try store.write(Centre.draft("undo all")) { act throws(StoreError) in
            for sample in Self.samples.reversed() {
                try Self.remove(try sample.record(changed: false), act)
            }
        }
        #expect(throws: StoreError.self) { try Self.kept(store, changed: false) }
        #expect(inserting.rows.count == Self.samples.count)
        #expect(try store.verify().faults == [])
    }

    /// A row that somebody changed by hand is named, whatever its kind.
    @Test(arguments: Backend.allCases) func everyKindIsChecked(_ backend: Backend) throws {
        let centre = try Centre(backend)
        let store = try centre.open()
        _ = try Self.write(store, "insert", changed: false)
        var expected: Set<Fault> = []
        for sample in Self.samples {
            let record = try sample.record(changed: false)
            let table = sample.type.table
            try store.connection.run(
                "UPDATE \(table.name) SET \(sample.change.column) = $1", [sample.change.value])
            expected.insert(.row(table: table.name, key: Table.keyText(record.key)))
        }
        #expect(Set(try store.verify().faults) == expected)
    }

    /// The outbox is no record: its messages follow from bookings and are settled by answers.
    @Test(arguments: Backend.allCases) func theOutboxKeepsItsOrder(_ backend: Backend) throws {
        let store = try Centre(backend).open()
        let booking = Centre.booking(1)
        _ = try store.write(Centre.draft("book")) { act throws(StoreError) in
            try act.insert(booking)
            for number in 1...3 {
                try act.queue(
                    kind: "SIU^S12", of: booking.id, at: Centre.now, control: "c\(number)",
                    [0, 0x0D, UInt8(number), 0xFF])
            }
        }
        #expect(try store.nextOutbound()?.bytes == [0, 0x0D, 1, 0xFF])
        try store.noteTry(1, words: "send.noAnswer", at: Centre.now)
        #expect(try store.outbound(1).tries == 1)
        try store.noteAnswer("c1", .sent, answer: "AA", words: "", at: Centre.now)
        try store.noteAnswer("c2", .refused, answer: "AE", words: "言葉", at: Centre.now)
        #expect(try store.nextOutbound()?.control == "c3")
        #expect(try store.outbound(all: false).map(\.control) == ["c2", "c3"])
        _ = try store.write(Centre.draft("again")) { act throws(StoreError) in
            try act.queueAgain(2)
            try act.dropOutbound(3)
            try act.setOutboxTag("tag")
        }
        #expect(try store.outbound(all: true).map(\.state) == [.sent, .waiting, .dropped])
        #expect(try store.outboxTag() == "tag")
        #expect(throws: StoreError.missing(table: "outbox", key: "9")) { try store.outbound(9) }
        // An act that is refused queues nothing.
        #expect(throws: StoreError.self) {
            _ = try store.write(Centre.draft("refused")) { act throws(StoreError) in
                try act.queue(
                    kind: "SIU^S15", of: booking.id, at: Centre.now, control: "c4", [1])
                throw .refused(Phrase("store.busy"))
            }
        }
        #expect(try store.outbound(all: true).count == 3)
        #expect(try store.verify().faults == [])
    }
}
