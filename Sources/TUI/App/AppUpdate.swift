import Application
import Domain
import Terminal

extension App {
    /// What happens next. Pure: the same app and message give the same app and effects.
    public mutating func update(_ message: Message) -> [Effect] {
        guard var tutor else { return step(message) }
        let before = self
        let effects = step(message)
        if tutor.watch(before, message, self, effects) { self.tutor = tutor }
        return effects
    }

    private mutating func step(_ message: Message) -> [Effect] {
        var effects: [Effect] = []
        switch message {
        case .key(let key): effects = take(key)
        case .resized(let size): self.size = size
        case .tick(let now): tick(now)
        case .loaded(let fresh): renew(fresh)
        case .answer(let answer): effects = receive(answer)
        case .progress(let share, let detail):
            work?.share = share
            work?.detail = detail
        case .opened(let person, let isDemonstration): open(person, isDemonstration)
        case .unopened(let why):
            link = .opening
            refusal = why
        case .link(let link): self.link = link
        case .done(let phrase): say(phrase)
        case .refused(let phrase):
            refusal = phrase
            askAboutStale(phrase)
        case .secondMissing(let deed): show(SecondPersonForm(deed))
        case .signedIn(let person): sit(person)
        case .signInRefused(let phrase): refuseSignIn(phrase)
        case .signInNeedsCode: askForCode()
        case .cannotSuspend: refusal = Phrase("refusal.suspend")
        }
        return effects + settle()
    }

    /// Lets the screen in view put itself in order. The others wait until somebody looks at them:
    /// ten changes a second must not sort five thousand patients that nobody sees.
    mutating func settle() -> [Effect] {
        // Nobody looks at a covered screen.
        guard lock == nil else { return [] }
        let state = Arranged(place: desk.place, revision: live.revision)
        let isNews = arranged != state
        arranged = state
        return apply(desk.current.settle(context, isNews: isNews))
    }

    /// An answer goes to whoever may have asked: each knows its own.
    private mutating func receive(_ answer: Answer) -> [Effect] {
        if answer.asked is any Work { work = nil }
        if let why = answer.refusal { refusal = why }
        var effects: [Effect] = []
        for place in Registry.places {
            let context = context
            effects += apply(desk.screens[place]?.value.receive(answer, context) ?? [])
        }
        for index in desk.overlays.indices.reversed() where index < desk.overlays.count {
            effects += apply(desk.overlays[index].value.receive(answer, context))
        }
        return effects
    }

    private mutating func tick(_ now: Instant) {
        self.now = now
        let context = context
        for place in Registry.places { desk.screens[place]?.value.tick(context) }
        if let notice, notice.until <= now { self.notice = nil }
        guard lock == nil else { return }
        let idle = settings.idleSeconds
        if now.utcMilliseconds - lastInput.utcMilliseconds >= Int64(idle) * 1000 {
            lock = .covered
        }
    }

    mutating func say(_ phrase: Phrase) {
        notice = Notice(phrase: phrase, until: now.adding(milliseconds: 6000))
    }

    private mutating func open(_ person: Operator?, _ isDemonstration: Bool) {
        settings.asksPassword = !isDemonstration
        link = isDemonstration ? .demo : .live
        if let person { sit(person) } else { lock = .asking(signInForm("")) }
    }

    private mutating func renew(_ fresh: Live) {
        live = fresh
        let context = context
        for place in Registry.places { desk.screens[place]?.value.renew(context) }
        arranged = nil
    }

    // MARK: Keys

    private mutating func take(_ key: Key) -> [Effect] {
        refusal = nil
        lastInput = now
        // An answer of the terminal and a sequence without a meaning are no key of anybody's.
        switch key {
        case .unknown, .cursorAt: return []
        case .control("l"): return [.repaint]
        case .control("z"): return [.suspend]
        default: break
        }
        if lock != nil { return takeLocked(key) }
        if !desk.overlays.isEmpty { return takeOverlay(key) }
        if desk.filter != nil { return takeFilter(key) }
        if case .mouse(let mouse) = key { return takeMouse(mouse) }
        if let steps = desk.current.take(key, context) { return apply(steps) }
        guard let name = key.shownName, let action = settings.keys.action(on: name, at: desk.place)
        else {
            // A paste is text, and here is nothing that takes text.
            if case .paste = key { refusal = Phrase("refusal.paste") } else { refuseUnknown(key) }
            return []
        }
        return perform(action)
    }

    private mutating func refuseUnknown(_ key: Key) {
        guard case .text(let letter) = key else { return }
        refusal = Phrase("refusal.key", ["key": .text(String(letter))])
    }

    private mutating func takeFilter(_ key: Key) -> [Effect] {
        guard var field = desk.filter else { return [] }
        switch key {
        case .enter: desk.filter = nil
        case .escape:
            desk.filter = nil
            desk.current.setFilter("", context)
        case .up, .down, .pageUp, .pageDown:
            return apply(desk.current.take(key, context) ?? [])
        default:
            guard field.take(key) else { return [] }
            desk.filter = field
            desk.current.setFilter(field.text, context)
        }
        return []
    }

    // MARK: Mouse

    /// Everything that the mouse does has a key as well.
    private mutating func takeMouse(_ mouse: Key.Mouse) -> [Effect] {
        switch mouse.action {
        case .wheelUp, .wheelDown:
            return apply(desk.current.take(.mouse(mouse), context) ?? [])
        case .press where mouse.place.row == 0:
            guard let place = TopBar(self).place(at: mouse.place.column) else { return [] }
            return go(place, nil)
        case .press:
            // Title and heads stand above the first row of every table.
            let line = mouse.place.row - pane.row - 2
            if line >= 0 { desk.current.click(line: line, context) }
        case .release, .drag: break
        }
        return []
    }
}
