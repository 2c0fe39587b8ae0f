import Application
import Domain

/// What the centre has: resources, and when they are open.
enum ResourceCommands {
    static let all = [list, add, openings, open, close]

    static let list = Command(
        "resources", "list", act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let found = try storing { () throws(StoreError) in try place.office.resources() }
        let wording = invocation.wording
        invocation.show(
            ["resource", "kind", "name", "product"],
            found.map { resource in
                (
                    .object([
                        ("id", .string(resource.id.text)),
                        ("kind", .string(resource.kind.rawValue)),
                        ("name", .string(resource.name)),
                        ("product", .optional(resource.product?.text)),
                    ]),
                    [
                        resource.id.text, wording(resource.kind.phrase), resource.name,
                        resource.product?.text ?? "–",
                    ]
                )
            })
        return .done
    }

    static let add = Command(
        "resources", "add", [.init(name: "RESOURCE")], act: .addResource,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Resource.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let order = try invocation.order()
        let (kind, name, named) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["kind", "name", "product"])
            return (
                try facts.member("kind").word(Resource.Kind.self),
                try facts.member("name").string(), try facts.optional("product")?.string()
            )
        }
        let product: Product.ID? = if let named { try invocation.id(named) } else { nil }
        let sequence = try storing { () throws(StoreError) in
            try place.office.add(
                Resource(id: id, kind: kind, name: name, product: product), order)
        }
        invocation.done(Phrase("resources.added", ["resource": .resource(id)]), sequence)
        return .done
    }

    static let openings = Command(
        "openings", "list", [.init(name: "RESOURCE", isOptional: true)], act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let resource: Resource.ID? =
            if let text = invocation.optionalPlace(0) { try invocation.id(text) } else { nil }
        let found = try storing { () throws(StoreError) in
            try place.office.openings(of: resource)
        }
        let wording = invocation.wording
        invocation.show(
            ["opening", "resource", "first", "last", "weekdays", "units", "time"],
            found.map { opening in
                (
                    json(opening),
                    [
                        opening.id.text, opening.resource.text, wording.day(opening.span.first),
                        wording.day(opening.span.last),
                        opening.weekdays.map { wording.weekday($0) }.joined(separator: " "),
                        String(opening.units),
                        opening.times.map(\.text).joined(separator: " "),
                    ]
                )
            })
        return .done
    }

    private static let weekdayWords = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private static func json(_ opening: OpeningRecord) -> JSON {
        .object([
            ("id", .string(opening.id.text)), ("resource", .string(opening.resource.text)),
            ("first", .string(opening.span.first.iso)), ("last", .string(opening.span.last.iso)),
            (
                "weekdays",
                .array(opening.weekdays.map { .string(weekdayWords[$0.rawValue]) })
            ), ("closedDays", .array(opening.closedDays.map { .string($0.iso) })),
            ("units", .int(opening.units)),
            ("times", .array(opening.times.map { .string($0.text) })),
        ])
    }

    static let open = Command(
        "openings", "add", [.init(name: "RESOURCE")], act: .addOpening,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let order = try invocation.order()
        let hours = try refusing { () throws(JSONError) in try Hours(reading: facts) }
        let outcome = try storing { () throws(StoreError) in
            try place.office.open(
                resource, hours.span, weekdays: hours.weekdays, units: hours.units,
                times: hours.times, calendar: hours.calendar, order)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "openings.added", ["opening": .text(id.text), "resource": .resource(resource)]),
            sequence, [("opening", .string(id.text))])
        return .done
    }

    /// When a resource is open, as a file of facts says it.
    private struct Hours {
        let span: DaySpan
        let weekdays: [Weekday]
        let units: Int
        let times: [ClockTime]
        let calendar: WorkingCalendar?

        init(reading facts: JSONReader) throws(JSONError) {
            try facts.allowOnly(["first", "last", "weekdays", "units", "times", "holidays"])
            let first = try facts.member("first").day()
            let last = try facts.member("last").day()
            guard last >= first, last - first < 3660 else {
                throw try facts.member("last").failure(.kind(.day))
            }
            span = DaySpan(first, length: last - first + 1)
            weekdays =
                try facts.optional("weekdays")?.elements().map { reader throws(JSONError) in
                    guard let index = weekdayWords.firstIndex(of: try reader.string()) else {
                        throw reader.failure(.word(of: weekdayWords))
                    }
                    return Weekday.allCases[index]
                } ?? Weekday.allCases
            units = try facts.member("units").int(in: 1...1000)
            times =
                try facts.optional("times")?.elements().map { reader throws(JSONError) in
                    guard let time = try? ClockTime(try reader.string()) else {
                        throw reader.failure(.kind(.string))
                    }
                    return time
                } ?? []
            guard let country = try facts.optional("holidays") else {
                calendar = nil
                return
            }
            guard let holidays = Calendars.holidays(try country.string()) else {
                throw country.failure(.word(of: Calendars.countries))
            }
            // Weekdays are said by the opening itself.
            calendar = WorkingCalendar(closedWeekdays: [], holidays: holidays)
        }
    }

    static let close = Command(
        "openings", "remove", [.init(name: "OPENING")], act: .removeOpening,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let opening: OpeningRecord.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.close(opening, order)
        }
        invocation.done(Phrase("openings.removed", ["opening": .text(opening.text)]), sequence)
        return .done
    }
}
