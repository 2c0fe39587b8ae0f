import Application
import Domain
import Store
import Support
import Testing

struct StoreTests {
    static let now = Instant(utcMilliseconds: 1_795_000_000_000, offsetMinutes: 540)

    static func draft(_ key: String, at: Instant = now) -> EntryDraft {
        EntryDraft(at: at, author: "tanaka", act: "test", source: "test", key: key)
    }

    /// A centre with one course and an apheresis device that has two places a day.
    static func fill(_ store: Store) throws {
        let day = now.day
        _ = try store.write(draft("fill")) { act throws(StoreError) in
            let patient = Patient(
                id: Identifier(prefix: "P", number: 1), hospitalNumber: "00482913",
                name: PersonName(family: "佐藤", given: "花子"), sex: .female,
                birth: day - 20_000)
            try act.insert(patient)
            try act.insert(
                CourseRecord(
                    id: Identifier(prefix: "K", number: 1), patient: patient.id, product: nil,
                    referral: Referral(
                        at: now, hospital: "北", indication: .lymphoma, urgency: .soon)))
            let device = Resource(
                id: Identifier(prefix: "R", number: 1), kind: .apheresisDevice, name: "AP")
            try act.insert(device)
            try act.insert(
                OpeningRecord(
                    id: Identifier(prefix: "O", number: 1), resource: device.id,
                    span: DaySpan(day, length: 30), units: 2))
        }
    }

    static func booking(_ number: Int, unit: Int = 1, day: Int = 1) -> Booking {
        Booking(
            id: Identifier(prefix: "B", number: number), course: Identifier(prefix: "K", number: 1),
            activity: .apheresis, span: DaySpan(now.day + day), state: .confirmed,
            places: [UnitDay(Identifier(prefix: "R", number: 1), now.day + day, unit: unit)])
    }

    @Test func aSlotIsGivenOnce() throws {
        let folder = try TemporaryFolder()
        let store = try Store.create(folder.file("s.sqlite"), SchemaFiles.migrations, meta: [:])
        try Self.fill(store)
        _ = try store.write(Self.draft("a")) { act throws(StoreError) in
            try act.insert(Self.booking(1))
        }
        #expect(throws: StoreError.taken(Self.booking(1).places[0], by: "B-0001")) {
            try store.write(Self.draft("b")) { act throws(StoreError) in
                try act.insert(Self.booking(2))
            }
        }
        #expect(throws: StoreError.noSuchUnit(Self.booking(3, unit: 3).places[0])) {
            try store.write(Self.draft("c")) { act throws(StoreError) in
                try act.insert(Self.booking(3, unit: 3))
            }
        }
        let repeated = try store.write(Self.draft("a")) { act throws(StoreError) in
            try act.insert(Self.booking(4, unit: 2))
        }
        #expect(repeated.sequence == 2)
        let verification = try store.verify()
        #expect(verification.faults == [])
        #expect(verification.entries == 2)
        #expect(verification.rows == 5)
    }
}
