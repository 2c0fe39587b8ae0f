import Application
import Domain
import Glibc
import Terminal

/// Where a command prints. Every line passes `Visible`, so that no text out of the store or out
/// of a file can give orders to the terminal.
final class Console {
    // A class because the buffer is shared by the command and by whoever flushes at the end.
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    func print(_ line: String = "") {
        buffer.append(contentsOf: Visible.text(line).utf8)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 16 { flush() }
    }

    /// One JSON value on one line. Its writer escapes every control character itself.
    func print(_ json: JSON) {
        buffer.append(contentsOf: json.compact.utf8)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 16 { flush() }
    }

    /// A sentence for the person, beside the output that a script reads.
    func complain(_ line: String) {
        Self.write(Array((Visible.text(line) + "\n").utf8), to: 2)
    }

    /// A question, with the answer typed behind it.
    func prompt(_ question: String) {
        Self.write(Array("\(Visible.text(question)) ".utf8), to: 2)
    }

    func flush() {
        Self.write(buffer, to: descriptor)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Progress is drawn only where somebody watches.
    let showsProgress = isatty(2) == 1

    /// Rewrites one line on standard error.
    func progress(_ line: String) {
        guard showsProgress else { return }
        Self.write(Array("\r\u{1B}[K\(Visible.text(line))".utf8), to: 2)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var (done, interruptions) = (0, 0)
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
            }
            // What is interrupted a thousand times is broken, and nobody may wait for it.
            if count < 0, errno == EINTR, interruptions < 1000 {
                interruptions += 1
                continue
            }
            // A closed pipe has no reader to tell.
            guard count > 0 else { return }
            done += count
        }
    }
}
