public import Domain
import Store

/// What is to be booked. Where no unit is named, any that is free on all its days will do.
public struct BookingRequest: Equatable, Sendable {
    public var activity: Activity.Kind
    public var part: Int
    /// Nil for activities that take nothing, such as bridging.
    public var resource: Resource.ID?
    public var span: DaySpan
    public var time: ClockTime?
    public var unit: Int?
    public var shares: [ICUShare]
    public var ref: String

    public init(
        _ activity: Activity.Kind, part: Int = 1, on resource: Resource.ID?, span: DaySpan,
        time: ClockTime? = nil, unit: Int? = nil, shares: [ICUShare] = [], ref: String = ""
    ) {
        self.activity = activity
        self.part = part
        self.resource = resource
        self.span = span
        self.time = time
        self.unit = unit
        self.shares = shares
        self.ref = ref
    }
}

extension Office {
    /// Holds a whole chain of bookings for a course, all or none.
    public func hold(
        _ requests: [BookingRequest], for course: Course.ID, until expiry: Instant,
        _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Booking.ID]> {
        let now = now
        guard expiry > now else {
            throw .refused(Phrase("booking.expiryPassed", ["at": .instant(expiry)]))
        }
        return try perform(.holdBookings, order) { act throws(StoreError) in
            try act.requireRunning(course)
            return try requests.map { request throws(StoreError) in
                var booking = try act.prepare(request, for: course)
                try refuse { () throws(BookingError) in try booking.hold(until: expiry) }
                try act.insert(booking)
                return booking.id
            }
        }
    }

    /// Books without holding first, as urgent bookings by telephone are.
    public func book(
        _ requests: [BookingRequest], for course: Course.ID, _ order: Order = Order()
    ) throws(StoreError) -> Outcome<[Booking.ID]> {
        let now = now
        return try perform(.confirmBookings, order) { act throws(StoreError) in
            try act.requireRunning(course)
            return try requests.map { request throws(StoreError) in
                var booking = try act.prepare(request, for: course)
                try refuse { () throws(BookingError) in try booking.confirm(at: now) }
                try act.insert(booking)
                return booking.id
            }
        }
    }

    public func confirm(
        _ bookings: [Booking.ID], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        let now = now
        return try change(.confirmBookings, bookings, order) { booking throws(BookingError) in
            try booking.confirm(at: now)
        }
    }

    public func release(
        _ bookings: [Booking.ID], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try change(.releaseBookings, bookings, order) { booking throws(BookingError) in
            try booking.release()
        }
    }

    /// The activity has taken place.
    public func finish(
        _ bookings: [Booking.ID], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try change(.finishBookings, bookings, order) { booking throws(BookingError) in
            try booking.finish()
        }
    }

    private func change(
        _ act: Act, _ bookings: [Booking.ID], _ order: Order,
        _ step: (inout Booking) throws(BookingError) -> Void
    ) throws(StoreError) -> Int64 {
        try perform(act, order) { act throws(StoreError) in
            for id in bookings {
                let stored = try act.need(Booking.self, id.text)
                var booking = stored.record
                try refuse { () throws(BookingError) in try step(&booking) }
                try act.update(booking, expecting: stored.version)
            }
        }.sequence
    }
}

extension Transaction {
    func requireRunning(_ course: Course.ID) throws(StoreError) {
        if let ending = try need(CourseRecord.self, course.text).record.ending {
            throw .refused(CourseError.ended(course, ending).phrase)
        }
    }

    func prepare(
        _ request: BookingRequest, for course: Course.ID
    ) throws(StoreError) -> Booking {
        Booking(
            id: try nextID("B", "booking"), course: course, activity: request.activity,
            part: request.part, span: request.span, time: request.time,
            places: try places(
                request.resource, request.span, unit: request.unit, preferred: nil),
            shares: request.shares, ref: request.ref)
    }

    /// - Parameter preferred: the unit to keep where it is free: nobody changes beds for nothing.
    func places(
        _ resource: Resource.ID?, _ span: DaySpan, unit: Int?, preferred: Int?
    ) throws(StoreError) -> [UnitDay] {
        guard let resource else { return [] }
        if let unit { return span.days.map { UnitDay(resource, $0, unit: unit) } }
        if let preferred, try isFree(resource, span, unit: preferred) {
            return span.days.map { UnitDay(resource, $0, unit: preferred) }
        }
        guard let free = try freeUnit(resource, span) else {
            throw .refused(
                Phrase(
                    "booking.full",
                    [
                        "resource": .resource(resource), "first": .day(span.first),
                        "last": .day(span.last),
                    ]))
        }
        return span.days.map { UnitDay(resource, $0, unit: free) }
    }
}
