// Feeds the FHIR reader: every input ends with readings whose records are JSON.
import Domain
import Interop

let codes: CodeMap = {
    let codes =
        "item,name_ja,name_en,system,code_pattern,canonical_unit\nPLT,x,x,LOINC,777-3,10*9/L\n"
    let units = "item,from_unit,factor,offset,to_unit\nPLT,/uL,0.001,0,10*9/L\n"
    guard let codes = try? CSVTable.parse(codes), let units = try? CSVTable.parse(units),
        let map = try? CodeMap(codes: codes, units: units)
    else { fatalError("the tables of this target are wrong") }
    return map
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var stream = FHIRStream(limit: 1 << 16)
    let readings = stream.take(bytes) + stream.finish()
    for reading in readings {
        let record = reading.record(source: "f", index: 0, codes: codes)
        guard (try? JSONParser.parse(record.compact)) != nil else {
            fatalError("the record is no JSON: \(record.compact)")
        }
    }
    return 0
}
