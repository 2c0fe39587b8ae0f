public import Domain
import Terminal

/// Something a person can ask of the screens, on one key and by name in the palette.
///
/// Help, hints and the palette are made from the actions that the screens declare, so that none of
/// them can promise a key that does something else. Its words are the phrases `action.<id>`,
/// `action.<id>.also` and, where it is hinted at, `hint.<id>`.
public struct Action: Hashable, Sendable {
    public let id: String
    /// The key, as it is shown; empty where the palette alone reaches it.
    public let key: String

    public init(_ id: String, _ key: String = "") { (self.id, self.key) = (id, key) }

    public var label: Phrase { Phrase("action.\(id)") }
    /// Other words for it, and its reading: what somebody may type in the palette.
    var also: Phrase { Phrase("action.\(id).also") }
    var hint: Phrase { Phrase("hint.\(id)") }
}

/// Actions that several screens share, under the same key everywhere.
extension Action {
    public static let open = Action("open", "Enter")
    public static let back = Action("back", "Esc")
    public static let filter = Action("filter", "/")
    public static let goTo = Action("goTo", "g")
    public static let sort = Action("sort", "s")
    public static let reverseSort = Action("reverseSort", "S")
    public static let undo = Action("undo", "u")
    public static let redo = Action("redo", "U")
    public static let again = Action("again", ".")
    public static let nextPane = Action("nextPane", "Tab")
    public static let previousPane = Action("previousPane", "⇧Tab")
    public static let earlier = Action("earlier", "[")
    public static let later = Action("later", "]")
    public static let closer = Action("closer", "+")
    public static let farther = Action("farther", "-")
    public static let today = Action("today", "t")
    public static let palette = Action("palette", ":")
    public static let help = Action("help", "?")
    public static let language = Action("language")
    public static let theme = Action("theme")
    public static let mouse = Action("mouse")
    public static let symbols = Action("symbols")
    public static let lock = Action("lock", "L")
    public static let switchUser = Action("switchUser", "W")
    public static let suspend = Action("suspend", "^Z")
    public static let quit = Action("quit", "q")
}

extension Key {
    /// The key as an action's key is written; nil for what is no key of any action.
    var shownName: String? {
        switch self {
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "⇧Tab"
        case .control("r"): "U"
        case .control(let letter): "^\(letter.uppercased())"
        case .text("="): "+"
        case .function(1): "?"
        case .text(let letter): String(letter)
        default: nil
        }
    }
}
