import Application
import Domain

/// Bookings: list, hold, confirm, release, move, finish.
enum BookingCommands {
    static let all = [list, hold, book, confirm, release, finish, move]

    static let list = Command(
        "bookings", "list", act: .readSchedule,
        options: [.course, .init(name: "refs"), .init(name: "state", value: "STATE")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        var filter = BookingFilter()
        if let course = invocation.value("course") { filter.course = try invocation.id(course) }
        if let state = invocation.value("state") { filter.state = try invocation.word(state) }
        filter.withRef = invocation.has("refs")
        let wanted = filter
        let found = try storing { () throws(StoreError) in try place.office.bookings(wanted) }
        if invocation.has("refs") {
            for stored in found { invocation.console.print(stored.record.ref) }
            return .done
        }
        let wording = invocation.wording
        invocation.show(
            ["booking", "course", "activity", "day", "state", "place"],
            found.map { stored in
                let booking = stored.record
                return (
                    json(stored),
                    [
                        booking.id.text, booking.course.text, wording(booking.activity.phrase),
                        wording.shortDay(booking.span.first), wording(booking.state.phrase),
                        booking.places.first.map { "\($0.resource) \($0.unit)" } ?? "–",
                    ]
                )
            })
        return .done
    }

    static func json(_ stored: Stored<Booking>) -> JSON {
        let booking = stored.record
        return .object([
            ("id", .string(booking.id.text)), ("course", .string(booking.course.text)),
            ("activity", .string(booking.activity.rawValue)), ("part", .int(booking.part)),
            ("first", .string(booking.span.first.iso)), ("days", .int(booking.span.length)),
            ("time", .optional(booking.time?.text)), ("state", .string(booking.state.rawValue)),
            ("holdExpires", .optional(booking.holdExpires?.iso)),
            ("resource", .optional(booking.places.first?.resource.text)),
            ("unit", booking.places.first.map { .int($0.unit) } ?? .null),
            ("ref", .string(booking.ref)), ("version", .int(Int(stored.version))),
        ])
    }

    private static let request: [Command.Option] = [
        .course, .init(name: "slot", value: "RESOURCE"), .day, .days, .unit,
        .init(name: "activity", value: "ACTIVITY"), .init(name: "ref", value: "TEXT"),
    ]

    /// `--slot auto` takes the first free place of the activity's resource.
    private static func request(
        _ invocation: Invocation, _ place: Workplace
    ) throws(CommandError) -> BookingRequest {
        let activity: Activity.Kind =
            if let text = invocation.value("activity") { try invocation.word(text) } else {
                .apheresis
            }
        let slot = try invocation.needed("slot")
        let today = place.clock().day
        let length = try invocation.int("days", in: 1...400) ?? 1
        let ref = invocation.value("ref") ?? ""
        var request = BookingRequest(
            activity, on: nil, span: DaySpan(try invocation.day("day") ?? today, length: length),
            unit: try invocation.int("unit", in: 1...10_000), ref: ref)
        if slot != "auto" {
            request.resource = try invocation.id(slot)
            return request
        }
        let from = request.span.first
        let found = try storing { () throws(StoreError) in
            try place.office.firstFreePlace(for: activity, from: from)
        }
        guard let found else {
            throw .refused(
                StoreError.refused(
                    Phrase("bookings.nothingFree", ["activity": .phrase(activity.phrase)])))
        }
        request.resource = found.resource
        request.span = DaySpan(found.day, length: length)
        // Another process may take this place first: then any place of that day will do.
        return request
    }

    static let hold = Command(
        "bookings", "hold", act: .holdBookings,
        options: request + [.init(name: "until", value: "INSTANT")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        let until = try invocation.instant("until") ?? place.clock().adding(minutes: 24 * 60)
        let (request, order) = (try request(invocation, place), try invocation.order())
        let outcome = try storing { () throws(StoreError) in
            try place.office.hold([request], for: course, until: until, order)
        }
        tell(outcome, invocation)
        return .done
    }

    static let book = Command(
        "bookings", "book", act: .confirmBookings, options: request + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(try invocation.needed("course"))
        let (request, order) = (try request(invocation, place), try invocation.order())
        let outcome = try storing { () throws(StoreError) in
            try place.office.book([request], for: course, order)
        }
        tell(outcome, invocation)
        return .done
    }

    private static func tell(_ outcome: Outcome<[Booking.ID]>, _ invocation: Invocation) {
        guard case .saved(let bookings, let sequence) = outcome else {
            return invocation.done(Phrase("cli.repeated"), outcome.sequence)
        }
        invocation.done(
            Phrase("bookings.made", ["bookings": .list(bookings.map { .text($0.text) })]),
            sequence, [("bookings", .array(bookings.map { .string($0.text) }))])
    }

    static let confirm = step("confirm", .confirmBookings) {
        office, bookings, order throws(StoreError) in try office.confirm(bookings, order)
    }

    static let release = step("release", .releaseBookings) {
        office, bookings, order throws(StoreError) in try office.release(bookings, order)
    }

    static let finish = step("finish", .finishBookings) {
        office, bookings, order throws(StoreError) in try office.finish(bookings, order)
    }

    private static func step(
        _ verb: String, _ act: Act,
        _ body: @escaping @Sendable (Office, [Booking.ID], Order) throws(StoreError) -> Int64
    ) -> Command {
        Command(
            "bookings", verb, [.init(name: "BOOKING", repeats: true)], act: act,
            options: Command.Option.act
        ) { invocation throws(CommandError) in
            let place = try Workplace.open(invocation)
            let bookings: [Booking.ID] = try invocation.ids(from: 0)
            let order = try invocation.order()
            let sequence = try storing { () throws(StoreError) in
                try body(place.office, bookings, order)
            }
            invocation.done(
                Phrase("bookings.changed", ["bookings": .list(bookings.map { .text($0.text) })]),
                sequence)
            return .done
        }
    }

    static let move = Command(
        "bookings", "move", [.init(name: "BOOKING")], act: .moveBookings,
        options: [
            .day, .days, .unit, .init(name: "time", value: "TIME"),
            .init(name: "resource", value: "RESOURCE"), .init(name: "seen", value: "VERSION"),
        ] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let booking: Booking.ID = try invocation.id(invocation.place(0))
        let day = try invocation.neededDay("day")
        let known = try storing { () throws(StoreError) in
            try place.office.booking(booking).record
        }
        let time: ClockTime? =
            if let text = invocation.value("time") { try clockTime(text) } else { nil }
        let resource: Resource.ID? =
            if let text = invocation.value("resource") { try invocation.id(text) } else { nil }
        let move = BookingMove(
            booking,
            to: DaySpan(day, length: try invocation.int("days", in: 1...400) ?? known.span.length),
            time: time, resource: resource, unit: try invocation.int("unit", in: 1...10_000),
            seen: try invocation.int("seen", in: 1...Int.max).map { Int64($0) })
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.move([move], order)
        }
        invocation.done(
            Phrase("bookings.moved", ["booking": .text(booking.text), "day": .day(day)]), sequence)
        return .done
    }

    private static func clockTime(_ text: String) throws(CommandError) -> ClockTime {
        do throws(DayError) {
            return try ClockTime(text)
        } catch {
            throw .usage(error.phrase)
        }
    }
}
