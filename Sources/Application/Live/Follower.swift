import Clinical
public import Domain
import Store

/// A store held open for the screens: it follows what others change, and acts for whoever sits
/// there.
///
/// It belongs to one thread, like the store. That thread waits on `changeDescriptor`.
public final class Follower {
    // A class because it owns a store and the hospital in memory, which grows with the journal.
    let premises: Premises
    let clock: () -> Instant
    /// What is running, for the questions and works beside this file.
    private(set) var hospital = Hospital()
    /// The engine's board; nil until the hospital is read.
    private(set) var board: BoardModel?
    private(set) var overviews: [Course.ID: CourseOverview] = [:]
    private var today: Day?
    private var isLoaded = false
    private var book: FlagBook?
    /// Courses whose flags are still to be made.
    private var unflagged: Set<Course.ID> = []
    /// The rules in force with the store's approvals, in each language that was asked for.
    private var desks: [Language: ClinicalDesk] = [:]
    /// The centre's own rule file; nil for the rules as published.
    public var rules: String?
    private var knownModels: [DeskModel]?
    /// Whether the dates on the board follow from the rules and the histories still.
    private var hasDates = false
    /// Messages in quarantine; they stand in no entry of the journal.
    private(set) var quarantineCount = 0
    /// When the next matter that somebody put off comes back.
    private var nextWake: Instant?
    private var past: CentreHistory?
    public private(set) var person: Person?
    /// The second person, while a deed of two is carried out.
    private var beside: Credentials?

    public init(_ premises: Premises, person: Person, clock: @escaping () -> Instant) {
        self.premises = premises
        self.person = person.proof == .none ? nil : person
        self.clock = clock
    }

    public var isDemonstration: Bool { premises.isDemonstration }
    var address: String { premises.address }
    public var changeDescriptor: Int32? { premises.changeDescriptor }

    // MARK: Following

    /// The first overview: reads everything that is running.
    public func load() throws(StoreError) -> Overview {
        hospital = try premises.store.read { view throws(StoreError) in
            self.quarantineCount = try view.quarantineCount()
            return try Hospital(reading: view)
        }
        isLoaded = true
        board = BoardModel(hospital, now: clock())
        renewAll()
        return overview(changed: [:])
    }

    /// What has changed since; nil when nothing has.
    ///
    /// The journal decides, not the signal that something was written: a signal may come early,
    /// twice, or for a change of one's own.
    public func follow() throws(StoreError) -> Overview? {
        guard isLoaded else { return try load() }
        let before = hospital.sequence
        let blocks = hospital.blocks.count
        // Stopped half-way by a failure it goes on from the entry that it reached.
        _ = try premises.hasForeignChange()
        let waiting = quarantineCount
        let changed = try premises.store.read { view throws(StoreError) in
            self.quarantineCount = try view.quarantineCount()
            return try self.hospital.follow(view)
        }
        freshen(changed.keys)
        let blocksDiffer = hospital.blocks.count != blocks
        let isNewDay = today != clock().day
        let wakes = nextWake.map { $0 <= clock() } ?? false
        guard hospital.sequence != before || isNewDay || quarantineCount != waiting || wakes else {
            return nil
        }
        board?.follow(hospital, changed: changed.keys, now: clock())
        if isNewDay { board?.judgements = [:] }
        if isNewDay || blocksDiffer {
            renewAll()
        } else {
            for course in changed.keys { renew(course) }
        }
        return overview(changed: changed)
    }

    /// After the connection was lost.
    public func reconnect() throws(StoreError) { try premises.reconnect() }

    private func renewAll() {
        today = clock().day
        overviews.removeAll(keepingCapacity: true)
        for course in hospital.courses.keys { renew(course) }
    }

    private func renew(_ course: Course.ID) {
        guard let state = hospital.courses[course], let today else {
            overviews[course] = nil
            return
        }
        overviews[course] = CourseOverview(
            state, in: hospital, on: today, onTime: board?.certainty(course)?.onTime,
            flags: book?[course])
        if book?[course] == nil { unflagged.insert(course) }
    }

