import Glibc

/// A terminal without a person: what a program shows in it is read here, and keys are written.
///
/// The measurements and the tests of the whole program look through it, because only the bytes
/// that leave the process are what a person would have seen.
public final class PseudoTerminal {
    // A class because it owns two descriptors and perhaps a process.
    public let outer: Int32
    public let inner: Int32
    public private(set) var child: Int32?

    public init?(_ size: Size) {
        outer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // The C functions for this are not in Swift's Glibc module.
        let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        var (locked, index): (Int32, Int32) = (0, 0)
        guard outer >= 0, ioctl(outer, unlock, &locked) == 0, ioctl(outer, number, &index) == 0
        else { return nil }
        path = "/dev/pts/\(index)"
        inner = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard inner >= 0 else { return nil }
        _ = fcntl(outer, F_SETFL, O_NONBLOCK)
        resize(size)
    }

    private let path: String

    deinit {
        if let child {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        close(inner)
        close(outer)
    }

    public func resize(_ size: Size) {
        var window = winsize(
            ws_row: UInt16(clamping: size.rows), ws_col: UInt16(clamping: size.columns),
            ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(outer, UInt(TIOCSWINSZ), &window)
    }

    /// Starts a program that has this terminal as its own.
    public func start(_ program: String, _ arguments: [String], _ environment: [String]) -> Bool {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // In a session of its own, the first terminal that it opens becomes its own. Threads of
        // Dispatch block signals, and the child would start with theirs.
        let (ownSession, ownMask): (Int16, Int16) = (0x80, 0x08)
        var mask = sigset_t()
        sigemptyset(&mask)
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, ownSession | ownMask)
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        words.append(nil)
        settings.append(nil)
        defer { for text in words + settings { free(text) } }
        var process: pid_t = 0
        guard posix_spawn(&process, program, &actions, &attributes, words, settings) == 0 else {
            return false
        }
        child = process
        return true
    }

    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(outer, bytes, bytes.count)
    }

    /// What has come, waiting up to so long for the first of it; nil when the program is gone.
    public func read(withinMilliseconds wait: Int32) -> [UInt8]? {
        var polled = pollfd(fd: outer, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, wait) > 0 else { return [] }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(outer, &chunk, chunk.count)
            if count <= 0 { return all.isEmpty && count < 0 && errno == EIO ? nil : all }
            all += chunk.prefix(count)
        }
    }

    /// The modes of the line, which every program must leave as it found them.
    public var lineModes: [UInt32] {
        var state = termios()
        tcgetattr(inner, &state)
        return [state.c_iflag, state.c_oflag, state.c_lflag]
    }

    /// Waits for the program's end: its exit status, or the signal below zero; nil when it goes on.
    public func end(withinMilliseconds limit: Int) -> Int32? {
        guard let child else { return nil }
        for _ in 0...max(1, limit / 5) {
            var status: Int32 = 0
            if waitpid(child, &status, WNOHANG) == child {
                self.child = nil
                let signal = status & 0x7F
                return signal == 0 ? (status >> 8) & 0xFF : -signal
            }
            usleep(5000)
        }
        return nil
    }

    public func send(signal: Int32) {
        if let child { kill(child, signal) }
    }
}
