import Glibc

/// Has the system fetch a file that is going to be read whole, in large pieces and in the order of
/// the file: page by page a cold disk takes twice as long.
final class ReadAhead {
    // A class, because it goes on where it was.
    private let descriptor: Int32
    private let size: Int
    private var asked = 0

    /// How far it goes before the reader, and how much it asks for at once.
    private static let lead = 1 << 27
    private static let piece = 1 << 22

    /// Nil where the file is not open here.
    init?(path: String) {
        guard let found = Self.descriptor(of: path) else { return nil }
        (descriptor, size) = found
    }

    /// The descriptor that the database has. Another one must not be opened: closing it would give
    /// up the locks that this process has on the file.
    private static func descriptor(of path: String) -> (Int32, Int)? {
        var wanted = stat()
        guard stat(path, &wanted) == 0 else { return nil }
        for descriptor in Int32(3)..<1024 {
            var found = stat()
            if fstat(descriptor, &found) == 0, found.st_dev == wanted.st_dev,
                found.st_ino == wanted.st_ino
            {
                return (descriptor, Int(wanted.st_size))
            }
        }
        return nil
    }

    /// - Parameter share: about how much of the file has been read.
    func advance(past share: Double) {
        let end = min(size, Int(share * Double(size)) + Self.lead)
        while asked < end {
            // Advice: where it is not taken, everything is read as before.
            _ = posix_fadvise(descriptor, asked, Self.piece, POSIX_FADV_WILLNEED)
            asked += Self.piece
        }
    }
}
