public import Domain
import Store

/// What the store and the hospital in memory say of a resource's places.
extension Follower {
    /// Every unit of a resource over some days.
    public func sheet(
        of resource: Resource.ID, from first: Day, days: Int
    ) throws(StoreError) -> ResourceSheet? {
        guard let found = hospital.resources[resource], days > 0 else { return nil }
        let rows = try premises.store.read { view throws(StoreError) in
            try view.places(of: resource, DaySpan(first, length: days))
        }
        var bookings: [Booking.ID: Booking] = [:]
        for course in hospital.courses.values {
            for booking in course.bookings.values { bookings[booking.record.id] = booking.record }
        }
        let most = rows.map(\.slot.place.unit).max() ?? 0
        var units = Array(
            repeating: [ResourceSheet.Use](repeating: .closed, count: days), count: most)
        for row in rows {
            let place = row.slot.place
            units[place.unit - 1][place.day - first] = use(row.holder, bookings)
        }
        return ResourceSheet(resource: found, first: first, units: units)
    }

    func resource(_ id: Resource.ID) -> Resource? { hospital.resources[id] }

    func standing(of course: Course.ID) -> [Booking] {
        (hospital.courses[course]?.standing ?? []).map(\.record)
    }

    /// Whether the holder of a unit is a closure: other patients' use is no closure.
    func isClosed(_ holder: String) -> Bool {
        guard let id = try? BlockRecord.ID(holder), let block = hospital.blocks[id] else {
            return false
        }
        return block.kind != .otherPatients
    }

    private func use(
        _ holder: String?, _ bookings: [Booking.ID: Booking]
    ) -> ResourceSheet.Use {
        guard let holder else { return .free }
        if let id = try? BlockRecord.ID(holder), let block = hospital.blocks[id] {
            return .blocked(
                kind: Phrase("blockKind.\(block.kind.rawValue)"), words: block.words, by: id)
        }
        guard let id = try? Booking.ID(holder), let booking = bookings[id] else {
            // A booking of a course that has ended keeps its places of the past.
            return .blocked(kind: Phrase("blockKind.past"), words: "")
        }
        return .booked(id, booking.course, booking.state)
    }
}
