import Application
import Domain
import Terminal

/// The ward: who is there, what is due, what was seen, what was given.
enum WardCommands {
    static let all = [
        today, beds, page, copy, assess, grade, correct, withdraw, wrongPatient, give, ungive,
        reserve, timeOut, licats, events,
    ]

    private static let rules = Invocation.rulesOption

    static let today = Command("ward", "today", act: .readPatients, options: [rules]) {
        invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let list = try storing { () throws(StoreError) in
            try place.office.wardList(under: desk)
        }
        return try invocation.show(desk.page(list))
    }

    static let beds = Command("ward", "beds", act: .readSchedule, options: [.days]) {
        invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let days = try invocation.int("days", in: 1...90) ?? 14
        let hospital = try storing { () throws(StoreError) in try place.office.hospital() }
        let map = BedMap(hospital, from: place.clock().day, nights: days)
        let lines = map.beds.map { bed in
            "\(bed.name) \(bed.unit)".fitted(to: 14) + " "
                + bed.uses.map { text($0).fitted(to: 7) }.joined(separator: " ")
        }
        let head =
            String(repeating: " ", count: 15)
            + (0..<days).map { String((map.first + $0).iso.dropFirst(5)).fitted(to: 7) }
            .joined(separator: " ")
        return try invocation.show(
            ClinicalPage(
                json: .array(
                    map.beds.map { bed in
                        .object([
                            ("resource", .string(bed.resource.text)), ("unit", .int(bed.unit)),
                            ("intensive", .bool(bed.isIntensive)),
                            ("nights", .array(bed.uses.map { json($0) })),
                        ])
                    }), lines: [head] + lines))
    }

    private static func text(_ use: BedMap.Use) -> String {
        switch use {
        case .free: "·"
        case .booked(let course, _, let state):
            course.text + (state == .held || state == .proposed ? "?" : "")
        case .blocked(.otherPatients, _): "////"
        case .blocked: "xxxx"
        case .closed: ""
        }
    }

    private static func json(_ use: BedMap.Use) -> JSON {
        switch use {
        case .free: .string("free")
        case .booked(let course, _, let state):
            .object([
                ("course", .string(course.text)), ("state", .string(state.rawValue)),
            ])
        case .blocked(let kind, _): .object([("blocked", .string(kind.rawValue))])
        case .closed: .string("closed")
        }
    }

    static let page = Command(
        "ward", "page", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let picture = try invocation.picture(place, desk)
        return try invocation.show(desk.page(picture))
    }

    static let copy = Command(
        "ward", "copy", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let lines = desk.chartText(try invocation.picture(place, desk))
        return try invocation.show(ClinicalPage(lines))
    }

    // MARK: Seeing

    static let assess = Command(
        "ward", "assess", [.init(name: "COURSE")], act: .assessPatient,
        options: [.from, rules] + Command.Option.act
    ) { invocation throws(CommandError) in
        try record(invocation, correcting: nil)
    }

