import Glibc

/// Runs the command by which a centre calls somebody: a pager, a chat, a lamp.
///
/// It learns that something waits and nothing else: a process list and an environment are public,
/// so neither a name nor a number of a patient, neither grade nor course ever stands in them. What
/// is meant is read in the program.
public enum Notifier {
    public enum Failure: Error, Equatable {
        case cannotStart
        case ended(Int32)
    }

    /// Starts the command and waits for its end. It reads one line on its standard input.
    ///
    /// - Parameters:
    ///   - command: a line for the shell, out of the centre's settings.
    ///   - count: how many escalations wait.
    ///   - words: who is meant and which kind of matter it is, where the command pages one person.
    public static func run(
        _ command: String, waiting count: Int, telling words: [String] = []
    ) throws(Failure) {
        let child = try start(command, waiting: count, telling: words)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw .cannotStart }
        }
        let isExit = status & 0x7F == 0
        let code = isExit ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        guard code == 0 else { throw .ended(code) }
    }

    /// Starts the command and goes on: a bedside does not wait for a pager.
    public static func call(_ command: String, waiting count: Int) {
        // Twice removed, so that whoever ends first leaves nobody behind.
        _ = try? start("(\(command)) & :", waiting: count, reap: true)
    }

    private static func start(
        _ command: String, waiting count: Int, telling told: [String] = [], reap: Bool = false
    ) throws(Failure) -> pid_t {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .cannotStart }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        // The screens own this terminal; a pager's chatter has no place on it.
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = ["/bin/sh", "-c", command]
        let kept = ["PATH", "HOME", "LANG", "LC_ALL", "TZ"]
        let variables = kept.compactMap { name in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        var arguments = words.map { strdup($0) } + [nil]
        var environment = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var child: pid_t = 0
        let result = posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, &environment)
        close(ends[0])
        guard result == 0 else { throw .cannotStart }
        let line = Array("\((["CARTAS: \(count)"] + told).joined(separator: " "))\n".utf8)
        // A command that does not read must not end the program.
        let old = signal(SIGPIPE, SIG_IGN)
        _ = line.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        signal(SIGPIPE, old)
        if reap {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
        }
        return child
    }
}
