import Application
import Domain
import Support
import Testing

@testable import cartas

/// What the help shows as a file to write is a file that the command takes.
struct FactsExampleTests {
    private static let program = Repository.root + "/.build/debug/cartas"
    private static let now = ProgramScreen.now

    @Test func everyExampleBelongsToACommand() {
        let shown = Set(CommandTable.all.compactMap(\.example?.path))
        #expect(shown == Set(Asset.all(below: "Resources/facts/").map(\.path)))
        for command in CommandTable.all {
            let takes = command.options.contains { $0.example != nil }
            #expect(takes == (command.example != nil), "\(command.name)")
        }
    }

    @Test func aFaultyFileLeadsToTheExample() throws {
        let folder = try TemporaryFolder()
        let store = try demo(folder)
        let empty = folder.write("{}", to: "empty.json")
        let said = try run(["patients", "refer", "--from", empty], store, "sato")
        #expect(said.code == 1 && said.errors.contains("“family”"))
        #expect(said.errors.hasSuffix("See: cartas help patients refer\n"))
        let usage = try run(["tasks", "done"], store, "sato")
        #expect(usage.code == 2 && usage.errors.hasSuffix("See: cartas help tasks done\n"))
        let refusal = try run(["tasks", "done", "T-99999"], store, "sato")
        #expect(refusal.code == 1 && !refusal.errors.contains("cartas help"))
    }

    /// A hospital of its own: founded, people added, copied and brought back.
    @Test func examplesFoundAStore() throws {
        let folder = try TemporaryFolder()
        let (store, copy) = (folder.file("s.sqlite"), folder.file("copy"))
        for (words, example) in [
            (["init"], "init.json"), (["login"], "login.json"),
            (["users", "add", "suzuki"], "users.add.json"),
            (["users", "change", "suzuki"], "users.change.json"),
            (["users", "password", "sato"], "users.password.json"),
            (["login"], "login.json"), (["backup", copy], nil),
        ] {
            let from = example.map { ["--from", Self.file($0)] } ?? []
            let said = try Process.run(
                Self.program, words + from + ["--store", store],
                environment: ["HOME": folder.path])
            #expect(said.code == 0, "\(words): \(said.errors)")
        }
        let back = try Process.run(
            Self.program,
            [
                "restore", copy, "--user", "sato", "--second", "suzuki", "--from",
                Self.file("restore.json"), "--store", folder.file("back.sqlite"),
            ], environment: ["HOME": folder.path])
        #expect(back.code == 0, "\(back.errors)")
    }

    @Test func examplesAreTakenByTheDemo() throws {
        let folder = try TemporaryFolder()
        let store = try demo(folder)
        let premises = try Premises(opening: store)
        let person = try premises.person(named: "admin", token: nil, now: TwinDesk.now)
        let rows = try Follower(premises, person: person, clock: { TwinDesk.now }).load().courses
        let course = try #require(rows.first?.id.text)
        let patients = Array(Set(rows.map { $0.patient.id.text })).sorted()
        let (patient, other) = (try #require(patients.first), try #require(patients.last))
        let infused = Self.courses(
            in: try run(["ward", "today"], store, "kobayashi").text)
        let ill = try #require(infused.first)
        for (user, words, example) in [
            ("sato", ["patients", "refer"], "patients.refer.json"),
            ("sato", ["patients", "change", patient], "patients.change.json"),
            ("sato", ["patients", "merge", other, patient, "--second", "tanaka"], "password.json"),
            ("sato", ["courses", "change-referral", course], "courses.change-referral.json"),
            ("sato", ["courses", "note", course], "courses.note.json"),
            ("sato", ["courses", "event", course, "batchLate"], "courses.event.json"),
            ("sato", ["gates", "record", course, "consent"], "gates.record.json"),
            ("kobayashi", ["observations", "record", patient], "observations.record.json"),
            ("mori", ["facts", "record", "--course", course], "patient.json"),
            ("mori", ["grades", "record", ill], "grades.record.json"),
            ("sato", ["makers", "reconcile", "axi-cel"], "makers.reconcile.csv"),
            ("admin", ["resources", "add", "apheresis3"], "resources.add.json"),
            ("admin", ["openings", "add", "apheresis3"], "openings.add.json"),
            ("admin", ["products", "change", "axi-cel"], "products.change.json"),
            ("sato", ["tasks", "add"], "tasks.add.json"),
            ("sato", ["deviations", "record", course], "deviations.record.json"),
            ("kobayashi", ["ward", "assess", ill], "ward.assess.json"),
            ("kobayashi", ["ward", "give", ill], "ward.give.json"),
            ("kobayashi", ["ward", "reserve", ill], "ward.reserve.json"),
            ("kobayashi", ["ward", "timeout", course, "--second", "mori"], "ward.timeout.json"),
        ] {
            let said = try run(words + ["--from", Self.file(example)], store, user)
            #expect(said.code == 0, "\(words): \(said.errors)")
        }
        // Meant for autoimmune disease alone, after the infusion.
        var licats: [Process.Output] = []
        for row in rows where licats.last?.code != 0 {
            let words = ["ward", "licats", row.id.text, "--from", Self.file("ward.licats.json")]
            licats.append(try run(words, store, "kobayashi"))
        }
        #expect(licats.last?.code == 0, "\(licats.map(\.errors))")
    }

    /// Questions that need no store, over the same files.
    @Test func examplesAreAnsweredWithoutAStore() throws {
        for command in CommandTable.all where ["grade", "keys"].contains(command.noun) {
            let path = try #require(command.example?.path)
            let said = try Process.run(
                Self.program,
                command.name.split(separator: " ").map(String.init)
                    + ["--from", Repository.root + "/" + path])
            #expect(said.code == 0 && !said.text.isEmpty, "\(command.name): \(said.errors)")
        }
        for name in [["clinical", "scores"], ["eligibility"], ["washouts"], ["facts", "show"]] {
            let said = try Process.run(
                Self.program, name + ["--from", Self.file("patient.json"), "--now", Self.now])
            #expect(said.code == 0 && !said.text.isEmpty, "\(name): \(said.errors)")
        }
    }

    // MARK: Running

    private static func file(_ name: String) -> String {
        Repository.root + "/Resources/facts/" + name
    }

    private func demo(_ folder: TemporaryFolder) throws -> String {
        let store = folder.file("demo.sqlite")
        let made = try Process.run(
            Self.program,
            ["demo", "--only-make", "--courses", "60", "--store", store, "--now", Self.now])
        #expect(made.code == 0)
        return store
    }

    private func run(
        _ words: [String], _ store: String, _ user: String
    ) throws -> Process.Output {
        try Process.run(
            Self.program,
            words + ["--store", store, "--now", Self.now, "--user", user, "--lang", "en"])
    }

    private static func courses(in list: String) -> [String] {
        list.split(separator: "\n").filter { $0.contains("D+") }.compactMap { line in
            line.firstIndex(of: "K").map { String(line[$0...].prefix(6)) }
        }
    }
}
