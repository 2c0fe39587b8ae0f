import Glibc

/// A folder of one test, removed with everything in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
    // A class, because the end of its life is what removes the folder.
    public let path: String

    public struct CannotMake: Error { public let reason: Int32 }

    public init() throws {
        var name = Array("/tmp/cartas-test-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw CannotMake(reason: errno) }
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                // A link is removed, never followed.
                if entry.pointee.d_type == UInt8(DT_DIR) {
                    remove("\(path)/\(name)")
                } else {
                    unlink("\(path)/\(name)")
                }
            }
            closedir(directory)
        }
        rmdir(path)
    }

    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and gives its path.
    public func write(_ text: String, to name: String) -> String {
        let path = file(name)
        if let stream = fopen(path, "w") {
            fputs(text, stream)
            fclose(stream)
        }
        return path
    }
}
