import Glibc
import Synchronization

/// Spreads independent pieces of work over threads.
///
/// The pieces are taken in their order by whichever thread is free and put back into their places,
/// so that the result does not depend on the number of threads.
public enum Parallel {
    public static func map<Result: Sendable>(
        count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        let workers = max(1, min(threads, count))
        guard workers > 1 else { return (0..<count).map(body) }
        let work = Work(count: count, body)
        var running: [pthread_t] = []
        for _ in 1..<workers {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(work as AnyWork)
            let started = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<AnyWork>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context.toOpaque())
            guard started == 0 else {
                // No more threads to be had: those that run do the work.
                context.release()
                break
            }
            running.append(thread)
        }
        work.run()
        for thread in running { pthread_join(thread, nil) }
        return work.results
    }

    /// A class because threads share it; one without a type parameter, because a C function
    /// takes it back from a bare pointer.
    private class AnyWork: @unchecked Sendable {
        func run() {}
    }

    private final class Work<Result: Sendable>: AnyWork, @unchecked Sendable {
        // All that changes is behind the atomic and the mutex.
        private let count: Int
        private let body: @Sendable (Int) -> Result
        private let next = Atomic<Int>(0)
        private let done: Mutex<[Result?]>

        init(count: Int, _ body: @escaping @Sendable (Int) -> Result) {
            (self.count, self.body) = (count, body)
            done = Mutex(Array(repeating: nil, count: count))
        }

        override func run() {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = body(index)
                done.withLock { $0[index] = result }
            }
        }

        var results: [Result] { done.withLock { $0.compactMap { $0 } } }
    }
}
