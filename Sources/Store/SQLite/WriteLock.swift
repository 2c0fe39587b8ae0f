import Domain
import Glibc

/// The advisory lock around every commit and checkpoint of one SQLite file.
///
/// SQLite before 3.51.3 (Debian 12 ships 3.40.1) has a race between a connection that writes and
/// one that checkpoints the write-ahead log at the same moment, which can damage the file. Under
/// one lock the two never overlap. It also queues writers more fairly than SQLite's own busy
/// handler, which lets one of six processes wait for a third of a second.
final class WriteLock {
    // A class because it owns a descriptor.
    private let descriptor: Int32
    private var isHeld = false

    init(beside path: String) throws(StoreError) {
        descriptor = open(path + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unavailable("\(path)-lock: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// - Throws: `StoreError.busy` after ten seconds: a stopped process must not stop a ward.
    func locked<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        // A checkpoint inside a write is under the same lock already.
        if isHeld { return try body() }
        try take()
        isHeld = true
        defer {
            isHeld = false
            flock(descriptor, LOCK_UN)
        }
        return try body()
    }

    /// Runs `body` under the lock if nobody has it.
    func ifFree(_ body: () -> Void) {
        guard !isHeld, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        body()
        flock(descriptor, LOCK_UN)
    }

    /// Wakes whoever watches the folder, now that the commit can be seen: the last write to the
    /// log itself comes a moment before that. Losing it costs a second, so a failure is nothing.
    func announce() {
        var byte: UInt8 = 0
        _ = pwrite(descriptor, &byte, 1, 0)
    }

    private func take() throws(StoreError) {
        var waitMicroseconds: UInt32 = 50
        var waited: UInt32 = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .notSaved(String(cString: strerror(errno)))
            }
            guard waited < 10_000_000 else { throw .busy }
            usleep(waitMicroseconds)
            waited += waitMicroseconds
            waitMicroseconds = min(waitMicroseconds * 2, 2000)
        }
    }
}
