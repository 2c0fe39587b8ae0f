public import Application
public import Domain
public import Terminal

/// One screen: what one person has made of it, how it answers keys, and how it is drawn.
///
/// Everything about a screen stands in its own folder; the program learns of it by its one line in
/// `Registry`. Its words are `screen.<id>`, `action.<id>`, `action.<id>.also` and
/// `help.about.<id>`.
public protocol ScreenState: Equatable, Sendable {
    static var place: Place { get }
    /// What can be done here besides what can be done everywhere, in the order of the help.
    static var actions: [Action] { get }
    /// What the last row promises, the most important first.
    static var hints: [Action] { get }
    /// The number beside the name in the bar: what waits there.
    static func waiting(in live: Live) -> Int

    init()

    /// The data are newer, whether the screen is in view or not.
    mutating func renew(_ context: Context)
    /// After everything that happens while the screen is in view: sort, filter, keep the cursor in
    /// sight, and ask for what is missing.
    ///
    /// - Parameter isNews: the data or the screen in view are others than the last time.
    mutating func settle(_ context: Context, isNews: Bool) -> [Step]
    /// A key that means something here before it is looked up among the actions; nil when it does
    /// not.
    mutating func take(_ key: Key, _ context: Context) -> [Step]?
    mutating func perform(_ action: Action, _ context: Context) -> [Step]
    /// Why an action cannot be done now; nil when it can.
    func refusal(of action: Action, _ context: Context) -> Phrase?
    mutating func receive(_ answer: Answer, _ context: Context) -> [Step]
    /// What the cursor stands on, for an act that is done once more.
    func target(_ context: Context) -> RepeatTarget
    mutating func tick(_ context: Context)
    /// True while something on it goes out by itself, so that the clock must run.
    var isFading: Bool { get }
    /// Puts the cursor on something; false where it is not to be seen.
    mutating func show(_ subject: Subject, _ context: Context) -> Bool
    /// The mouse on a line, counted from the first row below title and heads.
    mutating func click(line: Int, _ context: Context)
    /// The text that the screen is filtered by.
    var filter: String { get }
    mutating func setFilter(_ text: String, _ context: Context)

    func draw(in pane: Area, on frame: inout Frame, _ context: Context)
}

extension ScreenState {
    public static func waiting(in live: Live) -> Int { 0 }
    public mutating func renew(_ context: Context) {}
    public mutating func take(_ key: Key, _ context: Context) -> [Step]? { nil }
    public func refusal(of action: Action, _ context: Context) -> Phrase? { nil }
    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] { [] }
    public func target(_ context: Context) -> RepeatTarget { RepeatTarget() }
    public mutating func tick(_ context: Context) {}
    public var isFading: Bool { false }
    public mutating func show(_ subject: Subject, _ context: Context) -> Bool { false }
    public mutating func click(line: Int, _ context: Context) {}
    public var filter: String { "" }
    public mutating func setFilter(_ text: String, _ context: Context) {}

    func isSame(as other: any ScreenState) -> Bool { other as? Self == self }
}

/// What lies over a screen and takes the keys: a form, a question, a list to choose from.
public protocol Overlay: Equatable, Sendable {
    mutating func take(_ key: Key, _ context: Context) -> [Step]
    mutating func receive(_ answer: Answer, _ context: Context) -> [Step]
    func draw(on frame: inout Frame, _ context: Context)
    /// Rows at the foot of the pane that it takes for itself, so that the screen above stays in
    /// sight; 0 for what lies over it.
    var footRows: Int { get }
    /// Courses as they would lie if what is looked at were done.
    var ghosts: [String: Ghost] { get }
}

/// A course as it would be, drawn below the one that is.
public struct Ghost: Equatable, Sendable {
    public let bars: [Bar]
    /// Days by which its infusion would move.
    public let days: Int?
}

extension Overlay {
    public var footRows: Int { 0 }
    public var ghosts: [String: Ghost] { [:] }
    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] { [] }

    func isSame(as other: any Overlay) -> Bool { other as? Self == self }
}

/// What a screen or an overlay asks for.
public enum Step: Sendable {
    /// Work for the runtime or for the thread of the store.
    case effect(Effect)
    case open(any Overlay)
    /// Takes away the overlay that says it.
    case close
    case go(Place, Subject?)
    case perform(Action)
    /// Looks at another board than the one that stands; nil for that one.
    case look(at: OtherBoard?)
    /// Says why a key did nothing.
    case refuse(Phrase)
    case say(Phrase)

    static func act(_ deed: any Deed) -> Step { .effect(.act(deed)) }
    static func ask(_ question: any Question) -> Step { .effect(.ask(question)) }
    static func start(_ work: any Work) -> Step { .effect(.start(work)) }
}

/// What a screen may look at.
public struct Context: Sendable {
    public let now: Instant
    public let place: Place
    /// The part of the terminal that is the screen's.
    public let pane: Area
    /// Rows below it that an overlay has taken.
    public let strip: Area
    public let ghosts: [String: Ghost]
    /// Somebody looks at the replan that is running.
    public let isReplanOpen: Bool
    /// The what-if copy of the board in which somebody plays; nil on the board that stands.
    public let branch: Branch.ID?
    public let live: Live
    public let link: Link
    public let person: Operator?
    public let words: Wording
    public let keys: KeyMap
    public let work: Progress?

    public var today: Day { now.day }

    /// Why nothing can be changed now.
    public var linkRefusal: Phrase? {
        guard case .lost(let since) = link else { return nil }
        return Phrase("refusal.noLink", ["since": .text(since.time.text)])
    }
}
