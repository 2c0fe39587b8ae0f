/// What this centre calls things: local codes of the laboratory, and units as they are written
/// here. They come before the tables of the program.
public struct SiteMap: Equatable, Sendable {
    public enum Part: String, CaseIterable, Sendable { case codes, units }

    public let part: Part
    /// A table with a header, comma-separated.
    public let rows: String

    public init(_ part: Part, rows: String) { (self.part, self.rows) = (part, rows) }
}

extension SiteMap.Part: Worded { public static let vocabulary = "siteMap" }
