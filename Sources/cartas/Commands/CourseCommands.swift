import Application
import Domain

/// Courses: where they stand, what has happened to them, how they end.
enum CourseCommands {
    static let all = [
        list, show, milestone, retract, product, changeReferral, end, reopen, note, event,
    ]

    static let list = Command(
        "courses", "list", act: .readSchedule, options: [.init(name: "conflicts"), .asOf]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let hospital = try hospital(invocation, place)
        let today = try invocation.instant("as-of")?.day ?? place.clock().day
        let wording = invocation.wording
        let states = hospital.courses.values.sorted { $0.record.id < $1.record.id }
        let rows = states.compactMap { state -> (json: JSON, cells: [String])? in
            let conflicts = hospital.conflicts(of: state, on: today)
            if invocation.has("conflicts"), conflicts.isEmpty { return nil }
            let patient = hospital.patients[state.record.patient]
            let zero = state.dayZero
            return (
                .object([
                    ("id", .string(state.record.id.text)),
                    ("patient", .string(state.record.patient.text)),
                    ("product", .optional(state.record.product?.text)),
                    ("stage", .string(state.stage.rawValue)),
                    ("infusion", .optional(zero?.iso)),
                    ("conflicts", .array(conflicts.map { .string(wording($0.phrase)) })),
                ]),
                [
                    state.record.id.text, patient?.name.full ?? "–",
                    state.record.product?.text ?? "–", wording(state.stage.phrase),
                    zero.map { wording.shortDay($0) } ?? "–",
                    conflicts.first.map { "! " + wording($0.phrase) } ?? "",
                ]
            )
        }
        invocation.show(["course", "name", "product", "stage", "infusion", "conflict"], rows)
        return .done
    }

    /// What is running, or was at the moment of `--as-of`.
    private static func hospital(
        _ invocation: Invocation, _ place: Workplace
    ) throws(CommandError) -> Hospital {
        let moment = try invocation.instant("as-of")
        return try storing { () throws(StoreError) in
            if let moment { return try place.office.hospital(asOf: moment) }
            return try place.office.hospital()
        }
    }

    static let show = Command(
        "courses", "show", [.init(name: "COURSE")], act: .readSchedule, options: [.asOf]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Course.ID = try invocation.id(invocation.place(0))
        let moment = try invocation.instant("as-of")
        let (course, bookings) = try storing { () throws(StoreError) in
            if let moment { return try place.office.course(id, asOf: moment) }
            return try place.office.course(id)
        }
        let wording = invocation.wording
        if invocation.wantsJSON {
            let facts = course.milestones.map { milestone in
                JSON.object([
                    ("kind", .string(milestone.kind.rawValue)), ("part", .int(milestone.part)),
                    ("at", .string(milestone.at.iso)),
                ])
            }
            invocation.console.print(
                JSON.object([
                    ("id", .string(id.text)), ("patient", .string(course.patient.text)),
                    ("product", .optional(course.product?.text)),
                    ("stage", .string(course.stage.rawValue)), ("milestones", .array(facts)),
                    ("bookings", .array(bookings.map { BookingCommands.json($0) })),
                ]))
            return .done
        }
        invocation.console.print(
            "\(id)  \(course.patient)  \(course.product?.text ?? "–")  "
                + wording(course.stage.phrase)
        )
        for milestone in course.milestones {
            invocation.console.print(
                "  \(wording.instant(milestone.at))  \(wording(milestone.kind.phrase))")
        }
        for booking in bookings {
            invocation.console.print(
                "  \(booking.record.id)  \(wording(booking.record.activity.phrase))  "
                    + "\(wording.shortDay(booking.record.span.first))  "
                    + wording(booking.record.state.phrase))
        }
        return .done
    }

