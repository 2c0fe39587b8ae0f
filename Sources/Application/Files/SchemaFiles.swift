public import Store

/// The schema files that travel inside the binary.
public enum SchemaFiles {
    public static let migrations = Migrations(scripts: [
        .sqlite: scripts("sqlite"), .postgresql: scripts("postgresql"),
    ])

    private static func scripts(_ folder: String) -> [String] {
        Asset.all(below: "Schema/\(folder)/").map(\.text)
    }
}
