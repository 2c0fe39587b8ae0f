import Glibc

/// The site's own command by which somebody is called.
///
/// It is told a notice, a person, a role and a kind of matter, as words of their own, and it gets
/// nothing else: no course, no patient, no environment, no open file.
struct NotifyCommand {
    let path: String

    /// Longer than this nobody waits for a pager.
    static let seconds = 20

    /// True when the command ended with 0 in time.
    func call(_ words: [String]) -> Bool {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(0), 1, 2] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, "/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
        defer { for variable in environment { free(variable) } }
        var child: pid_t = 0
        guard posix_spawn(&child, path, &actions, nil, &arguments, &environment) == 0 else {
            return false
        }
        for _ in 0..<(Self.seconds * 20) {
            var status: Int32 = 0
            let found = waitpid(child, &status, WNOHANG)
            if found == child { return status == 0 }
            if found < 0 { return false }
            usleep(50_000)
        }
        kill(child, SIGKILL)
        var status: Int32 = 0
        _ = waitpid(child, &status, 0)
        return false
    }
}
