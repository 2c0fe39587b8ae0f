// Feeds the decoders: what they give is UTF-8, and what a set can write it reads back.
import Interop

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for set in CharacterSet.allCases {
        guard let text = set.decode(bytes[...]) else { continue }
        guard let string = String(validating: text, as: UTF8.self) else {
            fatalError("\(set) gave no UTF-8")
        }
        let again = set.encode(string)
        guard let back = set.decode(again[...]) else {
            fatalError("\(set) wrote what it cannot read")
        }
        guard set == .ascii || back.count > 0 || string.isEmpty || string == "\u{FEFF}" else {
            fatalError("\(set) lost a text")
        }
    }
    _ = DecodedText(deciding: bytes[...])
    return 0
}
