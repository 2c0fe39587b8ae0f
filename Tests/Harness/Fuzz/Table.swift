// Feeds the table reader: every row ends as values or as a fault with its line, and no line is
// named that the file does not have.
import Domain
import Interop

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let header = Array("MRN,Name,DOB,Sex\n".utf8)
    let bytes = header + Array(UnsafeBufferPointer(start: start, count: count))
    guard let file = try? TableFile(bytes, schema: nil, siteOffsetMinutes: 540) else { return 0 }
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    for row in file.rows where row.line > lines { fatalError("line \(row.line) of \(lines)") }
    return 0
}
