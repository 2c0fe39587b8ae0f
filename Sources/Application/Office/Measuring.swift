public import Domain
import Store

/// Work for measuring a store; it is refused on a real one.
extension Office {
    private func demandBench() throws(StoreError) {
        guard try Reception.isDemonstration(store) else {
            throw .refused(Phrase("bench.notReal"))
        }
    }

    /// Books place after place, each in a transaction of its own.
    public func bookMany(
        _ count: Int, refs: (Int) -> String, acknowledged: (String) -> Void
    ) throws(StoreError) {
        try demandBench()
        let course: Course.ID = id("K-0001")
        var from = now.day
        for number in 0..<count {
            let ref = refs(number)
            while true {
                guard let free = try firstFreePlace(for: .apheresis, from: from) else {
                    throw .refused(
                        Phrase(
                            "bookings.nothingFree",
                            ["activity": .phrase(Activity.Kind.apheresis.phrase)]))
                }
                from = free.day
                do throws(StoreError) {
                    _ = try book(
                        [
                            BookingRequest(
                                .apheresis, on: free.resource, span: DaySpan(free.day), ref: ref)
                        ], for: course)
                    break
                } catch .refused(let phrase) where phrase.key == "booking.full" {
                    continue  // Others took the rest of the day: look again.
                }
            }
            acknowledged(ref)
        }
    }

    /// A resource with one unit on each of as many days as there are contests.
    public func openContest(_ contests: Int) throws(StoreError) -> Resource.ID {
        try demandBench()
        let first = now.day
        let outcome = try perform(.measureStore) { act throws(StoreError) in
            let resource: Resource.ID = try act.nextID("R", "resource")
            try act.insert(Resource(id: resource, kind: .staff, name: "contest"))
            try act.insert(
                OpeningRecord(
                    id: try act.nextID("O", "opening"), resource: resource,
                    span: DaySpan(first, length: contests), units: 1))
            return resource
        }
        guard case .saved(let resource, _) = outcome else {
            throw .refused(Phrase("cli.repeated"))
        }
        return resource
    }

    /// Tries for every contest once; being too late is the ordinary end of it.
    /// - Returns: how many were won.
    public func race(
        for resource: Resource.ID, contests: Int, as racer: Int
    ) throws(StoreError) -> Int {
        try demandBench()
        let first = try look(.readSchedule) { view throws(StoreError) in
            try view.firstOpenDay(of: resource) ?? Day(number: 0)
        }
        var won = 0
        for contest in 0..<contests {
            let request = BookingRequest(
                .apheresis, on: resource, span: DaySpan(first + contest), unit: 1,
                ref: "c-\(contest)-\(racer)")
            if try wins(request) { won += 1 }
        }
        return won
    }

    /// Who is told that others are writing tries again, as a person does.
    private func wins(_ request: BookingRequest) throws(StoreError) -> Bool {
        while true {
            do throws(StoreError) {
                _ = try book([request], for: id("K-0001"))
                return true
            } catch .taken {
                return false
            } catch .busy {
                continue
            }
        }
    }

    /// How many contests have a winner, and how many more than one.
    public func contestTally(
        _ resource: Resource.ID
    ) throws(StoreError) -> (winners: Int, doubles: Int) {
        try look(.readSchedule) { view throws(StoreError) in
            let bookings = try view.all(.contestPrizes)
            var byDay: [Day: Int] = [:]
            for booking in bookings where booking.record.places.first?.resource == resource {
                byDay[booking.record.span.first, default: 0] += 1
            }
            return (byDay.count, byDay.values.filter { $0 > 1 }.count)
        }
    }
}
