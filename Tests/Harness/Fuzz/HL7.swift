// Feeds the HL7 reader: whatever the bytes, every message ends with a verdict, its record is JSON,
// and the same bytes in two portions give the same messages as in one.
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
    var stream = HL7Stream(limit: 1 << 14)
    let pieces = stream.take(bytes) + stream.finish()
    for piece in pieces {
        let reading = HL7Reading(piece.bytes, known: piece.fault, warnings: piece.warnings)
        let record = reading.record(source: "f", index: 0, piece: piece, codes: codes)
        guard (try? JSONParser.parse(record.compact, limits: .init(stringBytes: 1 << 20))) != nil
        else { fatalError("the record is no JSON") }
        if reading.answer != nil {
            let now = Instant(utcMilliseconds: 0, offsetMinutes: 540)
            let answer = HL7Answer(.erroneous, reading.reason, text: "x")
            _ = answer.bytes(to: reading, controlID: "1", at: now)
        }
    }
    var halves = HL7Stream(limit: 1 << 14)
    let cut = bytes.count / 2
    let again = halves.take(bytes[..<cut]) + halves.take(bytes[cut...]) + halves.finish()
    let isShort = bytes.count < 1 << 12
    // Which kind of stream it is shows in the first portion, so an early 0x0B must be in both.
    if isShort, !bytes[cut...].contains(0x0B) || bytes.first == 0x0B,
        again.map(\.bytes) != pieces.map(\.bytes)
    {
        fatalError("portions change the messages")
    }
    return 0
}
