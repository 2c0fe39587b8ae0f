public import Store

/// The schema files that travel inside the binary.
public enum SchemaFiles {
    public static let migrations = Migrations(
        scripts: [.sqlite: scripts("sqlite"), .postgresql: scripts("postgresql")],
        rights: [.postgresql: Asset.named("Schema/postgresql/rights.sql")?.text ?? ""])

    private static func scripts(_ folder: String) -> [String] {
        Asset.all(below: "Schema/\(folder)/v").map(\.text)
    }
}
