import Glibc

/// Threads for work that is cut into pieces.
public enum Threads {
    /// Runs all pieces, at most `count` at a time, and returns when the last is done.
    public static func perform(_ pieces: [@Sendable () -> Void], on count: Int) {
        guard count > 1, pieces.count > 1 else {
            for piece in pieces { piece() }
            return
        }
        let queue = Queue(pieces)
        var threads: [pthread_t] = []
        for _ in 1..<min(count, pieces.count) {
            var thread = pthread_t()
            let argument = Unmanaged.passRetained(queue).toOpaque()
            let state = pthread_create(
                &thread, nil,
                { argument in
                    if let argument {
                        Unmanaged<Queue>.fromOpaque(argument).takeRetainedValue().drain()
                    }
                    return nil
                }, argument)
            if state == 0 {
                threads.append(thread)
            } else {
                // Without a thread the caller's own does the work.
                Unmanaged<Queue>.fromOpaque(argument).release()
            }
        }
        queue.drain()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// The pieces that nobody has taken yet.
    private final class Queue: @unchecked Sendable {
        private let pieces: [@Sendable () -> Void]
        private let lock: UnsafeMutablePointer<pthread_mutex_t>
        private var next = 0

        init(_ pieces: [@Sendable () -> Void]) {
            self.pieces = pieces
            lock = .allocate(capacity: 1)
            lock.initialize(to: pthread_mutex_t())
            pthread_mutex_init(lock, nil)
        }

        deinit {
            pthread_mutex_destroy(lock)
            lock.deallocate()
        }

        private func take() -> (@Sendable () -> Void)? {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            guard next < pieces.count else { return nil }
            defer { next += 1 }
            return pieces[next]
        }

        func drain() {
            while let piece = take() { piece() }
        }
    }
}
