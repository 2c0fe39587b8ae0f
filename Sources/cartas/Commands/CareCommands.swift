import Application
import Domain

/// Flags, beds of intensive care, going home, and what is told to others.
enum CareCommands {
    static let all = [
        flagList, flagShow, forecast, close, check, followUpPlan, followUpList, followUpDone,
        handOver, letter, status,
    ]

    private static let rules = Invocation.rulesOption

    // MARK: Flags

    static let flagList = Command("flags", "list", act: .readPatients, options: [rules]) {
        invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let models = try invocation.models(place)
        let found = try storing { () throws(StoreError) in
            try place.office.flagList(under: desk, models)
        }
        return try invocation.show(desk.page(found))
    }

    static let flagShow = Command(
        "flags", "show", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let picture = try invocation.picture(place, desk)
        return try invocation.show(desk.flagPage(picture))
    }

    // MARK: Intensive care

    static let forecast = Command("icu", "forecast", act: .readPatients, options: [.days, rules]) {
        invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let days = try invocation.int("days", in: 1...60) ?? ICUForecast.days
        let icu = try invocation.icu(place, desk)
        return try invocation.show(desk.page(icu.forecast(days: days)))
    }

    static let close = Command(
        "icu", "close", act: .readPatients,
        options: [
            .init(name: "resource", value: "RESOURCE"), .unit, .day, .days, rules,
        ]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let resource: Resource.ID = try invocation.id(invocation.value("resource") ?? "icu-bed")
        let first = try invocation.day("day") ?? place.clock().day
        let nights = try invocation.int("days", in: 1...60) ?? 1
        let unit = try invocation.int("unit", in: 1...999) ?? 1
        let icu = try invocation.icu(place, desk)
        let closing = BedClosing(resource, unit: unit, DaySpan(first, length: nights))
        let preview = try storing { () throws(StoreError) in try icu.checked(closing) }
        return try invocation.show(desk.page(preview))
    }

    // MARK: Going home

    static let check = Command(
        "discharge", "check", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let page = try storing { () throws(StoreError) in
            try place.office.discharge(of: course, under: desk)
        }
        return try invocation.show(desk.page(page))
    }

    static let followUpPlan = Command(
        "followup", "plan", [.init(name: "COURSE")], act: .planFollowUp,
        options: [rules] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let outcome = try storing { () throws(StoreError) in
            try place.office.planFollowUp(of: course, under: desk, order)
        }
        guard case .saved(let visits, let sequence) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.done(
            Phrase(
                "followUp.plannedNow",
                ["course": .text(course.text), "count": .count(visits.count)]), sequence)
        return .done
    }

    static let followUpList = Command(
        "followup", "list", [.init(name: "COURSE", isOptional: true)], act: .readSchedule,
        options: [.days]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let days = try invocation.int("days", in: 0...6000) ?? 14
        let visits: [FollowUpVisit]
        if let text = invocation.optionalPlace(0) {
            let course: Course.ID = try invocation.id(text)
            visits = try storing { () throws(StoreError) in
                try place.office.followUps(of: course)
            }
        } else {
            visits = try storing { () throws(StoreError) in
                try place.office.followUps(dueBy: place.clock().day + days)
            }
        }
        let wording = invocation.wording
        invocation.show(
            ["course", "due", "what", "at"],
            visits.map { visit in
                (
                    .object([
                        ("course", .string(visit.course.text)), ("visit", .string(visit.visit)),
                        ("due", .string(visit.due.iso)), ("done", .optional(visit.done?.iso)),
                    ]),
                    [
                        visit.course.text, wording.day(visit.due),
                        wording(visitPhrase(visit.visit)),
                        visit.done.map { wording.instant($0) } ?? "",
                    ]
                )
            })
        return .done
    }

    static let followUpDone = Command(
        "followup", "done", [.init(name: "COURSE"), .init(name: "VISIT")], act: .closeFollowUp,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let visit = invocation.place(1)
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.closeFollowUp(
                visit, of: course, words: order.reason.words, order)
        }
        invocation.done(
            Phrase(
                "followUp.closed",
                ["course": .text(course.text), "visit": .phrase(visitPhrase(visit))]), sequence)
        return .done
    }

    // MARK: Telling others

    static let handOver = Command("print", "handover", act: .readPatients, options: [rules]) {
        invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let lines = try storing { () throws(StoreError) in
            try place.office.handOver(under: desk)
        }
        return try invocation.show(ClinicalPage(lines))
    }

    static let letter = Command(
        "print", "letter", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let lines = desk.letter(try invocation.picture(place, desk))
        return try invocation.show(ClinicalPage(lines))
    }

    static let status = Command(
        "print", "status", [.init(name: "COURSE")], act: .readPatients, options: [rules]
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        return try invocation.show(ClinicalPage([desk.status(try invocation.picture(place, desk))]))
    }
}

extension Invocation {
    /// What intensive care has to expect, with the flags of whoever is treated.
    func icu(_ place: Workplace, _ desk: ClinicalDesk) throws(CommandError) -> ICUDesk {
        let models = try models(place)
        return try storing { () throws(StoreError) in
            try place.office.icu(under: desk, models)
        }
    }
}
