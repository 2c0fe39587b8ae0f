/// One thing that a person did at the terminal, or that the terminal answered.
public enum Key: Hashable, Sendable {
    /// A printable character.
    case text(Character)
    /// Ctrl and a lower-case letter.
    case control(Character)
    /// Alt and a character.
    case alt(Character)
    case named(Name, Modifiers = [])
    /// F1 to F24.
    case function(Int)
    /// Text from the clipboard: never a command.
    case paste(String)
    case mouse(Mouse)
    /// Where the cursor stands, counted from 1: the answer to a question of ours.
    case cursorAt(row: Int, column: Int)
    /// A sequence that means nothing to this program. It is swallowed whole, because its letters
    /// must not become commands.
    case unknown

    public enum Name: String, CaseIterable, Sendable {
        case enter, escape, tab, backTab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
    }

    public struct Modifiers: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let shift = Modifiers(rawValue: 1)
        public static let alt = Modifiers(rawValue: 2)
        public static let control = Modifiers(rawValue: 4)
    }

    public struct Mouse: Hashable, Sendable {
        public enum Action: Hashable, Sendable {
            case press, release, drag, wheelUp, wheelDown
        }

        public let action: Action
        /// 0 left, 1 middle, 2 right.
        public let button: Int
        /// Counted from 0.
        public let place: Position

        public init(_ action: Action, button: Int = 0, at place: Position) {
            (self.action, self.button, self.place) = (action, button, place)
        }
    }

    public static let enter = Key.named(.enter)
    public static let escape = Key.named(.escape)
    public static let tab = Key.named(.tab)
    public static let backTab = Key.named(.backTab)
    public static let backspace = Key.named(.backspace)
    public static let delete = Key.named(.delete)
    public static let up = Key.named(.up)
    public static let down = Key.named(.down)
    public static let left = Key.named(.left)
    public static let right = Key.named(.right)
    public static let home = Key.named(.home)
    public static let end = Key.named(.end)
    public static let pageUp = Key.named(.pageUp)
    public static let pageDown = Key.named(.pageDown)
}
