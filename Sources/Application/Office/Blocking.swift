import Domain
import Store

extension Transaction {
    /// Takes the free units of a resource away and names the bookings on those that are not free.
    func block(
        _ resource: Resource.ID, _ span: DaySpan, unit: Int?, kind: BlockRecord.Kind,
        words: String
    ) throws(StoreError) -> (id: BlockRecord.ID, affected: [Booking.ID]) {
        _ = try need(Resource.self, resource.text)
        var free: [UnitDay] = []
        var holders: Set<String> = []
        for line in try places(of: resource, span) {
            let place = line.slot.place
            if let unit, unit != place.unit { continue }
            if let holder = line.holder { holders.insert(holder) } else { free.append(place) }
        }
        let id: BlockRecord.ID = try nextID("X", "block")
        try insert(
            BlockRecord(
                id: id, resource: resource, span: span, unit: unit, kind: kind, words: words,
                places: free.sorted { ($0.unit, $0.day) < ($1.unit, $1.day) }))
        let affected = holders.sorted().compactMap { try? Booking.ID($0) }
            .filter { $0.text.hasPrefix("B-") }
        return (id, affected)
    }
}
