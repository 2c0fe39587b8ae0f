public import Domain

/// The publications, labels and decisions that rules cite by key.
public struct SourceList: Sendable {
    public struct Source: Hashable, Sendable {
        public let key: String
        public let citation: String
    }

    public let all: [Source]
    private let byKey: [String: Int]

    public init(reading reader: JSONReader) throws(JSONError) {
        try reader.allowOnly(["schema", "version", "note", "sources"])
        var all: [Source] = []
        for (key, citation) in try reader.member("sources").members() {
            all.append(Source(key: key, citation: try citation.nonEmpty()))
        }
        self.all = all
        byKey = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.key, $0) })
    }

    /// The keys of a centre begin with `local:`; the rest of the key is the citation.
    public static let localPrefix = "local:"

    public func contains(_ key: String) -> Bool {
        byKey[key] != nil || (key.hasPrefix(Self.localPrefix) && key != Self.localPrefix)
    }

    public func citation(of key: String) -> String {
        if key.hasPrefix(Self.localPrefix) { return String(key.dropFirst(Self.localPrefix.count)) }
        return byKey[key].map { all[$0].citation } ?? key
    }
}
