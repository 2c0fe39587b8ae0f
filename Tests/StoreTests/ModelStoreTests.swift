import Application
import Domain
import Prediction
import Support
import Testing

@testable import Store

/// A centre's own models and what they said, kept like everything else.
struct ModelStoreTests {
    private struct Ward {
        let premises: Premises
        let office: Office

        init(_ address: String, at now: Instant = Centre.now) throws {
            premises = try Premises(opening: address)
            let tester = try premises.person(named: "tester", token: nil, now: Centre.now)
            office = premises.office(for: tester, source: "test") { now }
        }
    }

    private static func model() throws -> DeskModel {
        try #require(ModelDesk.shipped().first { $0.model.id.contains("crs-before") }?.model)
    }

    private static func predictions(_ desk: DeskModel) throws -> ModelDesk.Predictions {
        let text = Repository.text("Tests/StatisticsTests/Fixtures/simulated_cohort.csv")
        let head = text.split(whereSeparator: \.isNewline).prefix(31).joined(separator: "\n")
        return try ModelDesk.predict(
            desk, data: Array(head.utf8), Wording(.english), today: Centre.now.day)
    }

    @Test(arguments: Backend.allCases) func aKeptModelPredictsAsItDid(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        try Founding.testBench(centre.address, now: Centre.now)
        let office = try Ward(centre.address).office
        let desk = try Self.model()
        #expect(try office.keptModel(desk.id) == nil)
        _ = try office.keep(desk)
        #expect(throws: StoreError.self) { try office.keep(desk) }
        // Another terminal, later.
        let other = try Ward(centre.address).office
        let kept = try other.keptModels()
        #expect(kept.map(\.id) == [desk.id])
        #expect(kept.first?.checksum == desk.checksum)
        #expect(kept.first?.approvedBy == desk.model.card.approvedBy)
        #expect(kept.first?.reviewOn == desk.model.card.reviewDate)
        let again = try #require(try other.keptModel("\(desk.id)@\(desk.version)"))
        #expect(again.fileText == desk.fileText)
        #expect(try other.keptModel("\(desk.id)@0.0.0") == nil)
        #expect(try Self.predictions(again).csv == Self.predictions(desk).csv)
    }

    @Test(arguments: Backend.allCases) func whatWasSaidStays(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        try Founding.testBench(centre.address, now: Centre.now)
        let ward = try Ward(centre.address)
        let desk = try Self.model()
        let course = try Course.ID("K-0001")
        let said = try Self.predictions(desk).kept.map { (course, $0.stored, $0.reason) }
        _ = try ward.office.record(said)
        let found = try ward.office.predictions(of: course)
        #expect(found.count == 30)
        #expect(found.map(\.risk) == said.map(\.1.prediction.risk))
        #expect(found.map(\.state) == said.map(\.1.prediction.state.rawValue))
        #expect(found.map(\.inputs) == said.map(\.1.inputs.compact))
        #expect(found.allSatisfy { $0.modelVersion == desk.version && $0.at == Centre.now })
        #expect(Set(found.map(\.state)).isSuperset(of: ["ok", "cannot_say"]))
        // It was shown: that cannot be undone.
        #expect(throws: StoreError.self) { try ward.office.undo() }
        // A course that does not exist takes the whole act with it.
        let wrong = try Course.ID("K-0999")
        #expect(throws: StoreError.self) {
            try ward.office.record([said[0], (wrong, said[1].1, "")])
        }
        #expect(try ward.office.predictions(of: course).count == 30)
        let watched = try #require(try ward.office.watch(desk))
        #expect(watched.watch == nil && watched.early == 1)
        #expect(try centre.open().verify().faults == [])
    }

    @Test(arguments: [0, 1, 2, 3]) func observedAgainstExpected(_ level: Int) throws {
        let centre = try Centre(.sqlite, isEmpty: true)
        let start = Centre.now.adding(minutes: -60 * 24 * 60)
        try Founding.testBench(centre.address, now: start)
        let ward = try Ward(centre.address)
        let course = try Course.ID("K-0001")
        let desk = try Self.model()
        let stored = try #require(
            Self.predictions(desk).kept.first { $0.stored.prediction.risk != nil })
        let before = try Ward(centre.address, at: start).office
        _ = try before.record([(course, stored.stored, stored.reason)])
        _ = try centre.open().write(Centre.draft("infused")) { act throws(StoreError) in
            try act.insert(MilestoneRecord(course: course, Milestone(.infused, at: start)))
        }
        #expect(try ward.office.watch(desk)?.withoutOutcome == 1)
        _ = try ward.office.record(
            try Grade(.crs, level, at: start.adding(minutes: 3 * 24 * 60), deciding: []),
            of: course)
        // Said again when everybody knew.
        let known = try #require(
            Self.predictions(desk).kept.last { $0.stored.prediction.risk != nil })
        _ = try ward.office.record([(course, known.stored, known.reason)])
        let watch = try #require(try ward.office.watch(desk)?.watch)
        #expect(watch.observed == (level >= 2 ? 1 : 0))
        #expect(watch.expected == stored.stored.prediction.risk)
    }

    @Test func aKeptModelCanBeTakenBack() throws {
        let centre = try Centre(.sqlite, isEmpty: true)
        try Founding.testBench(centre.address, now: Centre.now)
        let office = try Ward(centre.address).office
        _ = try office.keep(try Self.model())
        _ = try office.undo()
        #expect(try office.keptModels() == [])
        _ = try office.redo()
        #expect(try office.keptModels().count == 1)
        #expect(try centre.open().verify().faults == [])
    }

    /// A store of the first version takes models after it was opened once.
    @Test(arguments: Backend.allCases) func anOldStoreTakesModels(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        let all = SchemaFiles.migrations
        try centre.create(Migrations(scripts: all.scripts.mapValues { Array($0.prefix(1)) }))
        let store = try centre.open()
        #expect(
            try Migrations.version(of: store.connection) == all.latest(store.connection.dialect))
        let kept = try store.read { view throws(StoreError) in try view.count(KeptModel.table) }
        #expect(kept == 0)
    }
}
