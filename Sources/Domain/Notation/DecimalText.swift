/// Numbers as files write them: digits, a point, an exponent, and blanks around.
public enum DecimalText {
    /// The number in a run of bytes, or nil when it is not one number and nothing else.
    ///
    /// Short decimals, which nearly all are, need no general parser: their digits fit a double
    /// exactly and so does the power of ten, hence one correctly rounded division is exact.
    public static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Double? {
        var (from, to) = (start, end)
        while from < to, bytes[from] == 0x20 || bytes[from] == 0x09 { from += 1 }
        while to > from, bytes[to - 1] == 0x20 || bytes[to - 1] == 0x09 { to -= 1 }
        guard from < to else { return nil }
        var at = from
        let isNegative = bytes[at] == UInt8(ascii: "-")
        if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }
        var (digits, count, decimals, sawPoint): (UInt64, Int, Int, Bool) = (0, 0, 0, false)
        while at < to {
            let byte = bytes[at]
            if byte >= 0x30, byte <= 0x39 {
                if count < 16 { digits = digits * 10 + UInt64(byte - 0x30) }
                count += 1
                if sawPoint { decimals += 1 }
            } else if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else {
                break
            }
            at += 1
        }
        guard count > 0 else { return nil }
        if at == to, count <= 15 {
            let magnitude = Double(digits) / powers[decimals]
            return isNegative ? -magnitude : magnitude
        }
        return general(bytes[from..<to], exponentAt: at - from)
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The standard library's parser also reads `inf`, `nan` and hexadecimal: not numbers here.
    private static func general(
        _ bytes: Slice<UnsafeBufferPointer<UInt8>>, exponentAt: Int
    ) -> Double? {
        let allowed = bytes.enumerated().allSatisfy { index, byte in
            switch byte {
            case 0x30...0x39, UInt8(ascii: "."): true
            case UInt8(ascii: "+"), UInt8(ascii: "-"): index == 0 || index > exponentAt
            case UInt8(ascii: "e"), UInt8(ascii: "E"): index == exponentAt
            default: false
            }
        }
        guard allowed, let number = Double(String(decoding: bytes, as: UTF8.self)),
            number.isFinite
        else { return nil }
        return number
    }

    public static func number(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { number($0, 0, $0.count) }
    }

    /// The shortest digits that read back to the same number, without a needless `.0`.
    public static func text(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        return "\(number)"
    }
}
