/// Which characters the terminal can be trusted to draw, and in how many columns.
public enum Repertoire: Hashable, Sendable {
    case full
    /// Ambiguous characters take two columns there: the program's symbols become ASCII, while
    /// Japanese, which is wide everywhere, stays.
    case narrowSymbols
    /// Not UTF-8: nothing but ASCII arrives as itself.
    case ascii

    /// What the environment promises, until the terminal itself has answered.
    public init(locale: String?) {
        let name = (locale ?? "").uppercased()
        self = name.hasSuffix("UTF-8") || name.hasSuffix("UTF8") ? .full : .ascii
    }

    /// What the terminal answered about an ideograph (row 2) and an ambiguous sign (row 3), both
    /// written at the first column.
    public mutating func learn(row: Int, column: Int) {
        switch row {
        case 2: self = column == 3 ? .full : .ascii
        case 3 where self != .ascii: self = column == 2 ? .full : .narrowSymbols
        default: break
        }
    }

    /// The character to draw for another, in as many columns.
    public func drawn(_ character: Character) -> Character {
        if self == .full || character.isASCII { return character }
        if let plain = Self.plain[character] { return plain }
        guard let scalar = character.unicodeScalars.first else { return "?" }
        if (0x2800...0x28FF).contains(scalar.value) { return Self.braille(scalar.value - 0x2800) }
        if self == .ascii { return "?" }
        return Self.isAmbiguous(scalar.value) ? "?" : character
    }

    /// Dots in the upper, the middle or the lower part of the cell.
    private static func braille(_ dots: UInt32) -> Character {
        switch dots {
        case 0: " "
        case _ where dots & ~0x1B == 0: "'"
        case _ where dots & ~0xE4 == 0: "."
        default: ":"
        }
    }

    /// Blocks with characters that terminals may draw in two columns.
    private static func isAmbiguous(_ value: UInt32) -> Bool {
        switch value {
        case 0xA1...0xFF, 0x391...0x451, 0x2010...0x203E, 0x2074...0x20AC, 0x2103...0x22BF,
            0x2460...0x26FF, 0x2776...0x277F, 0xE000...0xF8FF, 0xFFFD:
            true
        default: false
        }
    }

    private static let plain: [Character: Character] = {
        let pairs = """
            ─- ━= │| ┃| ┄- ┆: ┊: ╌- ╎: ┌+ ┐+ └+ ┘+ ├+ ┤| ┫| ┣+ ┬+ ┴+ ┼+ ╋+ ▸> ▶> ◀< ◂< ▲^ ▼v △^ ▽v
            ●* ○o ◐o ◆# ·. •* …~ █# ▓# ▒% ░: ▌| ▐| ▀" ▁_ ▂_ ▃. ▄- ▅= ▆= ▇# ■# □o ×x ÷/ ±+ °o
            –- —- ‘' ’' “" ”" →> ←< ↑^ ↓v ↗^ ≤< ≥> ≠! ①1 ②2 ③3 ④4 ⑤5 ⑥6 ⑦7 ⑧8 ⑨9 ✓v ✗x †+ ‡+
            µu μu α? β? γ? ²2 ³3 ½? ↵< ⏎< ␣_ ☎T ʰh −-
            """
        var table: [Character: Character] = [:]
        for pair in pairs.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            guard let from = pair.first, let to = pair.last, pair.count == 2 else { continue }
            table[from] = to
        }
        return table
    }()
}