    static let milestone = Command(
        "courses", "milestone", [.init(name: "COURSE"), .init(name: "KIND")],
        act: .recordMilestone,
        options: [.init(name: "at", value: "INSTANT"), .init(name: "part", value: "N")]
            + [Invocation.rulesOption] + Command.Option.second + Command.Option.act
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let kind: Milestone.Kind = try invocation.word(invocation.place(1))
        let at = try invocation.instant("at") ?? place.clock()
        let part = try invocation.int("part", in: 1...9) ?? 1
        let office = place.office
        var order = try invocation.order()
        order.second = try invocation.second(for: .recordMilestone, kind, in: office)
        let sequence = try storing { () throws(StoreError) in
            try office.recordMilestone(
                Milestone(kind, at: at, part: part), of: course, under: desk.knowledge, order)
        }
        invocation.done(
            Phrase(
                "courses.recorded",
                [
                    "course": .text(course.text), "what": .phrase(kind.phrase),
                    "at": .instant(at),
                ]), sequence)
        return .done
    }

    static let retract = Command(
        "courses", "retract", [.init(name: "COURSE"), .init(name: "KIND")],
        act: .retractMilestone,
        options: [.init(name: "part", value: "N")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let kind: Milestone.Kind = try invocation.word(invocation.place(1))
        let part = try invocation.int("part", in: 1...9) ?? 1
        let reason = try invocation.reason(default: .correction)
        let sequence = try storing { () throws(StoreError) in
            try place.office.retractMilestone(kind, part: part, of: course, reason)
        }
        invocation.done(Phrase("courses.changed", ["course": .text(course.text)]), sequence)
        return .done
    }

    static let product = Command(
        "courses", "product", [.init(name: "COURSE"), .init(name: "PRODUCT")],
        act: .chooseProduct, options: Command.Option.act
    ) { invocation throws(CommandError) in
        let product: Product.ID = try invocation.id(invocation.place(1))
        return try change(invocation) { office, course, order throws(StoreError) in
            try office.chooseProduct(product, for: course, order)
        }
    }

    static let changeReferral = Command(
        "courses", "change-referral", [.init(name: "COURSE")], act: .changeReferral,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let facts = try invocation.facts()
        let (hospital, indication, urgency) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["hospital", "indication", "urgency"])
            return (
                try facts.optional("hospital")?.string(),
                try facts.optional("indication")?.word(Indication.self),
                try facts.optional("urgency")?.word(Urgency.self)
            )
        }
        return try change(invocation) { office, course, order throws(StoreError) in
            try office.changeReferral(
                of: course, hospital: hospital, indication: indication, urgency: urgency, order)
        }
    }

    static let end = Command(
        "courses", "end", [.init(name: "COURSE"), .init(name: "HOW")], act: .endCourse,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let word = invocation.place(1)
        let ending: Ending =
            word == "completed"
            ? .completed : .withdrawn(try invocation.word(word, Ending.Withdrawal.self))
        return try change(invocation) { office, course, order throws(StoreError) in
            try office.end(course, ending, order)
        }
    }

    static let reopen = Command(
        "courses", "reopen", [.init(name: "COURSE")], act: .reopenCourse,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        try change(invocation) { office, course, order throws(StoreError) in
            try office.reopen(course, order)
        }
    }

    static let note = Command(
        "courses", "note", [.init(name: "COURSE")], act: .addNote, options: [.from, .key]
    ) { invocation throws(CommandError) in
        let facts = try invocation.facts()
        let words = try refusing { () throws(JSONError) in try facts.member("words").string() }
        return try change(invocation) { office, course, order throws(StoreError) in
            try office.addNote(words, to: course, order)
        }
    }

    static let event = Command(
        "courses", "event", [.init(name: "COURSE"), .init(name: "EVENT")], act: .reportEvent,
        options: [.from, .key]
    ) { invocation throws(CommandError) in
        let event: CourseEvent = try invocation.word(invocation.place(1))
        let title = invocation.wording(event.phrase)
        var words = ""
        if invocation.value("from") != nil {
            let facts = try invocation.facts()
            words = try refusing { () throws(JSONError) in try facts.member("words").string() }
        }
        return try change(invocation) { office, course, order throws(StoreError) in
            try office.report(event, of: course, title: title, words: words, key: order.key)
                .sequence
        }
    }

    private static func change(
        _ invocation: Invocation,
        _ act: (Office, Course.ID, Order) throws(StoreError) -> Int64
    ) throws(CommandError) -> ExitCode {
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try act(place.office, course, order)
        }
        invocation.done(Phrase("courses.changed", ["course": .text(course.text)]), sequence)
        return .done
    }
}
