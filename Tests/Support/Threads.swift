import Glibc
import Synchronization

/// Numbers that no two threads get alike.
final class Counter: Sendable {
    private let last = Mutex(0)

    func next() -> Int {
        last.withLock { number in
            number += 1
            return number
        }
    }
}

/// Runs `body` on so many threads at once and waits for all: a race needs threads of its own,
/// which a pool of as many as there are cores does not give.
public func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let threads = (0..<count).compactMap { index -> pthread_t? in
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work { body(index) })
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        return code == 0 ? thread : nil
    }
    for thread in threads { pthread_join(thread, nil) }
}
