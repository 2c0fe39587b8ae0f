public import Domain
import Store

/// Where a booking is to go.
public struct BookingMove: Equatable, Sendable {
    public let booking: Booking.ID
    public let span: DaySpan
    public let time: ClockTime?
    public let resource: Resource.ID?
    public let unit: Int?
    public let seen: Int64?

    public init(
        _ booking: Booking.ID, to span: DaySpan, time: ClockTime? = nil,
        resource: Resource.ID? = nil, unit: Int? = nil, seen: Int64? = nil
    ) {
        self.booking = booking
        self.span = span
        self.time = time
        self.resource = resource
        self.unit = unit
        self.seen = seen
    }
}

extension Office {
    /// Puts bookings on other days; each keeps its state and its hold.
    ///
    /// - Parameter seen: the versions that the person saw, where somebody looked.
    public func move(
        _ moves: [BookingMove], _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try perform(.moveBookings, order) { act throws(StoreError) in
            var stored: [Stored<Booking>] = []
            // All old places are given back first, so that two bookings can change places.
            for move in moves {
                let found = try act.need(Booking.self, move.booking.text)
                if let seen = move.seen, seen != found.version {
                    try act.update(found.record, expecting: seen)
                }
                guard found.record.state == .held || found.record.state == .confirmed else {
                    throw .refused(
                        BookingError.illegalMove(
                            found.record.id, from: found.record.state, to: found.record.state
                        ).phrase)
                }
                stored.append(found)
                var lifted = found.record
                (lifted.places, lifted.shares) = ([], [])
                try act.update(lifted, expecting: nil)
            }
            for (move, found) in zip(moves, stored) {
                var booking = found.record
                let shift = move.span.first - booking.span.first
                booking.span = move.span
                booking.time = move.time ?? booking.time
                let resource = move.resource ?? found.record.places.first?.resource
                booking.places = try act.places(
                    resource, move.span, unit: move.unit, preferred: found.record.places.first?.unit
                )
                booking.shares = found.record.shares.map {
                    ICUShare(day: $0.day + shift, percent: $0.percent)
                }
                try act.update(booking, expecting: nil)
            }
        }.sequence
    }
}
