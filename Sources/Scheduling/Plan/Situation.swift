public import Domain

/// What a hospital knows on a day, in its own terms: what the store fills in and reads back.
///
/// It holds what whole-day planning needs and the file format does not have: calendar dates,
/// reasons with their sources, holds that expire, shifts of staff, couriers and times of day.
/// `instance` turns it into the problem that the engine solves.
public struct Situation: Sendable, Equatable {
    public var name: String
    /// Day 0 of the planning calendar.
    public var firstDay: Day
    public var dayCount: Int
    public var today: Day
    /// What the day's clock says: holds that expired before it no longer bind.
    public var now: Instant
    public var products: [ProductOffer]
    public var capacities: [Capacity]
    public var courses: [CourseWish]
    public var changeCost: Instance.ChangeCost

    public init(
        name: String, firstDay: Day, dayCount: Int, today: Day, now: Instant,
        products: [ProductOffer], capacities: [Capacity], courses: [CourseWish],
        changeCost: Instance.ChangeCost = Instance.ChangeCost()
    ) {
        (self.name, self.firstDay, self.dayCount) = (name, firstDay, dayCount)
        (self.today, self.now, self.products) = (today, now, products)
        (self.capacities, self.courses, self.changeCost) = (capacities, courses, changeCost)
    }

    /// The days of the planning calendar.
    public var days: [Day] { (0..<dayCount).map { firstDay + $0 } }

    public func index(of day: Day) -> Int { day - firstDay }
}

extension Situation {
    /// A date before or after which an activity must lie, with the reason that is shown and the
    /// document or person that it comes from.
    public struct DatedReason: Sendable, Equatable {
        public enum Limit: Sendable, Equatable { case notBefore, notAfter }

        public var activity: Activity
        public var limit: Limit
        public var day: Day
        /// A wash-out, a laboratory value that must be recent, a consent.
        public var reason: Phrase
        public var source: String
        /// Nobody has checked the rule behind it: it is told and weighed, and stops nothing.
        public var isSoft: Bool

        public init(
            _ activity: Activity, _ limit: Limit, _ day: Day, reason: Phrase, source: String,
            isSoft: Bool = false
        ) {
            (self.activity, self.limit, self.day) = (activity, limit, day)
            (self.reason, self.source, self.isSoft) = (reason, source, isSoft)
        }
    }

    /// A booking of a course.
    public struct Booking: Sendable, Equatable {
        public enum State: Sendable, Equatable {
            /// May move; moving it costs what the change cost says.
            case preferred
            /// Binds until it expires.
            case held(until: Instant)
            /// Binds: confirmed or done.
            case fixed
        }

        public var activity: Activity
        public var day: Day
        public var time: ClockTime?
        public var state: State

        public init(_ activity: Activity, _ day: Day, time: ClockTime? = nil, state: State) {
            (self.activity, self.day, self.time, self.state) = (activity, day, time, state)
        }

        func binds(at now: Instant) -> Bool {
            switch state {
            case .preferred: false
            case .held(let until): until > now
            case .fixed: true
            }
        }
    }

    /// What a maker offers, and the couriers that fetch for it.
    public struct ProductOffer: Sendable, Equatable {
        public var product: Instance.Product
        /// Days on which a courier fetches at the hospital; nil for every day.
        public var pickUps: Set<Day>?

        public init(_ product: Instance.Product, pickUps: Set<Day>? = nil) {
            (self.product, self.pickUps) = (product, pickUps)
        }
    }

    /// A resource's day: what the devices allow, and what the staff on shift can serve.
    public struct Capacity: Sendable, Equatable {
        public var code: Checker.Code
        public var day: Day
        public var devices: Int
        /// Staff on shift and how many units each can serve; nil where staff is no limit.
        public var staff: Staff?
        /// Used by other patients, or closed for maintenance.
        public var blocked = 0

        public struct Staff: Sendable, Equatable {
            public var onShift: Int
            public var unitsEach: Int
            public init(onShift: Int, unitsEach: Int) {
                (self.onShift, self.unitsEach) = (onShift, unitsEach)
            }
        }

        public init(
            _ code: Checker.Code, _ day: Day, devices: Int, staff: Staff? = nil, blocked: Int = 0
        ) {
            (self.code, self.day, self.devices) = (code, day, devices)
            (self.staff, self.blocked) = (staff, blocked)
        }

        /// Units that can be used.
        public var units: Int {
            max(0, min(devices, staff.map { $0.onShift * $0.unitsEach } ?? devices) - blocked)
        }
    }

    /// A course that is to be planned.
    public struct CourseWish: Sendable, Equatable {
        /// Lags, costs and options; dates in it are replaced by those below.
        public var patient: Instance.Patient
        public var referral: Day
        public var deadline: Day
        public var reasons: [DatedReason]
        public var bookings: [Booking]
        /// Further infusions of the same product, so many days after the first.
        public var furtherInfusions: [Int]

        public init(
            _ patient: Instance.Patient, referral: Day, deadline: Day,
            reasons: [DatedReason] = [], bookings: [Booking] = [], furtherInfusions: [Int] = []
        ) {
            (self.patient, self.referral, self.deadline) = (patient, referral, deadline)
            (self.reasons, self.bookings) = (reasons, bookings)
            self.furtherInfusions = furtherInfusions
        }
    }
}
