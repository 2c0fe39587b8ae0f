public import Domain

/// Our own records behind a resource, whole, in an extension that other systems pass by: another
/// store of this program takes them over as they are, and its export is the same again.
public struct CarriedRecords: Sendable {
    static let url = "urn:cartas:record"

    public struct Row: Sendable {
        public let table: String
        /// The values in the order of the columns.
        public let values: [JSON]

        public init(table: String, values: [JSON]) { (self.table, self.values) = (table, values) }
    }

    public let rows: [Row]

    public init(_ rows: [Row]) { self.rows = rows }

    /// What a resource carries; nothing in those of others.
    public init(_ resource: JSON) {
        rows = resource.list("extension").filter { $0.string("url") == Self.url }
            .compactMap { carried in
                let parts = carried.list("extension")
                guard
                    let table = parts.first(where: { $0.string("url") == "table" })?
                        .string("valueString"),
                    let text = parts.first(where: { $0.string("url") == "values" })?
                        .string("valueString"),
                    let values = try? JSONParser.parse(text)
                else { return nil }
                return Row(table: table, values: values.elements)
            }
    }

    /// The member of a resource that carries them; nil for none.
    var member: (String, JSON)? {
        guard !rows.isEmpty else { return nil }
        func part(_ name: String, _ text: String) -> JSON {
            .object([("url", .string(name)), ("valueString", .string(text))])
        }
        return (
            "extension",
            .array(
                rows.map { row in
                    .object([
                        ("url", .string(Self.url)),
                        (
                            "extension",
                            .array([
                                part("table", row.table),
                                part("values", JSON.array(row.values).compact),
                            ])
                        ),
                    ])
                })
        )
    }
}
