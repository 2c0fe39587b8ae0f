public import Application
public import Domain
public import Terminal

/// The screens as one value: what is shown, to whom, and what the next key would do.
public struct App: Sendable {
    public internal(set) var size: Size
    public internal(set) var now: Instant
    public internal(set) var live = Live()
    public internal(set) var link: Link
    public internal(set) var person: Operator?
    public internal(set) var desk = Desk()
    /// The desks of those who are not here now.
    var desks: [String: Desk] = [:]
    public internal(set) var lock: Lock?
    public internal(set) var notice: Notice?
    /// Why the last key did nothing; gone with the next key.
    public internal(set) var refusal: Phrase?
    public internal(set) var settings: Settings
    /// Nil when nobody is being taught.
    public internal(set) var tutor: Tutor?
    /// The long work that is under way.
    public internal(set) var work: Progress?
    var lastInput: Instant
    /// The list that is in order, and as of which change.
    var arranged: Arranged?

    struct Arranged: Equatable, Sendable {
        let place: Place
        let revision: Int
    }

    let wordings: [Language: Wording]

    public struct Settings: Equatable, Sendable {
        public var language: Language
        public var theme: Theme.Name
        public var usesMouse = false
        public var usesPlainSymbols = false
        /// After so long without a key the data are covered.
        public var idleSeconds: Int
        /// The keys as this person has set them.
        public var keys = KeyMap.standard
        /// A demo store knows its people and asks for no password.
        public var asksPassword = true

        public init(
            language: Language, theme: Theme.Name = .standard, idleSeconds: Int = 300
        ) {
            (self.language, self.theme, self.idleSeconds) = (language, theme, idleSeconds)
        }
    }

    /// Something that happened, said for a few seconds above the hints.
    public struct Notice: Equatable, Sendable {
        public let phrase: Phrase
        public let until: Instant
    }

    public init(
        size: Size, now: Instant, settings: Settings, link: Link, person: Operator?,
        wordings: [Wording], tutor: Tutor? = nil
    ) {
        self.tutor = tutor
        (self.size, self.now, self.settings) = (size, now, settings)
        (self.link, self.person, lastInput) = (link, person, now)
        self.wordings = Dictionary(
            wordings.map { ($0.language, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public var words: Wording {
        var words = wordings[settings.language] ?? Wording(settings.language)
        words.resources = live.resourceNames
        return words
    }

    /// The pane between the bar on top and the hints below.
    var pane: Area {
        var area = Area(size)
        _ = area.cutTop(1)
        _ = area.cutBottom(tutor == nil ? 1 : 2)
        return area
    }

    /// - Parameter secret: the password that was right, where only the code is missing.
    func signInForm(_ name: String, secret right: String? = nil) -> Form {
        let user = Form.Field("name", Phrase("lock.name"), [.required], text: name)
        let secret = Form.Field(
            "secret", Phrase("lock.secret"), [.required], text: right ?? "", isSecret: true)
        let code = Form.Field("code", Phrase("lock.code"), [.required])
        let fields = right == nil ? [user, secret] : [user, secret, code]
        var form = Form(Phrase("lock.title"), settings.asksPassword ? fields : [user])
        // A known name leaves only the password to type.
        if !name.isEmpty, settings.asksPassword { _ = form.take(.enter) }
        if right != nil { _ = form.take(.enter) }
        return form
    }

    /// When the screens must be woken although nothing happens: the clock in the bar shows
    /// minutes, a mark of a change goes out, the cover comes down.
    public var millisecondsToNextTick: Int {
        let intoMinute = Int(now.utcMilliseconds % 60_000)
        var wait = 60_000 - (intoMinute < 0 ? intoMinute + 60_000 : intoMinute)
        if desk.current.isFading || notice != nil { wait = min(wait, 1000) }
        if lock == nil {
            let left =
                settings.idleSeconds * 1000 - Int(now.utcMilliseconds - lastInput.utcMilliseconds)
            wait = min(wait, max(50, left))
        }
        return wait
    }
}
