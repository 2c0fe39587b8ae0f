public import Domain

extension Selection where Kept == Booking {
    public static var bookings: Selection { Selection(by: "id") }

    public static func bookings(of course: Course.ID) -> Selection {
        Selection("course = $1", [.id(course)], by: "first_day, id")
    }

    public static func bookings(of course: Course.ID, part: Int) -> Selection {
        Selection("course = $1 AND part = $2", [.id(course), .int(part)], by: "first_day, id")
    }

    /// Those that take places: held or confirmed.
    public static func placed(_ course: Course.ID) -> Selection {
        Selection("course = $1 AND state IN ('held', 'confirmed')", [.id(course)], by: "id")
    }

    /// Those that are still to be carried out, the proposed ones among them.
    public static func ahead(_ course: Course.ID) -> Selection {
        Selection(
            "course = $1 AND state IN ('proposed', 'held', 'confirmed')", [.id(course)], by: "id")
    }

    public static func done(_ course: Course.ID) -> Selection {
        Selection("course = $1 AND state = 'done'", [.id(course)], by: "id")
    }

    public static func bookings(_ filter: BookingFilter) -> Selection {
        var (conditions, values): ([String], [Value]) = (["1 = 1"], [])
        if let course = filter.course {
            values.append(.id(course))
            conditions.append("course = $\(values.count)")
        }
        if let state = filter.state {
            values.append(.text(state.rawValue))
            conditions.append("state = $\(values.count)")
        }
        if filter.withRef { conditions.append("ref <> '' AND state <> 'released'") }
        return Selection(
            conditions.joined(separator: " AND "), values, by: "first_day, id")
    }

    /// What racers have won in contests.
    public static var contestPrizes: Selection {
        Selection("ref LIKE 'c-%' AND state = 'confirmed'", by: "id")
    }
}

extension Selection where Kept == Resource {
    public static var resources: Selection { Selection(by: "id") }
}

extension Selection where Kept == OpeningRecord {
    public static var openings: Selection { Selection(by: "id") }
    public static var openingsByResource: Selection { Selection(by: "resource, first_day, id") }
}

extension Selection where Kept == ProductTerms {
    public static var products: Selection { Selection(by: "id") }
}
