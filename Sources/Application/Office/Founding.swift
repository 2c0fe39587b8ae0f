public import Domain
import Store

/// The first entries of a new store.
public enum Founding {
    private static func create(
        _ address: String, kind: String, now: Instant
    ) throws(StoreError) -> Store {
        try Store.create(
            address, SchemaFiles.migrations,
            meta: ["kind": kind, "created": now.iso, "id": Secrets.token(bytes: 8)])
    }

    /// A hospital with its first administrator.
    public static func hospital(
        _ address: String, _ user: User, passwordHash: String, now: Instant
    ) throws(StoreError) {
        let store = try create(address, kind: "hospital", now: now)
        let draft = EntryDraft(
            at: now, author: user.id.text, act: Act.createStore.rawValue, source: "cli",
            key: "founding")
        _ = try store.write(draft) { act throws(StoreError) in
            try act.insert(user)
            try act.setCredential(user.id, password: passwordHash, secondFactor: .remove)
        }
    }

    /// The demo hospital.
    public static func demo(
        _ address: String, _ size: DemoHospital.Size, now: Instant,
        progress: (Double) -> Void = { _ in }
    ) throws(StoreError) {
        let store = try create(address, kind: "demo", now: now)
        try DemoHospital(size, now: now).write(to: store, progress: progress)
    }

    /// A test store with one user who may do everything, and nothing else: to take an export in.
    public static func emptyTest(_ address: String, now: Instant) throws(StoreError) {
        let draft = EntryDraft(
            at: now, author: "tester", act: Act.createStore.rawValue, source: "cli",
            key: "founding")
        _ = try create(address, kind: "test", now: now).write(draft) { act throws(StoreError) in
            try act.insert(
                User(id: id("tester"), name: "tester", roles: Set(Role.allCases)))
        }
    }

    /// A store for tests and measurements: one user who may do everything, one course, and one
    /// resource of each kind with room for many thousand bookings.
    public static func testBench(_ address: String, now: Instant) throws(StoreError) {
        let store = try create(address, kind: "test", now: now)
        let draft = EntryDraft(
            at: now, author: "tester", act: Act.createStore.rawValue, source: "cli",
            key: "founding")
        _ = try store.write(draft) { act throws(StoreError) in
            try act.insert(
                User(id: id("tester"), name: "tester", roles: Set(Role.allCases)))
            let patient = Patient(
                id: id("P-0001"), hospitalNumber: "00000001",
                name: PersonName(family: "試験", given: "太郎", familyKana: "シケン", givenKana: "タロウ"),
                sex: .unknown, birth: now.day - 15_000)
            try act.insert(patient)
            try act.insert(
                CourseRecord(
                    id: id("K-0001"), patient: patient.id, product: nil,
                    referral: Referral(
                        at: now, hospital: "test", indication: .lymphoma, urgency: .routine)))
            try act.insert(
                MilestoneRecord(course: id("K-0001"), Milestone(.referred, at: now)))
            let kinds: [(String, Resource.Kind, Int)] = [
                ("apheresis", .apheresisDevice, 100), ("infusion", .infusionSlot, 2),
                ("ward", .wardBed, 4),
            ]
            for (number, (name, kind, units)) in kinds.enumerated() {
                try act.insert(Resource(id: id(name), kind: kind, name: name))
                try act.insert(
                    OpeningRecord(
                        id: Identifier(prefix: "O", number: number + 1), resource: id(name),
                        span: DaySpan(now.day, length: 730), units: units))
            }
            for (name, next) in [("patient", 2), ("course", 2), ("opening", 4)] {
                try act.setCounter(name, next: next)
            }
        }
    }
}
