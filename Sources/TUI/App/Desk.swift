import Application
public import Domain
import Terminal

/// Everything on the screen that is one person's: where they are and what they have half typed.
///
/// When somebody else takes the terminal the desk is put aside, and given back as it was.
public struct Desk: Equatable, Sendable {
    public internal(set) var place = Place.board
    /// The last screen of the bar: where a page that was opened from it leads back to.
    var home = Place.board
    var screens: [Place: AnyScreen]
    var overlays: [AnyOverlay] = []
    /// What was done last, so that it can be done again.
    var last: AnyDeed?
    /// The filter being typed, in place of the hints.
    public internal(set) var filter: TextField?

    public init() {
        screens = Dictionary(
            Registry.screens.map { ($0.place, AnyScreen(value: $0.init())) },
            uniquingKeysWith: { first, _ in first })
    }

    struct AnyScreen: Equatable, Sendable {
        var value: any ScreenState

        static func == (left: AnyScreen, right: AnyScreen) -> Bool {
            left.value.isSame(as: right.value)
        }
    }

    struct AnyDeed: Equatable, Sendable {
        let value: any Deed

        static func == (left: AnyDeed, right: AnyDeed) -> Bool {
            left.value.isSame(as: right.value)
        }
    }

    struct AnyOverlay: Equatable, Sendable {
        var value: any Overlay

        static func == (left: AnyOverlay, right: AnyOverlay) -> Bool {
            left.value.isSame(as: right.value)
        }
    }

    /// The overlay that takes the keys.
    public var overlay: (any Overlay)? { overlays.last?.value }

    public subscript<State: ScreenState>(_ type: State.Type) -> State {
        screens[type.place]?.value as? State ?? State()
    }

    public var board: BoardState { self[BoardState.self] }
    public var patients: TableState { self[PatientsState.self].table }
    public var slots: SlotsState { self[SlotsState.self] }
    public var inbox: TableState { self[InboxState.self].table }

    /// The screen in view.
    var current: any ScreenState {
        get { screens[place]?.value ?? BoardState() }
        set { screens[place]?.value = newValue }
    }
}

/// One unit on one day.
public struct SlotPlace: Equatable, Sendable {
    public let resource: Resource.ID
    /// Counted from 1.
    public let unit: Int
    public let day: Day

    /// The words over a box in which a patient is looked up for this place.
    func title(_ key: String) -> Phrase {
        Phrase(
            key,
            ["resource": .resource(resource), "unit": .count(unit), "day": .day(day)])
    }
}

/// The cover over the patients' data while nobody is known to sit here.
public enum Lock: Equatable, Sendable {
    /// Covered; a key asks who is there.
    case covered
    case asking(Form)
    /// The password is being checked, which takes a while on purpose.
    case checking(Form)
}
