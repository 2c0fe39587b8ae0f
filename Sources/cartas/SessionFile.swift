import Application
import Domain
import Glibc

/// The token of the person who has logged in at this terminal, in a file that only that person's
/// account on the machine can read.
enum SessionFile {
    private static func path(for address: String) -> String {
        let environment = Environment.current
        let state = environment["XDG_STATE_HOME"] ?? "\(environment["HOME"] ?? ".")/.local/state"
        let name = SHA256.hexadecimal(Array(address.utf8)).prefix(16)
        return "\(state)/cartas/session-\(name)"
    }

    static func token(for address: String) -> String? {
        if let given = Environment.current["CARTAS_SESSION"] { return given }
        guard let bytes = try? InputFile.read(path(for: address), limit: 4096) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return text.isEmpty ? nil : text
    }

    static func keep(_ token: String, for address: String) throws(CommandError) {
        let path = path(for: address)
        Folders.make(for: path)
        do throws(FileError) {
            try OutputFile.write(token + "\n", to: path)
        } catch {
            throw .refused(error)
        }
    }

    static func forget(_ address: String) { unlink(path(for: address)) }
}

/// Folders on the way to a file.
enum Folders {
    static func make(for file: String) {
        // The address of a server is no path, and may hold a password.
        guard !file.contains("://") else { return }
        var path = ""
        for part in file.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            path += "\(part)/"
            mkdir(path, 0o700)
        }
    }
}
