public import Domain

/// Every bed of the wards and of intensive care over some nights, and who lies in it: our courses,
/// and what is taken by others.
public struct BedMap: Equatable, Sendable {
    public let first: Day
    public let nights: Int
    public let beds: [Bed]

    public struct Bed: Equatable, Sendable {
        public let resource: Resource.ID
        public let name: String
        public let isIntensive: Bool
        public let unit: Int
        /// One use a night.
        public let uses: [Use]
    }

    public enum Use: Equatable, Sendable {
        case free
        case booked(Course.ID, name: String, Booking.State)
        case blocked(BlockRecord.Kind, words: String)
        case closed
    }

    public init(_ hospital: Hospital, from first: Day, nights: Int) {
        (self.first, self.nights) = (first, nights)
        let rooms = hospital.resources.values
            .filter { $0.kind.isBed && $0.id.text != Pool.reserveName }
            .sorted { ($0.kind.rawValue, $1.id) > ($1.kind.rawValue, $0.id) }
        var held: [UnitDay: (Course.ID, String, Booking.State)] = [:]
        for state in hospital.courses.values {
            let name = hospital.patients[state.record.patient]?.name.full ?? ""
            for booking in state.standing.map(\.record) where booking.activity.isStay {
                for place in booking.places {
                    held[place] = (booking.course, name, booking.state)
                }
            }
        }
        beds = rooms.flatMap { room -> [Bed] in
            let openings = hospital.openings.values.filter { $0.resource == room.id }
            let blocks = hospital.blocks.values.filter { $0.resource == room.id }
                .sorted { $0.id < $1.id }
            let most = openings.map(\.units).max() ?? 0
            return (0..<most).map { index in
                let unit = index + 1
                let uses = (0..<max(0, nights)).map { ahead -> Use in
                    let day = first + ahead
                    if let (course, name, state) = held[UnitDay(room.id, day, unit: unit)] {
                        return .booked(course, name: name, state)
                    }
                    let block = blocks.first {
                        $0.span.contains(day) && ($0.unit ?? unit) == unit
                    }
                    if let block { return .blocked(block.kind, words: block.words) }
                    let isOpen = openings.contains { $0.isOpen(on: day) && $0.units >= unit }
                    return isOpen ? .free : .closed
                }
                return Bed(
                    resource: room.id, name: room.name, isIntensive: room.kind == .icuBed,
                    unit: unit, uses: uses)
            }
        }
    }

    /// Free beds tonight.
    public var freeTonight: Int { beds.count { $0.uses.first == .free } }
}

extension Activity.Kind {
    /// Nights in a bed.
    var isStay: Bool { self == .wardStay || self == .icuStay }
}
