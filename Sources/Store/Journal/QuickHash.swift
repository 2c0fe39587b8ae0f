/// Eight bytes at a time through a full multiplication. It guards against mistakes of programs
/// and changes by hand; against people stands the chain of SHA-256.
enum QuickHash {
    static func of(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, seed: UInt64
    ) -> UInt64 {
        var hash = mix(seed ^ 0x9E37_79B9_7F4A_7C15, UInt64(range.count) ^ 0xA076_1D64_78BD_642F)
        var at = range.lowerBound
        while at + 8 <= range.upperBound {
            let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            hash = mix(hash ^ word, 0xE703_7ED1_A0B4_28DB)
            at += 8
        }
        var rest: UInt64 = 0
        while at < range.upperBound {
            rest = rest << 8 | UInt64(bytes[at])
            at += 1
        }
        return mix(hash ^ rest, 0x8EBC_6AF0_9C88_C6E3)
    }

    static func of(_ text: String, seed: UInt64) -> UInt64 {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0), 0..<$0.count, seed: seed) }
    }

    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low ^ left
    }
}
