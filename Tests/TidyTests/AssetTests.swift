import Application
import Support
import Testing

struct AssetTests {
    @Test func everyFileIsEmbeddedAsItIs() {
        let files = Repository.files(below: "Schema") + Repository.files(below: "Resources")
        #expect(Asset.all.map(\.path) == files.sorted(), "run `make assets`")
        for asset in Asset.all {
            #expect(asset.bytes == Repository.bytes(asset.path), "\(asset.path)")
        }
    }
}
