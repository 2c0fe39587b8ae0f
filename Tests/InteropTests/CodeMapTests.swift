import Domain
import Interop
import Support
import Testing

struct CodeMapTests {
    static func table(_ path: String) throws -> CSVTable {
        try CSVTable.parse(Repository.bytes(path))
    }

    static func map(siteCodes: String? = nil) throws -> CodeMap {
        try CodeMap(
            codes: table("Resources/interop/codemap.csv"),
            units: table("Resources/interop/units.csv"),
            siteCodes: try siteCodes.map { try CSVTable.parse($0) })
    }

    @Test(arguments: [
        ("777-3", "20.5", "10*4/uL", 205.0), ("777-3", "205000", "/μL", 205),
        ("1988-5", "12", "mg/L", 1.2), ("8310-5", "98.6", "[degF]", 37),
        ("2160-0", "88.4", "umol/L", 0.99998), ("2777-1", "1", "mmol/L", 3.0974),
        ("718-7", "125", "g/L", 12.5),
    ])
    func unitsAreMadeCanonical(
        _ code: String, _ value: String, _ unit: String, _ expected: Double
    ) throws {
        let mapping = try Self.map().mapping([.init(.loinc, code)], value, unit: unit)
        #expect(abs((mapping?.value ?? .nan) - expected) < 1e-4)
        #expect(mapping?.note == nil)
    }

    /// Decimal in, decimal out: 10.56 g/dL are 105.6 g/L and not 105.60000000000001.
    @Test func convertedValuesStayDecimal() throws {
        let map = try Self.map()
        for number in 1...3000 {
            let text = "\(number / 1000).\(String(number % 1000 + 1000).dropFirst())"
            let mapping = map.mapping([.init(.loinc, "777-3")], text, unit: "10*4/uL")
            let value = try #require(mapping?.value)
            #expect("\(value)".count <= 8, "\(text) became \(value)")
        }
    }

    @Test(arguments: [
        ("718-7", "12.5", "g/mL", CodeMap.Note.unknownUnit), ("777-3", "205", "", .noUnit),
        ("777-3", "few", "10*9/L", .notNumeric), ("1988-5", "1", "MG/L", .unknownUnit),
    ])
    func whatIsNotInTheTablesIsNotGuessed(
        _ code: String, _ value: String, _ unit: String, _ note: CodeMap.Note
    ) throws {
        let mapping = try Self.map().mapping([.init(.loinc, code)], value, unit: unit)
        #expect(mapping?.note == note && mapping?.value == nil)
    }

    @Test(arguments: [
        ("3C015000002327101", "CREATININE"), ("3C015000000127101", nil), ("2A010", "WBC"),
        ("2A990000001930155", "PLT"), ("2B140000002231011", nil), ("5C0700000023062010", nil),
    ])
    func patternsHoldForTheWholeCode(_ code: String, _ item: String?) throws {
        #expect(try Self.map().item(for: .init(.jlac10, code))?.name == item)
    }

    @Test func theSitesOwnCodesComeFirst() throws {
        let site = """
            item,name_ja,name_en,system,code_pattern,canonical_unit
            CD8,CD8,CD8,99LAB,T8,/uL
            CRP,x,x,99LAB,777-\\d,mg/dL
            """
        let map = try Self.map(siteCodes: site)
        #expect(map.item(for: .init(.local, "T8", local: "99LAB"))?.name == "CD8")
        #expect(map.item(for: .init(.local, "T8", local: "99XYZ")) == nil)
        #expect(map.item(for: .init(.local, "777-3", local: "99LAB"))?.name == "CRP")
        #expect(map.item(for: .init(.loinc, "777-3"))?.name == "PLT")
    }

    @Test func everyRowOfTheTablesIsUsable() throws {
        let units = try Self.table("Resources/interop/units.csv")
        let codes = try Self.table("Resources/interop/codemap.csv")
        #expect(codes.rowCount > 60 && units.rowCount > 90)
        let (item, unit) = (try codes.column("item"), try codes.column("canonical_unit"))
        let (unitItem, to) = (try units.column("item"), try units.column("to_unit"))
        let known = Set((0..<units.rowCount).map { units[$0, unitItem] + " " + units[$0, to] })
        for row in 0..<codes.rowCount {
            #expect(known.contains(codes[row, item] + " " + codes[row, unit]), "row \(row)")
        }
    }
}
