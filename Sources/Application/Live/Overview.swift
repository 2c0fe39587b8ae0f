public import Domain

/// Everything the lists of the screens show, true as of one journal entry.
public struct Overview: Sendable {
    public let sequence: Int64
    /// Running courses, by identifier.
    public let courses: [CourseOverview]
    /// Everybody who was ever a patient here, by identifier.
    public let patients: [Patient]
    /// The courses of each that have ended, by the day of the referral.
    public let ended: [Patient.ID: [CourseRecord]]
    /// Everybody who works here, by identifier.
    public let users: [User]
    public let resources: [Resource]
    /// Makers' slots that are not over, by day.
    public let makerSlots: [MakerSlot]
    /// In no particular order but the same one every time.
    public let matters: [Matter]
    /// The courses that changed since the last overview, and who changed each of them last.
    public let changed: [Course.ID: User.ID]
}

/// One resource over some days: every unit, and what it is used for.
public struct ResourceSheet: Equatable, Sendable {
    public enum Use: Equatable, Sendable {
        case free
        case booked(Booking.ID, Course.ID, Booking.State)
        /// Taken away from the centre's own courses; the words say why.
        case blocked(kind: Phrase, words: String, by: BlockRecord.ID? = nil)
        /// Not open on that day.
        case closed
    }

    public let resource: Resource
    public let first: Day
    /// By unit, from unit 1; each with one use a day.
    public let units: [[Use]]

    public init(resource: Resource, first: Day, units: [[Use]]) {
        (self.resource, self.first, self.units) = (resource, first, units)
    }
}
