/// Which bookings are wanted.
public struct BookingFilter: Equatable, Sendable {
    public var course: Course.ID?
    public var state: Booking.State?
    /// Only those that somebody gave a reference, and that stand.
    public var withRef = false

    public init() {}
}
