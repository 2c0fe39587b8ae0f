public import Domain

/// A booking as other systems are told of it: plain facts, gathered by whoever has the store.
public struct ExportedBooking: Sendable {
    public enum State: String, Sendable {
        case proposed, held, confirmed, done, released
    }

    public struct Person: Hashable, Sendable {
        public let id: String
        /// The hospital's number.
        public let number: String
        public let name: PersonName
        public let sex: Sex
        public let birth: Day

        public init(id: String, number: String, name: PersonName, sex: Sex, birth: Day) {
            (self.id, self.number, self.name) = (id, number, name)
            (self.sex, self.birth) = (sex, birth)
        }
    }

    public struct Place: Hashable, Sendable {
        public let resource: String
        public let name: String
        public let unit: Int

        public init(resource: String, name: String, unit: Int) {
            (self.resource, self.name, self.unit) = (resource, name, unit)
        }

        /// `アフェレーシス装置 2`.
        public var text: String { unit > 0 ? "\(name) \(unit)" : name }
    }

    public let id: String
    public let course: String
    public let person: Person
    public let activity: Activity.Kind
    /// What it is, in the words of the reader's language.
    public let title: String
    public let place: Place?
    public let span: DaySpan
    /// Nil for what lasts whole days.
    public let time: ClockTime?
    public let minutes: Int
    public let state: State
    /// The records that another store of this program needs to have the same booking.
    public let carried: CarriedRecords
    /// Rises with every change: the number of the journal entry that last wrote it.
    public let version: Int64
    public let changed: Instant

    public init(
        id: String, course: String, person: Person, activity: Activity.Kind, title: String,
        place: Place?, span: DaySpan, time: ClockTime?, minutes: Int, state: State,
        version: Int64, changed: Instant, carried: CarriedRecords = CarriedRecords([])
    ) {
        self.carried = carried
        self.id = id
        self.course = course
        self.person = person
        self.activity = activity
        self.title = title
        self.place = place
        self.span = span
        self.time = time
        self.minutes = minutes
        self.state = state
        self.version = version
        self.changed = changed
    }

    /// From the beginning to the end, whole days from midnight to midnight.
    public func bounds(offsetMinutes: Int16) -> (start: Instant, end: Instant) {
        if let time {
            let start = Instant(span.first, time, offsetMinutes: offsetMinutes)
            return (start, start.adding(minutes: minutes))
        }
        return (
            Instant(span.first, .midnight, offsetMinutes: offsetMinutes),
            Instant(span.last + 1, .midnight, offsetMinutes: offsetMinutes)
        )
    }
}

/// One unit of a resource on one day, taken or free.
public struct ExportedSlot: Sendable {
    public enum State: String, Sendable {
        case free, busy
        case tentative = "busy-tentative"
        case unavailable = "busy-unavailable"
    }

    public let place: ExportedBooking.Place
    public let day: Day
    public let time: ClockTime?
    public let minutes: Int
    public let state: State

    public init(
        place: ExportedBooking.Place, day: Day, time: ClockTime?, minutes: Int, state: State
    ) {
        self.place = place
        self.day = day
        self.time = time
        self.minutes = minutes
        self.state = state
    }

    func bounds(offsetMinutes: Int16) -> (start: Instant, end: Instant) {
        guard let time else {
            return (
                Instant(day, .midnight, offsetMinutes: offsetMinutes),
                Instant(day + 1, .midnight, offsetMinutes: offsetMinutes)
            )
        }
        let start = Instant(day, time, offsetMinutes: offsetMinutes)
        return (start, start.adding(minutes: minutes))
    }
}

extension Activity.Kind {
    /// Booked steps that other systems keep in their calendars.
    public var isAppointment: Bool {
        switch self {
        case .apheresis, .courier, .receipt, .infusion, .icuReserve, .icuStay, .wardStay: true
        case .processing, .manufacturing, .bridging, .conditioning: false
        }
    }

    /// Whether it is written for others at all.
    public var isExported: Bool { isAppointment || isRequest }

    /// Steps that somebody is ordered to do.
    public var isRequest: Bool {
        switch self {
        case .apheresis, .bridging, .conditioning, .infusion: true
        default: false
        }
    }
}
