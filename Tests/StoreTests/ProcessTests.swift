import Glibc
import Support
import Testing

/// The program as others run it: many processes at once, and a machine that loses its power.
/// `CARTAS_SOAK=1` takes the full counts.
struct ProcessTests {
    static let program = CrashTests.program
    static let isSoak = getenv("CARTAS_SOAK") != nil

    private static func run(_ words: [String], store: String) throws -> Process.Output {
        try Process.run(program, words, environment: ["CARTAS_STORE": store])
    }

    /// Exactly one wins each contest, and nobody sees a raw error of the database.
    @Test(
        .enabled(if: CrashTests.isBuilt, "needs the release build"), arguments: Backend.allCases)
    func oneOfManyProcessesGetsTheLastUnit(_ backend: Backend) throws {
        let centre = try Centre(backend, isEmpty: true)
        #expect(try Self.run(["init", "--test"], store: centre.address).code == 0)
        for processes in Self.isSoak ? [2, 4, 8, 16] : [2, 8] {
            let contests = Self.isSoak ? 2500 : 20
            let race = try Self.run(
                [
                    "bench", "contest", "--processes", "\(processes)", "--contests",
                    "\(contests)",
                ], store: centre.address)
            #expect(race.code == 0, "\(race.text) \(race.errors)")
            #expect(race.text.contains(#""winners":\#(contests),"doubles":0"#), "\(race.text)")
            #expect(race.errors == "")
        }
        #expect(try Self.run(["verify"], store: centre.address).code == 0)
    }

    /// The racers come in where only a password opens the server, and nobody reads it.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func racersKnowThePasswordOfTheServer() throws {
        let cluster = try PostgresCluster()
        let address = try cluster.withPassword(try cluster.makeDatabase(), "kasumi")
        #expect(try Self.run(["init", "--test"], store: address).code == 0)
        let race = try Self.run(
            ["bench", "contest", "--processes", "2", "--contests", "5"], store: address)
        #expect(race.code == 0, "\(race.text) \(race.errors)")
        let wrong = address.replacing("kasumi", with: "ajisai")
        let refused = try Self.run(["verify"], store: wrong)
        #expect(refused.code == 3)
        #expect(!refused.errors.contains("ajisai"), "\(refused.errors)")
    }

    private static func cutPower(_ plant: String) throws -> Process.Output {
        try Process.run(
            "/usr/bin/python3",
            [
                Repository.root + "/Tests/Harness/powerloss.py", program,
                isSoak ? "40" : "6", isSoak ? "1000" : "40",
            ], environment: ["PLANT": plant])
    }

    /// Disks as a power cut leaves them: everything acknowledged is there, and the store is sound.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func aPowerCutLosesNothing() throws {
        let run = try Self.cutPower("")
        #expect(run.code == 0, "\(run.text) \(run.errors)")
        #expect(run.text.contains("disks \(Self.isSoak ? 1000 : 40), broken 0"), "\(run.text)")
    }

    /// The same with a disk that only says it has saved.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func aDiskThatLiesIsCaught() throws {
        let run = try Self.cutPower("lie")
        #expect(run.code == 1)
        #expect(run.text.contains("acknowledged and lost"), "\(run.text)")
    }

    private static func harness(_ name: String, _ plant: String = "") throws -> Process.Output {
        try Process.run(
            "/usr/bin/python3",
            [Repository.root + "/Tests/Harness/" + name, program, isSoak ? "500" : "25"],
            environment: ["PLANT": plant])
    }

    /// Killed at any moment, the listener loses nothing it acknowledged and takes nothing twice.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func aKilledListenerLosesNothing() throws {
        let run = try Self.harness("listen_kill.py")
        #expect(run.code == 0, "\(run.text) \(run.errors)")
    }

    /// Killed between a message and its answer, the sender sends the very same once more.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func aKilledSenderRepeatsTheSame() throws {
        let run = try Self.harness("send_kill.py")
        #expect(run.code == 0, "\(run.text) \(run.errors)")
        #expect(try Self.harness("send_kill.py", "forget").code == 1)
    }

    /// Protected lines, spoken by an independent library on the other side.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func onlyTrustedPeersAreHeard() throws {
        let run = try Self.harness("tls.py")
        #expect(run.code == 0, "\(run.text) \(run.errors)")
        #expect(try Self.harness("tls.py", "plain").code == 1)
    }

    /// `--now` dates entries, which only a demonstration allows, from its first moment.
    @Test(.enabled(if: CrashTests.isBuilt, "needs the release build"))
    func aRealStoreIsNotFoundedInThePast() throws {
        let folder = try TemporaryFolder()
        let words = ["init", "--now", "2026-01-05T08:00:00+09:00"]
        let refused = try Self.run(words, store: folder.file("real"))
        #expect(refused.code == 1)
        #expect(refused.errors.contains("--now"), "\(refused.errors)")
        #expect(access(folder.file("real"), F_OK) != 0)
        #expect(try Self.run(words + ["--test"], store: folder.file("test")).code == 0)
    }
}
