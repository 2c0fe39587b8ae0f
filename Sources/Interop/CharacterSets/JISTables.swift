/// Rows and cells of the Japanese standards, both ways.
enum JISTables {
    /// A position in a set of 94 by 94 cells.
    struct Cell: Equatable {
        let row: Int
        let column: Int
    }

    /// Rows 1 to 120 as Shift_JIS reaches them, in its own reading of the seven signs on which
    /// vendors differ.
    private static let rows0208: [UInt16] = table(
        [
            (1, jisx0208Rows1To8), (13, jisx0208Row13), (16, jisx0208Rows16To84),
            (89, necRows89To92), (115, ibmRows115To119),
        ], rows: 120)

    private static let rows0212: [UInt16] = table(
        [(2, jisx0212Rows2To11), (16, jisx0212Rows16To77)], rows: 94)

    private static func table(_ blocks: [(first: Int, text: String)], rows: Int) -> [UInt16] {
        var cells = [UInt16](repeating: 0, count: rows * 94)
        for (first, text) in blocks {
            var (row, column) = (first, 1)
            for scalar in text.unicodeScalars {
                if scalar == "\n" {
                    (row, column) = (row + 1, 1)
                    continue
                }
                if scalar != "\u{FFFD}", let unit = UInt16(exactly: scalar.value) {
                    cells[(row - 1) * 94 + column - 1] = unit
                }
                column += 1
            }
        }
        return cells
    }

    static func scalar0208(_ row: Int, _ column: Int) -> Unicode.Scalar? {
        scalar(rows0208, row, column)
    }

    static func scalar0212(_ row: Int, _ column: Int) -> Unicode.Scalar? {
        scalar(rows0212, row, column)
    }

    private static func scalar(_ cells: [UInt16], _ row: Int, _ column: Int) -> Unicode.Scalar? {
        guard row >= 1, column >= 1, column <= 94, row * 94 <= cells.count else { return nil }
        let unit = cells[(row - 1) * 94 + column - 1]
        return unit == 0 ? nil : Unicode.Scalar(unit)
    }

    /// What Microsoft's Shift_JIS makes of a cell. The other reading of the same sign compares
    /// equal through `Wave.folded`.
    static func microsoft(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{301C}": "\u{FF5E}"
        case "\u{2016}": "\u{2225}"
        case "\u{2212}": "\u{FF0D}"
        case "\u{00A2}": "\u{FFE0}"
        case "\u{00A3}": "\u{FFE1}"
        case "\u{00AC}": "\u{FFE2}"
        default: scalar
        }
    }

    private static func standard(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{FF5E}": "\u{301C}"
        case "\u{2225}": "\u{2016}"
        case "\u{FF0D}": "\u{2212}"
        case "\u{FFE0}": "\u{00A2}"
        case "\u{FFE1}": "\u{00A3}"
        case "\u{FFE2}": "\u{00AC}"
        default: scalar
        }
    }

    /// The first row wins, so that a kanji of the standard never goes out as a vendor's copy.
    private static let cells0208 = reverse(rows0208, within: 1...94)
    private static let cellsShiftJIS = reverse(rows0208, within: 1...120, without: 89...92)
    private static let cells0212 = reverse(rows0212, within: 1...94)

    private static func reverse(
        _ cells: [UInt16], within rows: ClosedRange<Int>, without hidden: ClosedRange<Int> = 0...0
    ) -> [UInt16: UInt16] {
        var found: [UInt16: UInt16] = [:]
        for (index, unit) in cells.enumerated() where unit != 0 {
            let row = index / 94 + 1
            guard rows.contains(row), !hidden.contains(row), found[unit] == nil else { continue }
            found[unit] = UInt16(index)
        }
        return found
    }

    private static func cell(
        _ scalar: Unicode.Scalar, in cells: [UInt16: UInt16]
    ) -> Cell? {
        guard let unit = UInt16(exactly: standard(scalar).value), let index = cells[unit] else {
            return nil
        }
        return Cell(row: Int(index) / 94 + 1, column: Int(index) % 94 + 1)
    }

    /// Within the 94 rows that two bytes of seven bits reach.
    static func cell0208(_ scalar: Unicode.Scalar) -> Cell? { cell(scalar, in: cells0208) }
    static func cell0212(_ scalar: Unicode.Scalar) -> Cell? { cell(scalar, in: cells0212) }
    static func cellShiftJIS(_ scalar: Unicode.Scalar) -> Cell? { cell(scalar, in: cellsShiftJIS) }
}

/// One sign, two code points: which one a sender's converter chose says nothing.
public enum Wave {
    /// The text with the wave dash and the minus sign in one form, for comparing only.
    public static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{301C}": folded.append("\u{FF5E}")
            case "\u{2212}": folded.append("\u{FF0D}")
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }
}

extension [UInt8] {
    /// Appends one scalar as UTF-8.
    mutating func append(_ scalar: Unicode.Scalar) {
        append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    }
}
