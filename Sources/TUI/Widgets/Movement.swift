import Terminal

extension Movement {
    /// - Parameter letters: false where letters are being typed, so that only keys that are no
    ///   letters move.
    init?(_ key: Key, letters: Bool = true) {
        switch key {
        case .named(.up, _): self = .by(-1)
        case .named(.down, _): self = .by(1)
        case .named(.pageUp, _), .control("b"): self = .pages(-1)
        case .named(.pageDown, _), .control("f"): self = .pages(1)
        case .named(.home, _): self = .first
        case .named(.end, _): self = .last
        case .control("p"): self = .by(-1)
        case .control("n"): self = .by(1)
        case .text("k") where letters: self = .by(-1)
        case .text("j") where letters: self = .by(1)
        case .text("G") where letters: self = .last
        case .mouse(let mouse) where mouse.action == .wheelUp: self = .by(-3)
        case .mouse(let mouse) where mouse.action == .wheelDown: self = .by(3)
        default: return nil
        }
    }
}
