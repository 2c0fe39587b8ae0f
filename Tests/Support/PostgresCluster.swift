import Glibc

/// A PostgreSQL server of this test process alone, on a socket in a folder of its own.
///
/// It ends with the process, however that ends: a shell waits for it and cleans up.
public final class PostgresCluster: Sendable {
    // A class, because there is one, and it is an identity and not a value.
    public let folder: String
    private let binaries: String

    public struct CannotStart: Error { public let words: String }

    /// The server that all tests of the process share.
    public static let shared = Result { try PostgresCluster() }

    private static let count = Counter()

    public init() throws {
        var name = Array("/tmp/cartas-pg-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw CannotStart(words: "mkdtemp") }
        folder = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        binaries = try Self.shell("ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1")
        if getuid() == 0 { _ = try Self.shell("chown postgres \(folder)") }
        _ = try asServer(
            "\(binaries)/initdb -D \(folder)/data -U test -A trust -E UTF8 --locale=C.UTF-8 "
                + "--no-sync"
        )
        try start()
        // A process killed before its time leaves no server behind.
        _ = try Self.shell(
            "setsid sh -c 'while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done;"
                + " \(Self.user) \(binaries)/pg_ctl -D \(folder)/data -m immediate stop;"
                + " rm -rf \(folder)' </dev/null >/dev/null 2>&1 &")
    }

    public func start() throws {
        let options =
            "-k \(folder) -c listen_addresses= -c fsync=off -c full_page_writes=off"
            + " -c max_connections=60 -c log_min_messages=fatal"
        _ = try asServer(
            "\(binaries)/pg_ctl -D \(folder)/data -w -o \"\(options)\" -l \(folder)/log start")
    }

    /// - Parameter mode: `immediate` is a crash, `fast` a shutdown.
    public func stop(_ mode: String = "immediate") throws {
        _ = try asServer("\(binaries)/pg_ctl -D \(folder)/data -w -m \(mode) stop")
    }

    /// A new empty database: its address.
    public func makeDatabase() throws -> String {
        let name = "t\(Self.count.next())"
        let made = "\(binaries)/psql -h \(folder) -U test -d postgres -qc 'CREATE DATABASE \(name)'"
        _ = try Self.shell(made)
        return "postgresql://test@/\(name)?host=\(folder)"
    }

    /// The same database for somebody who must say a password.
    public func withPassword(_ address: String, _ password: String) throws -> String {
        let sql = "ALTER ROLE test PASSWORD '\(password)'"
        _ = try Self.shell("\(binaries)/psql -h \(folder) -U test -d postgres -qc \"\(sql)\"")
        _ = try Self.shell("sed -i 's/trust$/scram-sha-256/' \(folder)/data/pg_hba.conf")
        _ = try asServer("\(binaries)/pg_ctl -D \(folder)/data reload")
        return address.replacing("//test@", with: "//test:\(password)@")
    }

    private func asServer(_ command: String) throws -> String {
        try Self.shell("\(Self.user) \(command)")
    }

    /// The server refuses to run as root.
    private static let user = getuid() == 0 ? "runuser -u postgres --" : ""

    private static func shell(_ command: String) throws -> String {
        let output = try Process.run(
            "/bin/sh", ["-c", "cd / && \(command)"],
            environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"])
        guard output.code == 0 else { throw CannotStart(words: "\(command): \(output.errors)") }
        return output.text.split(separator: "\n").last.map(String.init) ?? ""
    }
}
