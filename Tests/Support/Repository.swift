import Glibc

/// The files of this repository, found from where this file stands.
public enum Repository {
    public static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// All files below a folder, as paths from the root, sorted.
    public static func files(below folder: String, suffix: String = "") -> [String] {
        var found: [String] = []
        var open = [folder]
        while let next = open.popLast() {
            guard let directory = opendir(root + "/" + next) else { continue }
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") { continue }
                let path = next + "/" + name
                if entry.pointee.d_type == UInt8(DT_DIR) {
                    open.append(path)
                } else if path.hasSuffix(suffix) {
                    found.append(path)
                }
            }
        }
        return found.sorted()
    }

    public static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(root + "/" + path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    public static func text(_ path: String) -> String {
        String(decoding: bytes(path), as: UTF8.self)
    }
}
