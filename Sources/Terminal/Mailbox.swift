import CTerm
import Glibc
import Synchronization

/// Where one thread leaves work or results for another, which wakes for it.
public final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Mutex<[Letter]>([])
    /// Readable while letters wait.
    public let descriptor: Int32 = cterm_event_descriptor()

    public init() {}

    deinit { close(descriptor) }

    public func post(_ letter: Letter) {
        letters.withLock { $0.append(letter) }
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    public func collect() -> [Letter] {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
        return letters.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