    private func overview(changed: [Course.ID: String]) -> Overview {
        let courses = overviews.values.sorted { $0.id < $1.id }
        let now = clock()
        nextWake = hospital.matterNotes.values.compactMap(\.snoozedUntil).filter { now < $0 }.min()
        return Overview(
            sequence: hospital.sequence, courses: courses,
            patients: hospital.patients.values.filter { $0.mergedInto == nil }
                .sorted { $0.id < $1.id },
            ended: hospital.ended,
            users: hospital.users.values.filter(\.isActive).sorted { $0.id < $1.id },
            resources: hospital.resources.values.sorted { $0.id < $1.id },
            makerSlots: hospital.makerSlots.values.filter { !$0.state.isOver }
                .sorted { ($0.day, $0.product, $0.id) < ($1.day, $1.product, $1.id) },
            matters: matters(of: courses),
            changed: changed.compactMapValues { try? User.ID($0) })
    }

    // MARK: Flags

    /// The flags of a running course: made when somebody looks, and kept until something it rests
    /// on changes.
    ///
    /// - Parameter desk: the rules in force without the store's approvals, which are added here.
    public func flags(
        of course: Course.ID, under desk: ClinicalDesk
    ) throws(StoreError) -> CourseFlags? {
        guard let milestones = hospital.courses[course]?.milestones else { return nil }
        var flags: FlagBook = if let book { book } else { try newBook(desk) }
        let now = clock()
        let found = try premises.store.read { view throws(StoreError) in
            try flags.flags(of: course, milestones, now: now, view)
        }
        book = flags
        return found
    }

    private func newBook(_ desk: ClinicalDesk) throws(StoreError) -> FlagBook {
        FlagBook(desk.with(try office().approvals()), models: try models())
    }

    /// The models whose flags are shown: the centre's own; a demonstration also shows those of the
    /// program.
    func models() throws(StoreError) -> [DeskModel] {
        if let knownModels { return knownModels }
        var models = try office().currentModels()
        if isDemonstration, let shipped = try? ModelDesk.shipped() {
            models += shipped.map(\.model)
        }
        knownModels = models
        return models
    }

    /// The desk under the rules in force. A faulty file of the centre leaves those as published.
    func desk(_ language: Language) throws(StoreError) -> ClinicalDesk {
        if let known = desks[language] { return known }
        let wording = Wording(language)
        let bare: ClinicalDesk
        do throws(FileError) {
            bare = try ClinicalDesk(rules: rules, wording)
        } catch {
            throw .refused(error.phrase)
        }
        let desk = bare.with(try office().approvals())
        desks[language] = desk
        return desk
    }

    /// True while some flags are not made yet.
    public var isBehindWithFlags: Bool { !unflagged.isEmpty && person != nil }

    /// Makes the flags of a few courses, so that no key waits for all of them.
    /// - Returns: a new overview once the last of them is made.
    public func makeFlags(atMost count: Int = 8) throws(StoreError) -> Overview? {
        guard isLoaded, isBehindWithFlags else { return nil }
        let (desk, today) = (try desk(.english), clock().day)
        unflagged = unflagged.filter { course in
            hospital.courses[course]?.isFlagged(on: today, under: desk.knowledge.ward) ?? false
        }
        if unflagged.isEmpty { return nil }
        for course in unflagged.sorted().prefix(count) {
            unflagged.remove(course)
            guard try flags(of: course, under: desk) != nil else { continue }
            renew(course)
        }
        return unflagged.isEmpty ? overview(changed: [:]) : nil
    }

    private func freshen(_ changed: some Sequence<Course.ID>) {
        let stale = hospital.takeStale()
        if stale.hasOtherRules {
            (book, knownModels, hasDates) = (nil, nil, false)
            desks.removeAll()
        }
        for course in changed {
            book?.drop(course)
            board?.judgements[course] = nil
            hasDates = false
        }
        guard !stale.patients.isEmpty else { return }
        hasDates = false
        for (id, state) in hospital.courses where stale.patients.contains(state.record.patient) {
            book?.drop(id)
            board?.judgements[id] = nil
            unflagged.insert(id)
        }
    }

