// Feeds the JSON reader: whatever the bytes, it ends with a value or a placed fault, and a value
// written out again is the same value.
import Domain

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let value = try? JSONParser.parse(bytes) else { return 0 }
    guard let again = try? JSONParser.parse(value.compact), again == value else {
        fatalError("not the same after writing: \(value.compact)")
    }
    return 0
}
