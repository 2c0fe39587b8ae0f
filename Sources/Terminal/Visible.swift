/// The one gate before the terminal and before every printed line.
///
/// Names and notes come from other systems. A control byte in one of them would be an order to
/// the terminal; a bidirectional mark would show a number reversed; a zero-width character would
/// make two different names look the same. The stored text stays as it came; what is shown has a
/// visible sign in their place.
public enum Visible {
    /// At most so many marks on one letter; more only serve to break the screen.
    static let marksPerLetter = 4

    public static func text(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var shown = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            switch kind(of: scalar) {
            case .plain:
                marks = 0
                shown.append(scalar)
            case .mark:
                marks += 1
                if marks <= marksPerLetter { shown.append(scalar) }
            case .control: shown.append(picture(of: scalar))
            case .direction, .invisible: shown.append("\u{00B7}")
            case .dropped: continue
            }
        }
        return String(shown)
    }

    enum Kind {
        case plain, mark, control, direction, invisible
        /// Changes only how a neighbour is drawn, and differently in every terminal.
        case dropped
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x20..<0x7F: .plain
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: .control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .direction
        // Joiners, variation selectors of emoji and skin tones: terminals disagree on widths.
        case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF: .dropped
        // Ideographic variation selectors choose the right form of a name: they stay.
        case 0xE0100...0xE01EF: .mark
        case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180E, 0x200B, 0x200C,
            0x2060...0x2065, 0x206A...0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
            0xE0000...0xE0FFF:
            .invisible
        default: isMark(scalar) ? .mark : .plain
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Control pictures for the controls of ASCII; the replacement character for the others.
    private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
