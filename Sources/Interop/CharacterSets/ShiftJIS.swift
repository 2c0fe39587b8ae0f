/// Shift_JIS as Windows writes it (CP932), with NEC's and IBM's kanji and the user's own cells.
enum ShiftJIS {
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        CharacterSet.decode(bytes, character)
    }

    private static func character(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (Unicode.Scalar, Int)? {
        switch bytes[at] {
        case 0xA1...0xDF: return (ISO2022JP.halfWidth(bytes[at]), 1)
        case 0x81...0x9F, 0xE0...0xFC:
            guard at + 1 < bytes.count else { return nil }
            return pair(bytes[at], bytes[at + 1]).map { ($0, 2) }
        default: return nil
        }
    }

    private static func pair(_ lead: UInt8, _ trail: UInt8) -> Unicode.Scalar? {
        guard (0x40...0xFC).contains(trail), trail != 0x7F else { return nil }
        let half = (Int(lead) - (lead < 0xA0 ? 0x81 : 0xC1)) * 2 + 1
        let (row, column): (Int, Int)
        if trail >= 0x9F {
            (row, column) = (half + 1, Int(trail) - 0x9E)
        } else {
            (row, column) = (half, Int(trail) - 0x3F - (trail > 0x7F ? 1 : 0))
        }
        // Cells that a hospital fills with names of its own have a place, but no known shape.
        if (95...114).contains(row) {
            return Unicode.Scalar(0xE000 + UInt32((row - 95) * 94 + column - 1))
        }
        return JISTables.scalar0208(row, column).map(JISTables.microsoft)
    }

    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                bytes.append(UInt8(scalar.value))
            } else if (0xFF61...0xFF9F).contains(scalar.value) {
                bytes.append(UInt8(scalar.value - 0xFF61 + 0xA1))
            } else if let cell = cell(scalar) {
                let half = (cell.row - 1) / 2
                bytes.append(UInt8(half + (half < 31 ? 0x81 : 0xC1)))
                bytes.append(
                    cell.row % 2 == 0
                        ? UInt8(cell.column + 0x9E)
                        : UInt8(cell.column + 0x3F + (cell.column >= 64 ? 1 : 0)))
            } else {
                bytes.append(CharacterSet.unknown)
            }
        }
        return bytes
    }

    private static func cell(_ scalar: Unicode.Scalar) -> JISTables.Cell? {
        if (0xE000..<0xE000 + 20 * 94).contains(scalar.value) {
            let index = Int(scalar.value) - 0xE000
            return JISTables.Cell(row: 95 + index / 94, column: index % 94 + 1)
        }
        return JISTables.cellShiftJIS(scalar)
    }
}
