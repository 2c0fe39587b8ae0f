import Glibc

/// Runs another program and waits for it.
public enum Process {
    public struct Output: Sendable {
        public let code: Int32
        public let text: String
        public let errors: String
    }

    public struct CannotStart: Error { public let reason: Int32 }

    /// - Parameter environment: exactly what the program sees, so that a test does not depend on
    ///   who runs it.
    public static func run(
        _ program: String, _ arguments: [String] = [], input: String = "",
        environment: [String: String] = [:]
    ) throws -> Output {
        let (out, outPath) = try temporaryFile()
        let (err, errPath) = try temporaryFile()
        let (inp, inpPath) = try temporaryFile()
        defer {
            for (descriptor, path) in [(out, outPath), (err, errPath), (inp, inpPath)] {
                close(descriptor)
                unlink(path)
            }
        }
        var bytes = Array(input.utf8)
        _ = Glibc.write(inp, &bytes, bytes.count)
        lseek(inp, 0, SEEK_SET)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in [(inp, Int32(0)), (out, 1), (err, 2)] {
            posix_spawn_file_actions_adddup2(&actions, from, to)
        }
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        let base = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        var variables =
            base.merging(environment) { $1 }.sorted { $0.key < $1.key }
            .map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var child: pid_t = 0
        let reason = posix_spawn(&child, program, &actions, nil, &words, &variables)
        guard reason == 0 else { throw CannotStart(reason: reason) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Output(code: code, text: contents(out), errors: contents(err))
    }

    private static func temporaryFile() throws -> (Int32, String) {
        var path = Array("/tmp/cartas-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw CannotStart(reason: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let name = path.dropLast().map(UInt8.init(bitPattern:))
        return (descriptor, String(decoding: name, as: UTF8.self))
    }

    private static func contents(_ descriptor: Int32) -> String {
        lseek(descriptor, 0, SEEK_SET)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
