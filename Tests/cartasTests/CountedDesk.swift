import Application
import Domain
import Glibc
import Support
import Terminal
import Testing

/// A person at the terminal, who counts the keys.
final class CountedDesk {
    let screen: ProgramScreen
    let words: Wording
    private(set) var keys = 0

    init(_ store: String, _ language: Language, now: Instant) throws {
        words = Wording(language)
        screen = try #require(
            ProgramScreen(
                size: Size(rows: 48, columns: 160),
                arguments: [
                    "--lang", language.rawValue, "--store", store, "--now", now.iso,
                ]))
        #expect(screen.wait(for: "K-0"))
        settle()
    }

    func begin() { keys = 0 }

    /// Presses keys: names in angle brackets, everything else as it is.
    func press(_ text: String) {
        var rest = text[...]
        while let first = rest.first {
            var (key, length) = (String(first), 1)
            for (name, code) in Self.named where rest.hasPrefix(name) {
                (key, length) = (code, name.count)
            }
            screen.press(key)
            keys += 1
            rest = rest.dropFirst(length)
            // A lone Escape is one only when nothing follows it.
            if key == "\u{1B}" { settle(150) }
        }
    }

    private static let named = [
        "<enter>": "\r", "<escape>": "\u{1B}", "<tab>": "\t", "<right>": "\u{1B}[C",
    ]

    /// What a patient is called is no key of the program's.
    func type(_ data: String) { screen.press(data) }

    /// Waits for one of several texts on the screen.
    func wait(_ keys: String...) -> Bool { wait(for: keys.map { words($0) }) }

    /// The terminal is sent only what differs, so that a word may come in pieces: it is asked
    /// to be drawn whole, which is no key of the job's.
    func wait(for texts: [String]) -> Bool {
        for _ in 0..<60 {
            screen.press("\u{0C}")
            var bytes: [UInt8] = []
            while let more = screen.terminal.read(withinMilliseconds: 200), !more.isEmpty {
                bytes += more
            }
            let text = Self.plain(String(decoding: bytes, as: UTF8.self))
            if texts.contains(where: { text.contains($0) }) { return true }
            _ = poll(nil, 0, 300)
        }
        return false
    }

    /// What is written, without the orders of how and where.
    private static func plain(_ text: String) -> String {
        var (plain, rest) = ("", text.unicodeScalars[...])
        while let next = rest.popFirst() {
            guard next == "\u{1B}" else {
                plain.unicodeScalars.append(next)
                continue
            }
            guard let kind = rest.popFirst(), kind == "[" else {
                // A choice of character set is one sign longer.
                _ = rest.popFirst()
                continue
            }
            while let part = rest.popFirst(), !("@"..."~").contains(part) {}
        }
        return plain
    }

    /// Waits until what is moved lies where it would, by so many days.
    func waitForGhost(_ days: Int) -> Bool {
        wait(for: [words(Phrase("board.ghost", ["days": .text("+\(days)")]))])
    }

    func settle(_ milliseconds: Int = 300) {
        while let bytes = screen.terminal.read(withinMilliseconds: Int32(milliseconds)) {
            if bytes.isEmpty { return }
        }
    }

    /// Puts the cursor of the Board on a course.
    func choose(_ course: Course.ID) {
        press("1")
        press("<escape>/\(course.text)<enter>")
        settle()
    }

    func end() {
        screen.press("\u{1B}")
        settle(150)
        screen.press("\u{1B}")
        settle(150)
        screen.terminal.send(signal: 15)
        #expect(screen.end().status == 0)
    }
}
