/// ISO-2022-JP as hospitals send it: ASCII, JIS X 0201, 0208 and 0212, chosen by escape sequences.
///
/// NEC's rows are read too (senders on Windows write 髙 so), and half-width kana in eight bits
/// or behind a shift-out, which the older message guides allowed.
enum ISO2022JP {
    private enum Plane { case ascii, roman, kana, jisx0208, jisx0212 }

    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        bytes.withUnsafeBufferPointer { decode($0) }
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        var (plane, isShifted) = (Plane.ascii, false)
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 0x1B:
                guard let (next, length) = selected(bytes, at) else { return nil }
                if let next { plane = next }
                at += length
            case 0x0E: (isShifted, at) = (true, at + 1)
            case 0x0F: (isShifted, at) = (false, at + 1)
            case 0x0A, 0x0D:
                // A line ends every choice, so that a lost escape sequence costs one line.
                (plane, isShifted) = (.ascii, false)
                text.append(byte)
                at += 1
            case 0...0x20:
                text.append(byte)
                at += 1
            case 0xA1...0xDF:
                text.append(halfWidth(byte))
                at += 1
            case 0x21...0x7E:
                guard let (scalar, length) = character(bytes, at, isShifted ? .kana : plane) else {
                    return nil
                }
                if scalar.isASCII { text.append(UInt8(scalar.value)) } else { text.append(scalar) }
                at += length
            default: return nil
            }
        }
        return text
    }

    static func halfWidth(_ byte: UInt8) -> Unicode.Scalar {
        // 0xA1…0xDF stand in the order of U+FF61…U+FF9F, far from the surrogates.
        Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1).unsafelyUnwrapped
    }

    private static func character(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ plane: Plane
    ) -> (Unicode.Scalar, Int)? {
        let byte = bytes[at]
        switch plane {
        case .ascii: return (Unicode.Scalar(byte), 1)
        case .roman:
            // The yen sign and the overline are kept as the bytes that HL7 gives a meaning.
            return (Unicode.Scalar(byte), 1)
        case .kana:
            guard byte <= 0x5F else { return nil }
            return (halfWidth(byte + 0x80), 1)
        case .jisx0208, .jisx0212:
            guard at + 1 < bytes.count, (0x21...0x7E).contains(bytes[at + 1]) else { return nil }
            let (row, column) = (Int(byte) - 0x20, Int(bytes[at + 1]) - 0x20)
            let scalar =
                plane == .jisx0208
                ? JISTables.scalar0208(row, column) : JISTables.scalar0212(row, column)
            return scalar.map { ($0, 2) }
        }
    }

    /// The plane that the escape sequence at `at` selects, nil for one that selects nothing here.
    private static func selected(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> (plane: Plane?, length: Int)? {
        func byte(_ offset: Int) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }
        switch (byte(1), byte(2), byte(3)) {
        case (UInt8(ascii: "("), UInt8(ascii: "B"), _): return (.ascii, 3)
        case (UInt8(ascii: "("), UInt8(ascii: "J"), _): return (.roman, 3)
        case (UInt8(ascii: "("), UInt8(ascii: "I"), _): return (.kana, 3)
        case (UInt8(ascii: "$"), UInt8(ascii: "@"), _): return (.jisx0208, 3)
        case (UInt8(ascii: "$"), UInt8(ascii: "B"), _): return (.jisx0208, 3)
        case (UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "B")): return (.jisx0208, 4)
        case (UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "D")): return (.jisx0212, 4)
        // Announces the revision of 1990 and the right half's kana: both are read anyway.
        case (UInt8(ascii: "&"), UInt8(ascii: "@"), _): return (nil, 3)
        case (UInt8(ascii: ")"), UInt8(ascii: "I"), _): return (nil, 3)
        default: return nil
        }
    }

    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var plane = Plane.ascii
        func select(_ next: Plane) {
            guard next != plane else { return }
            plane = next
            bytes.append(0x1B)
            switch next {
            case .ascii, .roman: bytes.append(contentsOf: "(B".utf8)
            case .kana: bytes.append(contentsOf: "(I".utf8)
            case .jisx0208: bytes.append(contentsOf: "$B".utf8)
            case .jisx0212: bytes.append(contentsOf: "$(D".utf8)
            }
        }
        func write(_ cell: JISTables.Cell) {
            bytes.append(UInt8(cell.row + 0x20))
            bytes.append(UInt8(cell.column + 0x20))
        }
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                select(.ascii)
                bytes.append(UInt8(scalar.value))
            } else if let cell = JISTables.cell0208(scalar), cell.row <= 84 {
                select(.jisx0208)
                write(cell)
            } else if let cell = JISTables.cell0212(scalar) {
                select(.jisx0212)
                write(cell)
            } else if let cell = JISTables.cell0208(scalar) {
                select(.jisx0208)
                write(cell)
            } else if (0xFF61...0xFF9F).contains(scalar.value) {
                select(.kana)
                bytes.append(UInt8(scalar.value - 0xFF61 + 0x21))
            } else {
                select(.ascii)
                bytes.append(CharacterSet.unknown)
            }
        }
        select(.ascii)
        return bytes
    }
}
