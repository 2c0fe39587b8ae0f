import Application
import Domain

extension WardCommands {
    static let licats = Command(
        "ward", "licats", [.init(name: "COURSE")], act: .recordLICATS,
        options: [.from, Invocation.rulesOption] + Command.Option.act
    ) { invocation throws(CommandError) in
        let (place, desk) = try invocation.ward()
        let course: Course.ID = try invocation.id(invocation.place(0))
        let (order, now) = (try invocation.order(), place.clock())
        let form = try invocation.facts { (reader) throws(JSONError) in
            try LICATSForm(reading: reader, course, now: now)
        }
        let outcome = try storing { () throws(StoreError) in
            try place.office.record(form, under: desk, order)
        }
        guard case .saved(let result, _) = outcome else {
            invocation.done(Phrase("cli.repeated"), outcome.sequence)
            return .done
        }
        invocation.callSomebody(place)
        return try invocation.show(result.page)
    }

    static let events = Command(
        "ward", "events", [.init(name: "COURSE")], act: .readPatients
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let course: Course.ID = try invocation.id(invocation.place(0))
        let found = try storing { () throws(StoreError) in
            try place.office.licatsEvents(of: course)
        }
        let wording = invocation.wording
        invocation.show(
            ["at", "onset", "bin", "items", "answers"],
            found.map { event in
                (
                    .object([
                        ("id", .string(event.id.text)), ("grade", .string(event.grade)),
                        ("at", .string(event.at.iso)), ("onsetDay", .int(event.onsetDay)),
                        ("bin", .string(event.bin)),
                        ("items", .array(event.items.map { .string($0) })),
                        ("answers", .array(event.answers.map { .string($0) })),
                        ("words", .string(event.words)),
                    ]),
                    [
                        wording.instant(event.at), wording.dayAfterInfusion(event.onsetDay),
                        wording("grading.licats.\(event.bin)"), wording.list(event.items),
                        wording.list(event.answers),
                    ]
                )
            })
        return .done
    }
}

extension Invocation {
    func neededInstant(_ option: String) throws(CommandError) -> Instant {
        _ = try needed(option)
        guard let instant = try instant(option) else {
            throw .usage(Phrase("cli.optionMissing", ["option": .text("--" + option)]))
        }
        return instant
    }

    /// The workplace, and the desk under the rules in force with the store's approvals.
    func ward() throws(CommandError) -> (place: Workplace, desk: ClinicalDesk) {
        let place = try Workplace.open(self, seedIsOwn: true)
        let rules = value("rules") ?? Environment.current["CARTAS_RULES"]
        let desk = try refusing { () throws(FileError) in
            try ClinicalDesk(rules: rules, wording)
        }
        if let refusal = desk.refusal {
            console.complain(wording(refusal))
            console.complain(wording("rules.lastGoodStays"))
        }
        let approvals = try storing { () throws(StoreError) in try place.office.approvals() }
        return (place, desk.with(approvals))
    }

    /// The page of the course in the first place, with its flags now and a day ago.
    func picture(
        _ place: Workplace, _ desk: ClinicalDesk
    ) throws(CommandError) -> PatientPicture {
        let course: Course.ID = try id(self.place(0))
        let models = try models(place)
        return try storing { () throws(StoreError) in
            let office = place.office
            let now = place.clock()
            return try office.picture(
                of: course, under: desk, flags: try office.flags(of: course, under: desk, models),
                yesterday: try office.flags(
                    of: course, under: desk, models, asOf: now.adding(minutes: -24 * 60)))
        }
    }

    /// The centre's models; a demonstration shows those of the program, too.
    func models(_ place: Workplace) throws(CommandError) -> [DeskModel] {
        var models = try storing { () throws(StoreError) in try place.office.currentModels() }
        if place.premises.isDemonstration {
            models += try refusing { () throws(AnalysisError) in
                try ModelDesk.shipped().map(\.model)
            }
        }
        return models
    }

    /// Starts the centre's notify command once; `escalations notify` goes on until the answer.
    func callSomebody(_ place: Workplace) {
        guard let command = Environment.current["CARTAS_NOTIFY"],
            let waiting = try? place.office.escalations().count, waiting > 0
        else { return }
        Notifier.call(command, waiting: waiting)
    }
}
