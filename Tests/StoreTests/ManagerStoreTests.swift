import Application
import Domain
import Support
import Testing

@testable import Store

/// What the manager keeps, and the figures of a store that people worked in.
struct ManagerStoreTests {
    private static let now = Centre.now

    private static func office(_ address: String, as user: String) throws -> Office {
        let premises = try Premises(opening: address)
        let person = try premises.person(named: user, token: nil, now: now)
        return premises.office(for: person, source: "test") { now }
    }

    private static func demo(_ backend: Backend, courses: Int = 70) throws -> Centre {
        let centre = try Centre(backend, isEmpty: true)
        let store = try Store.create(centre.address, SchemaFiles.migrations, meta: ["kind": "demo"])
        let size = DemoHospital.Size(courses: courses, years: 1, seed: 5)
        try DemoHospital(size, now: now).write(to: store)
        return centre
    }

    @Test(arguments: Backend.allCases) func aManagerKeepsTargetsAndActions(
        _ backend: Backend
    ) throws {
        let centre = try Self.demo(backend, courses: 12)
        let manager = try Self.office(centre.address, as: "yamamoto")
        let scope = FigureScope(asOf: Self.now)
        func target() throws -> FigureTable.Cell? {
            let figure = try manager.indicators(scope)
            let column = try #require(figure.table.columns.firstIndex(of: "target"))
            return figure.table.rows.first { $0.key == "los" }?.cells[column]
        }
        #expect(try target() == .empty)
        _ = try manager.setTarget(of: "los", 20, "board of 3 November")
        let own = try target()
        #expect(own != .empty)
        _ = try manager.setTarget(of: "los", 18, "")
        #expect(try target() != own)
        _ = try manager.setTarget(of: "los", nil, "")
        #expect(try target() == .empty)
        #expect(throws: StoreError.self) { try manager.setTarget(of: "nothing", 1, "") }
        // Actions: begun, decided with words, and no measure that nobody knows.
        let id = try manager.nextImprovement()
        let action = Improvement(
            id: id, title: "second courier", measure: "wait-referred-infused",
            start: Self.now.day - 100, expectedPercent: -10, author: try User.ID("yamamoto"))
        _ = try manager.keep(action)
        #expect(throws: StoreError.self) { try manager.decide(id, .adopted, "") }
        _ = try manager.decide(id, .adopted, "kept for good")
        let kept = try manager.history().improvements
        #expect(kept.map(\.phase) == [.adopted] && kept[0].words == "kept for good")
        let wrong = Improvement(
            id: "A-9", title: "x", measure: "wait-a-b", start: Self.now.day, expectedPercent: 1,
            author: try User.ID("yamamoto"))
        #expect(throws: StoreError.self) { try manager.keep(wrong) }
        _ = try manager.undo()
        #expect(try manager.history().improvements.map(\.phase) == [.running])
        // Nobody else sets what the centre wants.
        let coordinator = try Self.office(centre.address, as: "tanaka")
        #expect(throws: StoreError.self) { try coordinator.setTarget(of: "los", 3, "") }
        #expect(throws: StoreError.self) { try coordinator.research(scope, seed: 1) }
        #expect(try centre.open().verify().faults == [])
    }

    /// Booked + idle + lost = capacity, for every resource, against a count of one's own.
    @Test(arguments: Backend.allCases) func utilisationReconcilesToCapacity(
        _ backend: Backend
    ) throws {
        let centre = try Self.demo(backend)
        let office = try Self.office(centre.address, as: "yamamoto")
        let ward = try Self.office(centre.address, as: "kobayashi")
        _ = try ward.block(
            try Resource.ID("ward-6E"), DaySpan(Self.now.day + 20, length: 30), unit: nil,
            kind: .closure, words: "works", Order(reason: Reason(.capacity, "works")))
        var scope = FigureScope(asOf: Self.now)
        (scope.from, scope.to) = (Self.now.day - 200, Self.now.day + 60)
        let figure = try office.utilisation(scope)
        let (first, last) = (Self.now.day - 200, Self.now.day + 60)
        let store = try centre.open()
        var lostSomewhere = 0
        for row in figure.table.rows {
            func count(_ column: String) -> Int {
                guard let place = figure.table.columns.firstIndex(of: column),
                    case .count(let count) = row.cells[place]
                else { return -1 }
                return count
            }
            #expect(count("booked") + count("idle") + count("lost") == count("capacity"))
            #expect(count("idle") >= 0)
            lostSomewhere += count("lost")
            let values: [Value] = [
                .text(row.key), .int(Int64(first.number)), .int(Int64(last.number)),
            ]
            let open = try store.connection.number(
                "SELECT count(*) FROM unit_day WHERE resource = $1 AND day BETWEEN $2 AND $3",
                values)
            let taken = try store.connection.number(
                "SELECT count(*) FROM claim WHERE resource = $1 AND day BETWEEN $2 AND $3", values)
            #expect(count("capacity") == Int(open ?? -1))
            #expect(count("booked") + count("lost") == Int(taken ?? -1))
        }
        #expect(figure.table.rows.count >= 10)
        #expect(lostSomewhere > 0, "the ward was closed")
    }

    @Test(arguments: Backend.allCases) func aCentreIsFittedAndAsked(_ backend: Backend) throws {
        let centre = try Self.demo(backend)
        let manager = try Self.office(centre.address, as: "yamamoto")
        let wording = Wording(.english)
        let answer = try #require(
            try manager.whatIf(
                ["apheresis+1@tue", "axi-cel+14d referrals+5"], replications: 2, seed: 3,
                threads: 2, wording))
        #expect(answer.answers.count == 3)
        #expect(answer.changes == [[], ["apheresis+1@tue"], ["axi-cel+14d", "referrals+5"]])
        let again = try manager.whatIf(
            ["apheresis+1@tue", "axi-cel+14d referrals+5"], replications: 2, seed: 3, threads: 1,
            wording)
        #expect(again == answer)
        let kept = try manager.keep(answer, named: "budget", wording)
        #expect(try manager.scenarios().map(\.id) == [kept.id])
        for wrong in ["apheresis", "nowhere+1", "axi-cel+x", "beds+1@someday", "referrals+2@tue"] {
            #expect(throws: StoreError.self, "\(wrong)") {
                try manager.whatIf([wrong], replications: 2, seed: 1, threads: 1, wording)
            }
        }
        #expect(
            try manager.whatIf([], replications: 5, seed: 1, threads: 1, wording) { _ in false }
                == nil)
    }

    /// Leaving the house is an entry of its own.
    @Test func researchLeavesATrace() throws {
        let centre = try Self.demo(.sqlite, courses: 30)
        let manager = try Self.office(centre.address, as: "yamamoto")
        let before = try manager.history().sequence
        let export = try manager.research(FigureScope(asOf: Self.now), seed: 4)
        #expect(export.rows == 30)
        #expect(try manager.history().sequence == before + 1)
    }
}