    // MARK: Figures

    /// Every course of every year, read anew after a change.
    func history() throws(StoreError) -> CentreHistory {
        if let past, past.sequence >= hospital.sequence { return past }
        let found = try office().history()
        past = found
        return found
    }

    // MARK: Planning

    /// The engine's board as of the last overview, for the questions of the screens: a value that
    /// may be taken to another thread. It holds what the drug histories bind.
    ///
    /// - Parameter course: one that is asked about: what the rules say of it comes with the board.
    public func planning(_ course: Course.ID? = nil) throws(StoreError) -> BoardModel {
        if board == nil { _ = try load() }
        var found = board ?? BoardModel(hospital, now: clock())
        let (rules, hospital, now) = (rulesInForce(), hospital, clock())
        if !hasDates {
            found.reasons = try premises.store.read { view throws(StoreError) in
                try view.datedReasons(hospital, rules, now: now)
            }
            hasDates = true
        }
        if let course, hospital.courses[course] != nil, found.judgements[course] == nil {
            found.judgements[course] = try premises.store.read { view throws(StoreError) in
                CourseJudgement(try view.patientFile(of: course, rules, asOf: now), rules)
            }
        }
        board = found
        return found
    }

    /// A faulty file of the centre leaves the rules as published.
    private func rulesInForce() -> ClinicalKnowledge {
        (try? desk(.english))?.knowledge ?? .published
    }

    /// Books what a person has chosen of the engine's plans.
    public func book(_ chosen: ChosenPlans, _ order: Order = Order()) throws(StoreError) -> Phrase {
        let outcome = try office().book(chosen, order)
        guard case .saved(let bookings, _) = outcome else { return Phrase("cli.repeated") }
        return Phrase(
            "bookings.changed", ["bookings": .list(bookings.map { .text($0.text) })])
    }

    // MARK: Acting

    /// The office of whoever sits there.
    func office() throws(StoreError) -> Office {
        guard let person else { throw .refused(Phrase("office.logInFirst")) }
        return premises.office(for: person, source: "screens", beside: beside, clock: clock)
    }

    /// Carries a deed out with a second person beside whoever sits there.
    public func perform(
        _ deed: any Deed, beside second: Credentials
    ) throws(StoreError) -> Phrase {
        beside = second
        defer { beside = nil }
        return try deed.perform(with: self)
    }

    /// Carries a deed out; the phrase says what was done.
    public func perform(_ deed: some Deed) throws(StoreError) -> Phrase {
        try deed.perform(with: self)
    }

    /// Takes back the last act; the phrase says which.
    public func undo() throws(StoreError) -> Phrase {
        said("notice.undone", try office().undo().undone)
    }

    public func redo() throws(StoreError) -> Phrase {
        said("notice.redone", try office().redo().undone)
    }

    private func said(_ key: String, _ entry: JournalLine) -> Phrase {
        let what = Act(rawValue: entry.act)?.phrase ?? Phrase("act.compute")
        return Phrase(key, ["act": .phrase(what), "at": .text(entry.at.time.text)])
    }

    /// The answer to a right password without the code that goes with it.
    public static let codeMissing = Reception.codeMissing

    /// Another person sits down.
    ///
    /// - Parameter code: of the second factor; nil until `codeMissing` has asked for it.
    public func logIn(
        name: String, password: String, code: String?
    ) throws(StoreError) -> Person {
        let found =
            isDemonstration
            ? try premises.person(named: name, token: nil, now: clock())
            : try premises.logIn(
                user: name, password: password, code: code, now: clock(), place: "screens",
                token: Secrets.token())
        person = found
        return found
    }

    /// Nobody sits there until somebody logs in.
    public func leave() { person = nil }
}
