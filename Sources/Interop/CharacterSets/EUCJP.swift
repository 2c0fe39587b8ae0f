/// EUC-JP: JIS X 0208 in two bytes, half-width kana behind 0x8E, JIS X 0212 behind 0x8F.
enum EUCJP {
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        CharacterSet.decode(bytes, character)
    }

    private static func character(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (Unicode.Scalar, Int)? {
        func byte(_ offset: Int) -> UInt8? {
            guard at + offset < bytes.count, bytes[at + offset] >= 0xA1 else { return nil }
            return bytes[at + offset]
        }
        switch bytes[at] {
        case 0x8E:
            guard let kana = byte(1), kana <= 0xDF else { return nil }
            return (ISO2022JP.halfWidth(kana), 2)
        case 0x8F:
            guard let row = byte(1), let column = byte(2) else { return nil }
            return JISTables.scalar0212(Int(row) - 0xA0, Int(column) - 0xA0).map { ($0, 3) }
        case 0xA1...0xFE:
            guard let column = byte(1) else { return nil }
            return JISTables.scalar0208(Int(bytes[at]) - 0xA0, Int(column) - 0xA0).map { ($0, 2) }
        default: return nil
        }
    }

    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                bytes.append(UInt8(scalar.value))
            } else if (0xFF61...0xFF9F).contains(scalar.value) {
                bytes.append(0x8E)
                bytes.append(UInt8(scalar.value - 0xFF61 + 0xA1))
            } else if let cell = JISTables.cell0208(scalar), cell.row <= 84 {
                bytes.append(contentsOf: [UInt8(cell.row + 0xA0), UInt8(cell.column + 0xA0)])
            } else if let cell = JISTables.cell0212(scalar) {
                bytes.append(
                    contentsOf: [0x8F, UInt8(cell.row + 0xA0), UInt8(cell.column + 0xA0)])
            } else if let cell = JISTables.cell0208(scalar) {
                bytes.append(contentsOf: [UInt8(cell.row + 0xA0), UInt8(cell.column + 0xA0)])
            } else {
                bytes.append(CharacterSet.unknown)
            }
        }
        return bytes
    }
}
