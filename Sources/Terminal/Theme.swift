/// Colours for the words of `Style`.
public struct Theme: Hashable, Sendable {
    public enum Name: String, CaseIterable, Sendable {
        case standard, colourBlind, highContrast, mono
    }

    public let name: Name

    public init(_ name: Name) { self.name = name }

    /// The theme that the environment asks for. `NO_COLOR` with any content means no colour.
    public init(named text: String?, noColor: String?) {
        if noColor?.isEmpty == false {
            self.init(.mono)
        } else {
            self.init(text.flatMap(Name.init(rawValue:)) ?? .standard)
        }
    }

    /// One colour in the three forms that terminals take.
    struct Tint: Hashable, Sendable {
        /// 0 to 7: black, red, green, yellow, blue, magenta, cyan, white; -1 is the terminal's own.
        let basic: Int
        /// 0 to 255, as xterm numbers them.
        let indexed: Int
        let rgb: Int

        init(_ basic: Int, _ indexed: Int, _ rgb: Int) {
            (self.basic, self.indexed, self.rgb) = (basic, indexed, rgb)
        }

        static let own = Tint(-1, -1, -1)

        func number(of colors: Int) -> Int {
            if colors > 256 { return rgb }
            return colors >= 256 ? indexed : basic
        }
    }

    /// What curses is told for one cell.
    public struct Look: Hashable, Sendable {
        public var ink: Int
        public var paper: Int
        public var attributes: Attributes
    }

    /// - Parameter colors: what the terminal has: 0, 8, 256 or 16,777,216.
    public func look(of style: Style, colors: Int) -> Look {
        var attributes = style.attributes
        // Without colour, position and symbol already say it; weight helps the eye.
        if colors == 0 || name == .mono {
            switch style.ink {
            case .quiet, .ghost: attributes.insert(.dim)
            case .accent, .danger, .caution, .today: attributes.insert(.bold)
            default: break
            }
            if style.paper == .selected || style.paper == .bar { attributes.insert(.reverse) }
            return Look(ink: -1, paper: -1, attributes: attributes)
        }
        if style.paper == .selected, name == .highContrast || colors < 256 {
            attributes.insert(.reverse)
            return Look(ink: -1, paper: -1, attributes: attributes)
        }
        if name == .highContrast { attributes.formUnion(heavy(style.ink)) }
        let paper = tint(style.paper).number(of: colors)
        var ink = tint(style.ink).number(of: colors)
        // Paper that is not the terminal's own needs ink that is not either.
        if ink == -1, paper != -1 { ink = Tint(7, 255, 0xEEEEEE).number(of: colors) }
        return Look(ink: ink, paper: paper, attributes: attributes)
    }

    private func heavy(_ ink: Ink) -> Attributes {
        ink == .quiet || ink == .ghost ? [] : .bold
    }

    private func tint(_ paper: Paper) -> Tint {
        switch paper {
        case .plain: .own
        case .bar: name == .highContrast ? Tint(4, 18, 0x000087) : Tint(4, 24, 0x005F87)
        case .selected: Tint(4, 238, 0x444444)
        case .raised: name == .highContrast ? .own : Tint(-1, 236, 0x303030)
        }
    }

    private func tint(_ ink: Ink) -> Tint {
        switch name {
        case .mono: .own
        case .standard: standard(ink)
        case .colourBlind: colourBlind(ink)
        case .highContrast: highContrast(ink)
        }
    }

    private func standard(_ ink: Ink) -> Tint {
        switch ink {
        case .plain: .own
        case .quiet, .ghost: Tint(7, 245, 0x8A8A8A)
        case .accent: Tint(6, 80, 0x5FD7D7)
        case .good: Tint(2, 114, 0x87D787)
        case .caution: Tint(3, 221, 0xFFD75F)
        case .danger: Tint(1, 210, 0xFF8787)
        case .collection: Tint(5, 176, 0xD787D7)
        case .manufacturing: Tint(4, 75, 0x5FAFFF)
        case .delivery: Tint(6, 80, 0x5FD7D7)
        case .conditioning: Tint(3, 215, 0xFFAF5F)
        case .infusion: Tint(1, 203, 0xFF5F5F)
        case .stay: Tint(2, 108, 0x87AF87)
        case .today: Tint(3, 228, 0xFFFF87)
        }
    }

    /// The eight colours of Okabe and Ito, which people with any colour vision tell apart.
    private func colourBlind(_ ink: Ink) -> Tint {
        switch ink {
        case .plain: .own
        case .quiet, .ghost: Tint(7, 246, 0x949494)
        case .accent, .delivery: Tint(6, 74, 0x56B4E9)
        case .good, .stay: Tint(6, 36, 0x009E73)
        case .caution, .today: Tint(3, 227, 0xF0E442)
        case .danger, .infusion: Tint(1, 166, 0xD55E00)
        case .collection: Tint(5, 175, 0xCC79A7)
        case .manufacturing: Tint(4, 32, 0x0072B2)
        case .conditioning: Tint(3, 178, 0xE69F00)
        }
    }

    private func highContrast(_ ink: Ink) -> Tint {
        switch ink {
        case .plain, .stay: Tint(7, 231, 0xFFFFFF)
        case .quiet, .ghost: Tint(7, 252, 0xD0D0D0)
        case .accent, .delivery: Tint(6, 51, 0x00FFFF)
        case .good: Tint(2, 46, 0x00FF00)
        case .caution, .today, .conditioning: Tint(3, 226, 0xFFFF00)
        case .danger, .infusion: Tint(1, 210, 0xFF8787)
        case .collection: Tint(5, 213, 0xFF87FF)
        case .manufacturing: Tint(6, 117, 0x87D7FF)
        }
    }
}
