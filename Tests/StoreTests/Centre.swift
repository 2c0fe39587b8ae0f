import Application
import Domain
import Support
import Testing

@testable import Store

/// The two databases, which must not be told apart from above.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgresql

    var testDescription: String { rawValue }
}

/// The belts of a write, of which tests take some off.
struct Belts: Sendable {
    var lock = true
    /// IMMEDIATE on SQLite, SERIALIZABLE on PostgreSQL.
    var isolation = true
}

/// A store of one test, with a centre of one course, an apheresis device of two places a day, a
/// ward bed and a reserve of intensive care of one and a half beds.
final class Centre: Sendable {
    // A class, because the end of its life removes the folder.
    let backend: Backend
    let address: String
    private let folder: TemporaryFolder

    /// - Parameter isEmpty: true for an address without a store.
    init(_ backend: Backend, isEmpty: Bool = false) throws {
        self.backend = backend
        folder = try TemporaryFolder()
        address =
            switch backend {
            case .sqlite: folder.file("store.sqlite")
            case .postgresql: try PostgresCluster.shared.get().makeDatabase()
            }
        if !isEmpty { try Self.fill(try create()) }
    }

    /// The same centre at an address of one's own.
    static func found(_ address: String) throws {
        try fill(try Store.create(address, SchemaFiles.migrations, meta: ["kind": "test"]))
    }

    func file(_ name: String) -> String { folder.file(name) }

    @discardableResult
    func create(_ migrations: Migrations = SchemaFiles.migrations) throws -> Store {
        try Store.create(address, migrations, meta: ["kind": "test"])
    }

    func open(_ migrations: Migrations = SchemaFiles.migrations) throws -> Store {
        try Store.open(address, migrations)
    }

    /// The store without some of its belts.
    func open(_ belts: Belts) throws -> Store { Store(try connect(belts), address: address) }

    func connect(_ belts: Belts = Belts()) throws -> any Connection {
        switch backend {
        case .sqlite:
            try SQLiteConnection(
                path: address, creating: false,
                settings: .init(takesLock: belts.lock, beginsImmediate: belts.isolation))
        case .postgresql:
            try PostgresConnection(
                address: address,
                settings: .init(takesLock: belts.lock, isSerializable: belts.isolation))
        }
    }

    // MARK: What is in it

    static let now = Instant(utcMilliseconds: 1_795_000_000_000, offsetMinutes: 540)
    static let course = Course.ID(prefix: "K", number: 1)
    static let device = Resource.ID(prefix: "R", number: 1)
    static let bed = Resource.ID(prefix: "R", number: 2)

    static func draft(_ key: String, author: String = "tanaka", at: Instant = now) -> EntryDraft {
        EntryDraft(at: at, author: author, act: "test", source: "test", key: key)
    }

    static func opening(units: Int = 2, days: Int = 30, times: [ClockTime] = []) -> OpeningRecord {
        OpeningRecord(
            id: Identifier(prefix: "O", number: 1), resource: device,
            span: DaySpan(now.day, length: days), units: units, times: times)
    }

    private static func fill(_ store: Store) throws {
        let patient = Patient(
            id: Identifier(prefix: "P", number: 1), hospitalNumber: "00482913",
            name: PersonName(family: "佐藤", given: "花子"), sex: .female, birth: now.day - 20_000)
        let reserve = try Resource.ID(Transaction.reserve)
        _ = try store.write(draft("fill")) { act throws(StoreError) in
            try act.insert(patient)
            try act.insert(
                CourseRecord(
                    id: course, patient: patient.id, product: nil,
                    referral: Referral(
                        at: now, hospital: "北", indication: .lymphoma, urgency: .soon)))
            try act.insert(Resource(id: device, kind: .apheresisDevice, name: "AP"))
            try act.insert(Resource(id: bed, kind: .wardBed, name: "6E"))
            try act.insert(Resource(id: reserve, kind: .icuBed, name: "ICU"))
            try act.insert(opening())
            try act.insert(
                OpeningRecord(
                    id: Identifier(prefix: "O", number: 2), resource: bed,
                    span: DaySpan(now.day, length: 60), units: 1))
            try act.insert(
                OpeningRecord(
                    id: Identifier(prefix: "O", number: 3), resource: reserve,
                    span: DaySpan(now.day, length: 60), units: 150))
        }
    }

    static func place(unit: Int = 1, day: Int = 1) -> UnitDay {
        UnitDay(device, now.day + day, unit: unit)
    }

    static func booking(
        _ number: Int, unit: Int = 1, day: Int = 1, state: Booking.State = .confirmed,
        expires: Instant? = nil, shares: [ICUShare] = [], ref: String = ""
    ) -> Booking {
        Booking(
            id: Identifier(prefix: "B", number: number), course: course, activity: .apheresis,
            span: DaySpan(now.day + day), state: state, holdExpires: expires,
            places: [place(unit: unit, day: day)], shares: shares, ref: ref)
    }
}

extension Store {
    /// Writes one booking as an act of its own.
    @discardableResult
    func book(_ booking: Booking, key: String? = nil) throws(StoreError) -> Int64 {
        try write(Centre.draft(key ?? booking.id.text)) { act throws(StoreError) in
            try act.insert(booking)
        }.sequence
    }

    func stored(_ number: Int) throws(StoreError) -> Stored<Booking> {
        try read { view throws(StoreError) in
            try view.need(Booking.self, Booking.ID(prefix: "B", number: number).text)
        }
    }
}
