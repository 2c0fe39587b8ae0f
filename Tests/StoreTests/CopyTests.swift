import Application
import Domain
import Store
import Support
import Testing

struct CopyTests {
    @Test func aCopyLeavesNoTableBehind() throws {
        let folder = try TemporaryFolder()
        let store = try Store.create(folder.file("s.sqlite"), SchemaFiles.migrations, meta: [:])
        #expect(try store.uncopiedTables() == [])
        try store.connection.script("CREATE TABLE planted (a INTEGER)")
        #expect(try store.uncopiedTables() == ["planted"])
    }
}
