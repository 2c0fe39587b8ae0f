import Glibc

/// Turns the wish that the program end (SIGTERM, SIGINT) into a descriptor that `poll` can watch.
enum StopSignal {
    /// Signals are blocked in every thread that is started later; one of its own waits for them.
    static func descriptor() -> Int32 {
        var mask = mask
        pthread_sigmask(SIG_BLOCK, &mask, nil)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return -1 }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var thread = pthread_t()
        let context = UnsafeMutableRawPointer(bitPattern: Int(ends[1]))
        let started = pthread_create(
            &thread, nil,
            { context in
                var mask = StopSignal.mask
                var signal: Int32 = 0
                sigwait(&mask, &signal)
                var byte: UInt8 = 1
                write(Int32(Int(bitPattern: context)), &byte, 1)
                return nil
            }, context)
        if started == 0 { pthread_detach(thread) }
        return ends[0]
    }

    private static var mask: sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, SIGTERM)
        sigaddset(&mask, SIGINT)
        return mask
    }
}
