public import Domain
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
    case finder(Finder, FinderSubject)
    case dialog(Dialog, DialogSubject)
    case help(Scroll)
    case themes(Menu<Theme.Name>)
}

/// What the patient who is found is wanted for.
public enum FinderSubject: Equatable, Sendable {
    case goTo
    case hold(SlotPlace)
}

/// What an answer is about.
public enum DialogSubject: Equatable, Sendable {
    case release(booking: String)
    case block(SlotPlace)
}

/// One unit on one day.
public struct SlotPlace: Equatable, Sendable {
    public let resource: String
    /// Counted from 1.
    public let unit: Int
    public let day: Day
}

/// The cover over the patients' data while nobody is known to sit here.
public enum Lock: Equatable, Sendable {
    /// Covered; a key asks who is there.
    case covered
    case asking(Form)
    /// The password is being checked, which takes a while on purpose.
    case checking(Form)
}
