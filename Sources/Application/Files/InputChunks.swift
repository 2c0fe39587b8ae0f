import Glibc

/// Reads a file portion by portion, so that the size of a file is no question of memory.
public enum InputChunks {
    static let portion = 1 << 16

    /// Calls `body` with every portion, the first of which tells what kind of file it is.
    ///
    /// - Parameter path: `-` is standard input.
    public static func read<Failure: Error>(
        _ path: String, _ body: (ArraySlice<UInt8>) throws(Failure) -> Void
    ) throws(ChunkError<Failure>) {
        let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(.cannotOpen(path, reason: errno)) }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else {
            throw .file(.cannotRead(path, reason: errno))
        }
        guard state.st_mode & S_IFMT != S_IFDIR else { throw .file(.isFolder(path)) }
        var bytes = [UInt8](repeating: 0, count: portion)
        while true {
            // The first portion is filled before it is handed on: a pipe gives a few bytes at a
            // time, and they would not show what the file is.
            var filled = 0
            while filled < bytes.count {
                let count = bytes.withUnsafeMutableBytes {
                    Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
                }
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { throw .file(.cannotRead(path, reason: errno)) }
                if count == 0 { break }
                filled += count
            }
            if filled == 0 { return }
            do throws(Failure) {
                try body(bytes[..<filled])
            } catch {
                throw .body(error)
            }
        }
    }

    /// The files that the paths name: folders are opened, in the order of names.
    public static func files(_ paths: [String]) throws(FileError) -> [String] {
        var found: [String] = []
        for path in paths { try collect(path, into: &found, depth: 0) }
        return found
    }

    private static func collect(
        _ path: String, into found: inout [String], depth: Int
    ) throws(FileError) {
        var state = stat()
        guard path != "-", stat(path, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else {
            found.append(path)
            return
        }
        guard depth < 40, let folder = opendir(path) else {
            throw .cannotOpen(path, reason: errno)
        }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        closedir(folder)
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            try collect("\(base)/\(name)", into: &found, depth: depth + 1)
        }
    }
}

/// The file could not be read, or what was done with its portions failed.
public enum ChunkError<Failure: Error>: Error {
    case file(FileError)
    case body(Failure)
}
