public import Domain
import Terminal

/// Everything a person can ask of the screens, on one key each and by name in the palette.
///
/// Help, hints and the palette are made from these cases, so that none of them can promise a key
/// that does something else.
public enum Action: String, CaseIterable, Sendable {
    case board, patients, slots, inbox
    case open, back, filter, goTo, sort, reverseSort
    case confirm, release, block
    case undo, redo, nextPane, previousPane
    case earlier, later, closer, farther, today, align
    case palette, help, language, theme, mouse, symbols, lock, switchUser, suspend, quit

    /// The key, as it is shown.
    public var key: String {
        switch self {
        case .board: "1"
        case .patients: "2"
        case .slots: "3"
        case .inbox: "7"
        case .open: "Enter"
        case .back: "Esc"
        case .filter: "/"
        case .goTo: "g"
        case .sort: "s"
        case .reverseSort: "S"
        case .confirm: "c"
        case .release: "r"
        case .block: "x"
        case .undo: "u"
        case .redo: "U"
        case .nextPane: "Tab"
        case .previousPane: "⇧Tab"
        case .earlier: "["
        case .later: "]"
        case .closer: "+"
        case .farther: "-"
        case .today: "t"
        case .align: "D"
        case .palette: ":"
        case .help: "?"
        case .lock: "L"
        case .switchUser: "W"
        case .suspend: "^Z"
        case .quit: "q"
        case .language, .theme, .mouse, .symbols: ""
        }
    }

    init?(_ key: Key) {
        switch key {
        case .enter: self = .open
        case .escape: self = .back
        case .tab: self = .nextPane
        case .backTab: self = .previousPane
        case .control("z"): self = .suspend
        case .control("r"): self = .redo
        case .text("="): self = .closer
        case .function(1): self = .help
        case .text(let letter):
            guard let action = Self.letters[letter] else { return nil }
            self = action
        default: return nil
        }
    }

    private static let letters: [Character: Action] = Dictionary(
        allCases.compactMap { action in
            action.key.count == 1 ? action.key.first.map { ($0, action) } : nil
        }, uniquingKeysWith: { first, _ in first })

    public var label: Phrase { Phrase("action.\(rawValue)") }
    /// Other words for it, and its reading: what somebody may type in the palette.
    var also: Phrase { Phrase("action.\(rawValue).also") }

    /// The screens on which it means something.
    func belongs(to place: Place) -> Bool {
        switch self {
        case .closer, .farther, .align: place == .board
        case .earlier, .later, .today: place == .board || place == .slots
        case .filter, .sort, .reverseSort: place != .slots
        case .nextPane, .previousPane, .confirm, .release, .block: place == .slots
        default: true
        }
    }
}

/// The screens. Numbers are fixed: a key means the same in every version.
public enum Place: Int, CaseIterable, Sendable {
    case board = 1
    case patients = 2
    case slots = 3
    case inbox = 7

    var name: Phrase {
        switch self {
        case .board: Phrase("screen.board")
        case .patients: Phrase("screen.patients")
        case .slots: Phrase("screen.slots")
        case .inbox: Phrase("screen.inbox")
        }
    }

    var hints: [Action] {
        switch self {
        case .board: [.open, .goTo, .filter, .closer, .earlier, .later, .align, .sort, .undo]
        case .patients: [.open, .goTo, .filter, .sort, .undo]
        case .slots: [.open, .confirm, .release, .block, .nextPane, .later, .undo]
        case .inbox: [.open, .filter, .sort, .undo]
        }
    }
}
