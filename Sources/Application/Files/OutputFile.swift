import Glibc

/// Writes a result beside its final name and then puts it there in one step, so that a full disk
/// or a kill leaves the old file or the new one, never half of one.
public enum OutputFile {
    /// - Parameter replacing: false refuses to touch a file that exists; exports of patient data
    ///   must never follow a link or a name that somebody put in their way.
    public static func write(
        _ bytes: [UInt8], to path: String, replacing: Bool = true
    ) throws(FileError) {
        if path == "-" { return try write(bytes, descriptor: 1, path) }
        if !replacing, access(path, F_OK) == 0 { throw .exists(path) }
        let draft = path + ".part\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path, reason: errno) }
        do throws(FileError) {
            defer { close(descriptor) }
            try write(bytes, descriptor: descriptor, path)
            guard fsync(descriptor) == 0 else { throw .cannotWrite(path, reason: errno) }
        } catch {
            unlink(draft)
            throw error
        }
        // `link` refuses an existing name where `rename` would replace it.
        let placed = replacing ? rename(draft, path) : link(draft, path)
        let reason = errno
        if placed != 0 || !replacing { unlink(draft) }
        guard placed == 0 else {
            throw reason == EEXIST ? .exists(path) : .cannotWrite(path, reason: reason)
        }
    }

    public static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    private static func write(
        _ bytes: [UInt8], descriptor: Int32, _ path: String
    ) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .cannotWrite(path, reason: errno) }
            done += count
        }
    }
}
