public import Domain

extension SiteMap: Record {
    public static let table = Table("site_map", key: ["part"], ["rows"])

    public init(row: Row) throws(StoreError) {
        self.init(try row.word(0), rows: try row.text(1))
    }

    public var values: [Value] { [.text(part.rawValue), .text(rows)] }
}
