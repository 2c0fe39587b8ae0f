import Application
import Domain
import Support
import Testing

/// Every file of the samples gives the records that an independent parser read from it.
struct SampleTests {
    static let folder = "Tests/InteropTests/Fixtures/samples/"
    static let manifest: [(path: String, records: [JSON])] = {
        let bytes = Repository.bytes(folder + "manifest.json")
        guard let whole = try? JSONParser.parse(bytes),
            case .object(let files) = whole["files"]?.content
        else { return [] }
        return files.map { file in
            guard case .array(let records) = file.value.content else { return (file.name, []) }
            return (file.name, records)
        }
    }()

    /// Facts of how the other parser works, not of the messages.
    static let incomparable: Set<String> = [
        "bytes", "segments", "separators", "envelope", "lineEnding", "framing", "detail", "error",
        "fullUrl",
    ]

    @Test func theManifestIsWhole() {
        #expect(Self.manifest.count == 173)
        #expect(Self.manifest.map(\.records.count).reduce(0, +) == 528)
    }

    @Test(arguments: ["hl7v2/ack", "hl7v2/derived", "hl7v2/ssmix2", "hl7v2/western", "fhir", "ics"])
    func everyRecordIsAsExpected(_ folder: String) throws {
        let codes = try SiteCodes.load()
        for (path, expected) in Self.manifest where path.hasPrefix(folder) {
            var records: [JSON] = []
            var tally = ImportTally()
            _ = try FileImport.read("\(Repository.root)/\(Self.folder)\(path)", ImportOptions()) {
                records.append($0.record(codes))
                tally.count($0.judgement)
            }
            #expect(records.count == expected.count, "\(path)")
            for (index, (record, wanted)) in zip(records, expected).enumerated() {
                let difference = Self.difference(wanted, record, at: "")
                #expect(difference == nil, "\(path)[\(index)] \(difference ?? "")")
            }
            #expect(tally.messages == records.count)
            let setAside = records.count { $0["disposition"] == .string("quarantined") }
            #expect(tally.quarantined == setAside && tally.accepted + setAside == records.count)
        }
    }

    @Test func aPlantedDifferenceIsSeen() throws {
        let wanted = try JSONParser.parse(#"{"a":[{"b":1.5,"bytes":3}]}"#)
        let same = try JSONParser.parse(#"{"a":[{"b":1.50,"bytes":4,"c":true}]}"#)
        let other = try JSONParser.parse(#"{"a":[{"b":1.51}]}"#)
        #expect(Self.difference(wanted, same, at: "") == nil)
        #expect(Self.difference(wanted, other, at: "") == ".a[0].b: 1.5, got 1.51")
    }

    /// Where the record lacks or contradicts what is wanted; more members are no difference.
    static func difference(_ wanted: JSON, _ found: JSON, at path: String) -> String? {
        switch (wanted.content, found.content) {
        case (.object(let members), .object):
            for member in members where !incomparable.contains(member.name) {
                let other = found[member.name] ?? .null
                if let difference = difference(member.value, other, at: "\(path).\(member.name)") {
                    return difference
                }
            }
            return nil
        case (.array(let wantedOnes), .array(let foundOnes)):
            guard wantedOnes.count == foundOnes.count else {
                return "\(path): \(wantedOnes.count) elements, got \(foundOnes.count)"
            }
            for (index, (one, other)) in zip(wantedOnes, foundOnes).enumerated() {
                if let difference = difference(one, other, at: "\(path)[\(index)]") {
                    return difference
                }
            }
            return nil
        case (.number(let one), .number(let other)):
            let (left, right) = (Double(one) ?? .nan, Double(other) ?? .nan)
            if abs(left - right) <= 1e-9 * max(1, abs(left)) { return nil }
        default:
            if wanted == found { return nil }
        }
        return "\(path): \(wanted.compact), got \(found.compact)"
    }
}
