import Glibc
import Support
import Testing

/// The program itself, killed and failed at its system calls; `make soak` strikes at every one.
struct CrashTests {
    static let program = Repository.root + "/.build/release/cartas"
    static let isBuilt = access(program, X_OK) == 0

    @Test(.enabled(if: isBuilt, "needs the release build"), arguments: ["kill", "EIO", "ENOSPC"])
    func nothingAcknowledgedIsLost(_ how: String) throws {
        // The step and the last place: every place is tens of minutes.
        let places = getenv("CARTAS_SOAK") == nil ? ["11", "90"] : ["1", "100000"]
        let run = try Process.run(
            "/bin/bash", [Repository.root + "/Tests/Harness/crash.sh", Self.program, how] + places)
        #expect(run.code == 0, "\(run.text)")
        #expect(!run.text.contains("struck 0,"), "\(run.text)")
    }

    @Test(.enabled(if: isBuilt, "needs the release build"))
    func aProgramThatOnlySaysSoIsCaught() throws {
        let run = try Process.run(
            "/bin/bash",
            [Repository.root + "/Tests/Harness/crash.sh", Self.program, "kill", "3", "6"],
            environment: ["PLANT": "1"])
        #expect(run.code == 1)
        #expect(run.text.contains("acknowledged and lost"))
    }
}
