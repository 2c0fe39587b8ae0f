import CAssets

/// A file of `Schema/` or `Resources/`, carried inside the binary so that the program works
/// wherever it is copied to.
public struct Asset: Sendable {
    public let path: String
    public let bytes: [UInt8]

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Every embedded file, sorted by path.
    public static let all: [Asset] = {
        var count = 0
        guard let first = c_assets(&count) else { return [] }
        return UnsafeBufferPointer(start: first, count: count).map { asset in
            Asset(
                path: String(cString: asset.path),
                bytes: Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count)))
        }
    }()

    /// The files below a folder, such as `Resources/en/`.
    public static func all(below folder: String) -> [Asset] {
        all.filter { $0.path.hasPrefix(folder) }
    }

    public static func named(_ path: String) -> Asset? { all.first { $0.path == path } }
}
