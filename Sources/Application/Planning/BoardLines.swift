import Domain
import Scheduling

/// The calendars of a part of the board: what those outside it leave, day by day.
extension BoardModel {
    /// No number of courses uses so much.
    static let plenty = 10_000

    /// What is left of a pool by day for the members together. What is past was used as it was
    /// used, and asks for nothing.
    func line(
        _ pool: Pool, _ origin: Day, _ horizon: Int, of members: [Course.ID]
    ) -> [Int] {
        guard let line = capacity.lines[pool] else {
            return Array(repeating: Self.plenty, count: horizon)
        }
        var free = (0..<horizon).map { index -> Int in
            let day = origin + index
            guard day >= today else { return Self.plenty }
            guard capacity.covers(day) else { return 0 }
            return line.capacity[day - capacity.first] - line.used[day - capacity.first]
        }
        for member in members {
            for use in uses(of: member) where use.pool == pool {
                let index = use.day - origin
                if free.indices.contains(index) { free[index] += use.amount }
            }
        }
        return free
    }

    func centre(
        _ origin: Day, _ horizon: Int, _ planned: [PlannedCourse]
    ) -> Instance.Centre {
        let members = planned.map(\.id)
        func line(_ pool: Pool) -> [Int] { self.line(pool, origin, horizon, of: members) }
        var rows = Instance.Centre(
            name: "centre", remote: 0, apheresis: line(.apheresis),
            processing: line(.processing), receipt: line(.receipt), infusion: line(.infusion),
            beds: line(.beds), icu: line(.reserve))
        // A courier fetches on the day of the collection.
        for (index, units) in line(.courier).enumerated() {
            rows.apheresis[index] = min(rows.apheresis[index], units)
        }
        for course in planned {
            // A booking that stands without a courier needs none.
            guard !course.hasCourier, let day = course.told[.apheresis] else { continue }
            let index = day - origin
            if rows.apheresis.indices.contains(index) {
                rows.apheresis[index] = max(1, rows.apheresis[index])
            }
        }
        allowFacts(&rows, planned, origin)
        return rows.clamped
    }

    /// What took place needs no capacity any more.
    private func allowFacts(
        _ rows: inout Instance.Centre, _ planned: [PlannedCourse], _ origin: Day
    ) {
        for course in planned {
            for (activity, day) in course.facts where day >= today {
                let index = day - origin
                guard rows.receipt.indices.contains(index) else { continue }
                switch activity {
                case .apheresis:
                    rows.apheresis[index] = max(1, rows.apheresis[index])
                    rows.processing[index] = max(1, rows.processing[index])
                case .receipt: rows.receipt[index] = max(1, rows.receipt[index])
                case .infusion: rows.infusion[index] = max(1, rows.infusion[index])
                case .start, .ld: break
                }
            }
        }
    }
}

extension Instance.Centre {
    /// Overdrawn days have nothing left, and no less.
    fileprivate var clamped: Instance.Centre {
        var rows = self
        rows.apheresis = apheresis.map { max(0, $0) }
        rows.processing = processing.map { max(0, $0) }
        rows.receipt = receipt.map { max(0, $0) }
        rows.infusion = infusion.map { max(0, $0) }
        rows.beds = beds.map { max(0, $0) }
        rows.icu = icu.map { max(0, $0) }
        return rows
    }
}