    static let grade = Command(
        "ward", "grade", [.init(name: "COURSE")], act: .readPatients,
        options: [.from(as: "ward.assess"), rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let entry = try entry(invocation, place)
        let judgement = try storing { () throws(StoreError) in
            try place.office.preview(entry, under: desk)
        }
        return try invocation.show(desk.page(judgement))
    }

    static let correct = Command(
        "ward", "correct", [.init(name: "COURSE")], act: .correctAssessment,
        options: [.from(as: "ward.assess"), Self.correctsAt, rules] + Command.Option.act
    ) { invocation throws(CommandError) in
        return try record(
            invocation, correcting: try invocation.neededInstant("corrects-at"))
    }

    private static let correctsAt = Command.Option(name: "corrects-at", value: "INSTANT")
    private static let at = Command.Option(name: "at", value: "INSTANT")

    private static func entry(
        _ invocation: Invocation, _ place: Workplace
    ) throws(CommandError) -> BedsideEntry {
        let course: Course.ID = try invocation.id(invocation.place(0))
        let now = place.clock()
        return try invocation.facts { (reader) throws(JSONError) in
            try BedsideEntry(reading: reader, course, now: now)
        }
    }

    private static func record(
        _ invocation: Invocation, correcting wrong: Instant?
    ) throws(CommandError) -> ExitCode {
        let (place, desk) = try invocation.ward()
        let entry = try entry(invocation, place)
        let order = Order(
            reason: try invocation.reason(default: wrong == nil ? .routine : .correction),
            key: invocation.value("key"))
        let outcome = try storing { () throws(StoreError) in
            try place.office.assess(entry, correcting: wrong, under: desk, order)
        }
        return try show(outcome, of: entry.course, invocation, place, desk)
    }

    private static func show(
        _ outcome: Outcome<AssessmentResult>, of course: Course.ID, _ invocation: Invocation,
        _ place: Workplace, _ desk: ClinicalDesk
    ) throws(CommandError) -> ExitCode {
        guard case .saved(let result, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        if !result.escalations.isEmpty { invocation.callSomebody(place) }
        return try invocation.show(desk.page(result, of: course, sequence: sequence))
    }

    static let withdraw = Command(
        "ward", "withdraw", [.init(name: "COURSE")], act: .correctAssessment,
        options: [at, .reason, .words]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let time = try invocation.neededInstant("at")
        let reason = try invocation.reason(default: .correction)
        let sequence = try storing { () throws(StoreError) in
            try place.office.withdrawAssessment(of: course, at: time, reason)
        }
        invocation.done(Phrase("ward.withdrawn", ["at": .instant(time)]), sequence)
        return .done
    }

    static let wrongPatient = Command(
        "ward", "wrong-patient", [.init(name: "COURSE")], act: .correctAssessment,
        options: [at, .init(name: "for", value: "COURSE"), rules, .reason, .words]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let right: Course.ID = try invocation.id(try invocation.needed("for"))
        let time = try invocation.neededInstant("at")
        let reason = try invocation.reason(default: .correction)
        let outcome = try storing { () throws(StoreError) in
            try place.office.moveAssessment(
                from: course, at: time, to: right, under: desk, reason)
        }
        return try show(outcome, of: right, invocation, place, desk)
    }

    // MARK: Giving

    static let give = Command(
        "ward", "give", [.init(name: "COURSE")], act: .recordTreatment,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let (facts, order, now) = (try invocation.facts(), try invocation.order(), place.clock())
        let (drug, dose, at, words) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["drug", "dose", "at", "words"])
            return (
                try facts.member("drug").string(), try facts.optional("dose")?.string() ?? "",
                try facts.optional("at")?.instant() ?? now,
                try facts.optional("words")?.string() ?? ""
            )
        }
        let outcome = try storing { () throws(StoreError) in
            try place.office.give(drug, dose: dose, to: course, at: at, words: words, order)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "ward.given",
                [
                    "course": .text(course.text), "drug": .text(drug), "dose": .text(dose),
                    "id": .text(id.text),
                ]), sequence, [("treatment", .string(id.text))])
        return .done
    }

    static let ungive = Command(
        "ward", "ungive", [.init(name: "DOSE")], act: .withdrawTreatment,
        options: [.reason, .words]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Treatment.ID = try invocation.id(invocation.place(0))
        let reason = try invocation.reason(default: .correction)
        let sequence = try storing { () throws(StoreError) in
            try place.office.withdrawTreatment(id, reason)
        }
        invocation.done(Phrase("record.isWithdrawn", ["id": .text(id.text)]), sequence)
        return .done
    }

    static let reserve = Command(
        "ward", "reserve", [.init(name: "COURSE")], act: .reserveDrug,
        options: [.from] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let (facts, order) = (try invocation.facts(), try invocation.order())
        let (drug, doses, at) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["drug", "doses", "place"])
            return (
                try facts.optional("drug")?.string() ?? "tocilizumab",
                try facts.member("doses").int(), try facts.optional("place")?.string() ?? ""
            )
        }
        let sequence = try storing { () throws(StoreError) in
            try place.office.reserve(drug, doses: doses, place: at, for: course, order)
        }
        invocation.done(
            Phrase(
                "ward.reserved",
                [
                    "course": .text(course.text), "drug": .text(drug), "doses": .count(doses),
                ]), sequence)
        return .done
    }

    static let timeOut = Command(
        "ward", "timeout", [.init(name: "COURSE")], act: .recordTimeOut,
        options: [.from, .init(name: "second", value: "USER"), rules] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let (checks, words) = try refusing { () throws(JSONError) in
            try facts.allowOnly(["checks", "words", "password", "code"])
            var checks: [String] = []
            for element in try facts.member("checks").elements() {
                checks.append(try element.string())
            }
            return (checks, try facts.optional("words")?.string() ?? "")
        }
        let named: User.ID = try invocation.id(try invocation.needed("second"))
        var order = try invocation.order()
        order.second = try invocation.second(for: .recordTimeOut, in: place.office)
        let full = order
        let outcome = try storing { () throws(StoreError) in
            try place.office.takeTimeOut(
                for: course, checks: checks, second: named, words: words, under: desk, full)
        }
        guard case .saved(let id, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "ward.timeOut",
                [
                    "course": .text(course.text), "id": .text(id.text),
                    "first": .text(place.person.user.id.text), "second": .text(named.text),
                ]), sequence, [("timeOut", .string(id.text))])
        return .done
    }
}
