import Application
import Domain
import Glibc
import TUI

/// Commands around the screens.
enum ScreenCommands {
    static let all = [tutor]

    static let tutor = Command("tutor", nil, act: .readHelp) { invocation throws(CommandError) in
        guard isatty(0) == 1, isatty(1) == 1 else { throw .usage(Phrase("screens.noTerminal")) }
        // A hospital of its own for each learner, gone afterwards: nothing learnt by mistake
        // reaches anybody.
        var name = Array("/tmp/cartas-tutor-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw .refused(FileError.cannotWrite("/tmp", reason: errno))
        }
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let address = folder + "/hospital.sqlite"
        defer {
            for ending in ["", "-wal", "-shm", ".lock"] { unlink(address + ending) }
            rmdir(folder)
        }
        let now = try Workplace.now(invocation) ?? Workplace.machineNow()
        try storing { () throws(StoreError) in
            try Founding.demo(
                address, DemoHospital.Size(courses: 40, language: invocation.wording.language),
                now: now
            ) { _ in }
        }
        return try Screens.run(invocation, address: address, tutor: Tutor())
    }
}
