import Glibc
import Support
import Terminal

/// The built program in a pseudo terminal, on a demo store of its own.
final class ProgramScreen {
    let terminal: PseudoTerminal
    let before: [UInt32]
    private(set) var seen = ""

    static let now = "2026-11-21T09:41:00+09:00"

    /// The program beside the test bundle, wherever the build put both.
    static let program: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let bytes = path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        let folder = String(decoding: bytes, as: UTF8.self).split(separator: "/").dropLast()
        return "/" + folder.joined(separator: "/") + "/cartas"
    }()

    /// One demo store for all tests that only look; made once.
    static let demo: String = {
        var name = Array("/tmp/cartas-screens-XXXXXX".utf8CString)
        _ = mkdtemp(&name)
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let store = folder + "/demo.sqlite"
        _ = run(["demo", "--only-make", "--store", store, "--courses", "60", "--now", now])
        return store
    }()

    /// Runs a command to its end and returns what it printed.
    @discardableResult
    static func run(_ arguments: [String]) -> String {
        guard let terminal = PseudoTerminal(Size(rows: 50, columns: 200)),
            terminal.start(program, arguments, environment(term: "xterm", lang: "C.UTF-8"))
        else { return "" }
        var bytes: [UInt8] = []
        for _ in 0..<600 {
            bytes += terminal.read(withinMilliseconds: 50) ?? []
            if terminal.end(withinMilliseconds: 1) != nil { break }
        }
        bytes += terminal.read(withinMilliseconds: 20) ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    static func environment(term: String, lang: String, _ more: [String] = []) -> [String] {
        ["TERM=\(term)", "LANG=\(lang)", "CARTAS_LANG=en", "HOME=/nonexistent"] + more
    }

    init?(
        term: String = "xterm-256color", lang: String = "C.UTF-8",
        size: Size = Size(rows: 24, columns: 80), arguments: [String]? = nil, more: [String] = []
    ) {
        guard let terminal = PseudoTerminal(size) else { return nil }
        self.terminal = terminal
        before = terminal.lineModes
        let arguments = arguments ?? ["--store", Self.demo, "--now", Self.now]
        let settings = Self.environment(term: term, lang: lang, more)
        guard terminal.start(Self.program, arguments, settings) else { return nil }
    }

    /// Reads until a text has come since the last call, or the time is over.
    func wait(for text: String, milliseconds: Int = 10_000) -> Bool {
        for _ in 0..<milliseconds / 10 {
            guard let bytes = terminal.read(withinMilliseconds: 10) else { return false }
            seen += String(decoding: bytes, as: UTF8.self)
            if let found = seen.range(of: text) {
                seen = String(seen[found.upperBound...])
                return true
            }
        }
        return false
    }

    func press(_ keys: String) { terminal.type(keys) }

    /// What has come by the end, and how the program ended.
    func end(withinMilliseconds limit: Int = 5000) -> (status: Int32?, text: String) {
        var text = seen
        for _ in 0..<limit / 20 {
            text += String(decoding: terminal.read(withinMilliseconds: 10) ?? [], as: UTF8.self)
            if let status = terminal.end(withinMilliseconds: 5) {
                text += String(decoding: terminal.read(withinMilliseconds: 20) ?? [], as: UTF8.self)
                return (status, text)
            }
        }
        return (nil, text)
    }
}

extension String {
    fileprivate func range(of needle: String) -> Range<Index>? {
        let (hay, pin) = (Array(utf8), Array(needle.utf8))
        guard !pin.isEmpty, hay.count >= pin.count else { return nil }
        for start in 0...hay.count - pin.count where hay[start] == pin[0] {
            if hay[start..<start + pin.count].elementsEqual(pin) {
                let lower = utf8.index(startIndex, offsetBy: start)
                return lower..<utf8.index(lower, offsetBy: pin.count)
            }
        }
        return nil
    }
}
