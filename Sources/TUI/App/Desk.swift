public import Terminal

/// Everything on the screen that is one person's: where they are and what they have half typed.
///
/// When somebody else takes the terminal the desk is put aside, and given back as it was.
public struct Desk: Equatable, Sendable {
    public internal(set) var place = Place.board
    public internal(set) var board = BoardState()
    public internal(set) var patients = TableState(sort: .init(column: "name"))
    public internal(set) var slots = SlotsState()
    public internal(set) var inbox = TableState(sort: .init(column: "due"))
    public internal(set) var overlay: Overlay?
    /// The filter being typed, in place of the hints.
    public internal(set) var filter: TextField?

    public init() {}
}

/// What lies over a screen and takes the keys.
public enum Overlay: Equatable, Sendable {
    case palette(Palette<Action>)
    case finder(Finder)
    case help(Scroll)
    case themes(Menu<Theme.Name>)
}

/// The cover over the patients' data while nobody is known to sit here.
public enum Lock: Equatable, Sendable {
    /// Covered; a key asks who is there.
    case covered
    case asking(Form)
    /// The password is being checked, which takes a while on purpose.
    case checking(Form)
}
