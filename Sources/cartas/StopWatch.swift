import Glibc

/// Time since the program began. Only the command line reads clocks.
struct StopWatch: Sendable {
    private let start: Int

    /// Counts what the start of the program has already taken of the processor.
    init() { start = StopWatch.read(CLOCK_MONOTONIC) - StopWatch.read(CLOCK_PROCESS_CPUTIME_ID) }

    var nanoseconds: Int { StopWatch.read(CLOCK_MONOTONIC) - start }

    var seconds: Double { Double(nanoseconds) * 1e-9 }

    private static func read(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
