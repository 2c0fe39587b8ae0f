import Application
import Support
import Testing

struct AssetTests {
    @Test func everyFileIsEmbeddedAsItIs() {
        let files = Repository.files(below: "Schema") + Repository.files(below: "Resources")
        #expect(Asset.all.map(\.path) == files.sorted(), "run `make assets`")
        for asset in Asset.all {
            // Compared outside, so that a failure names the file and does not print it.
            let isSame = asset.bytes == Repository.bytes(asset.path)
            #expect(isSame, "\(asset.path): run `make assets`")
        }
    }
}
