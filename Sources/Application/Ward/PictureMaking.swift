import Clinical
public import Domain
import Store

extension Office {
    /// The page of one course.
    ///
    /// - Parameter flags: as they are now and as they were a day ago.
    public func picture(
        of course: Course.ID, under desk: ClinicalDesk, flags: CourseFlags?,
        yesterday: CourseFlags?
    ) throws(StoreError) -> PatientPicture {
        let now = now
        let signs = try self.signs(of: course, under: desk) ?? []
        return try look(.readPatients) { view throws(StoreError) in
            try PictureMaker(view: view, desk: desk, now: now).picture(
                course, flags: desk.lines(flags, yesterday), signs: signs)
        }
    }
}

/// Reads and puts together one page.
struct PictureMaker<View: Reading> {
    let view: View
    let desk: ClinicalDesk
    let now: Instant

    func picture(
        _ id: Course.ID, flags: [FlagLine], signs: [SignTrend]
    ) throws(StoreError) -> PatientPicture {
        let record = try view.need(CourseRecord.self, id.text).record
        let course = try view.course(id)
        let patient = try view.need(Patient.self, record.patient.text).record
        let bookings = try view.standingBookings(of: id)
        let infused = course.first(.infused)?.at
        let planned = bookings.filter { $0.activity == .infusion && $0.part == 1 }
            .map(\.span.first).min()
        let zero = infused?.day ?? planned
        let grades = try view.standingGrades(of: id).map(\.record)
        let observations = try view.standingObservations(
            of: patient.id, from: now.adding(minutes: -400 * 24 * 60), to: now
        ).map(\.record.observation)
        let terms = try record.product.flatMap { product throws(StoreError) in
            try view.get(ProductTerms.self, [.text(product.text)])?.record
        }
        let isRunning = record.ending == nil
        let discharge = infused == nil ? nil : try view.discharge(of: id, desk, now: now)
        return PatientPicture(
            now: now, course: id, patient: patient, product: record.product?.text ?? "",
            productName: terms?.product.name ?? "", indication: record.referral.indication,
            hospital: record.referral.hospital, stage: course.stage, dayZero: zero,
            infused: infused, bed: try bed(bookings), milestones: course.milestones,
            bookings: bookings, watch: watch(record),
            charts: charts(observations, from: zero), grades: grades,
            guidance: guidance(grades), flags: flags, signs: signs, csf: CSFRecord(observations),
            treatments: try view.treatments(of: id), reserves: try view.reserves(of: id),
            timeOuts: try view.timeOuts(of: id), licats: try view.licatsEvents(of: id),
            tasks: try view.openTasks(of: id),
            escalations: try view.escalations(of: id).map(\.record).filter { $0.state == .open },
            due: isRunning && course.first(.discharged) == nil
                ? desk.due(observations, grades.map(\.grade), infused: infused, now: now) : [],
            entries: observations.compactMap { BedsideEntry($0, of: id) },
            identity: try identity(record, patient, course), history: try history(id),
            discharge: discharge,
            dischargeForecast: isRunning && discharge != nil && course.first(.discharged) == nil
                ? desk.lines(discharge?.forecast) : [],
            followUps: try view.followUps(of: id).map(\.record))
    }

    private func bed(_ bookings: [Booking]) throws(StoreError) -> String {
        let tonight = bookings.filter { booking in
            (booking.activity == .wardStay || booking.activity == .icuStay)
                && booking.span.contains(now.day) && booking.state.occupies
        }.sorted { $0.activity == .icuStay && $1.activity != .icuStay }
        guard let place = tonight.first?.places.first(where: { $0.day == now.day }) else {
            return ""
        }
        let name = try view.get(Resource.self, [.text(place.resource.text)])?.record.name
        return "\(name ?? place.resource.text) \(place.unit)"
    }

    /// The product's own medians first, then what is known of all.
    private func watch(_ record: CourseRecord) -> [WatchWindow] {
        var found: [WatchWindow] = []
        let product = record.product.flatMap { desk.knowledge.products[$0.text] }
        for toxicity in [Toxicity.crs, .icans] {
            let rates = (product?.rates ?? []).filter {
                $0.toxicity == toxicity && $0.onsetMedianDay != nil
            }
            guard let first = rates.compactMap(\.onsetMedianDay).min(),
                let last = rates.compactMap(\.onsetMedianDay).max()
            else { continue }
            let until =
                rates.map { ($0.onsetMedianDay ?? 0) + ($0.durationMedianDays ?? 0) }.max() ?? last
            let weakest = rates.map(\.provenance).first { !$0.state.isBinding }
            let provenance = weakest ?? rates[0].provenance
            found.append(
                WatchWindow(
                    id: "product-\(toxicity.rawValue)", toxicity: toxicity,
                    onset: Int(first.rounded(.down))...Int(last.rounded(.up)),
                    until: Int(until.rounded(.up)),
                    says: desk.wording(
                        Phrase(
                            "watch.product",
                            [
                                "toxicity": .phrase(toxicity.phrase),
                                "product": .text(product?.id ?? ""),
                                "populations": .list(rates.map { .text($0.population) }),
                            ])), source: desk.wording(provenance)))
        }
        for rule in desk.knowledge.ward.watch {
            if rule.only == .autoimmune, !record.referral.indication.isAutoimmune { continue }
            found.append(
                WatchWindow(
                    id: rule.id, toxicity: rule.toxicity, onset: rule.onset,
                    until: rule.onset.upperBound + rule.lasts.upperBound,
                    says: desk.wording(rule.says), source: desk.wording(rule.provenance)))
        }
        return found
    }

    /// From a week before conditioning on; a measurement in another unit is brought to the
    /// chart's, and what cannot be brought there is left out.
    private func charts(_ observations: [Observation], from zero: Day?) -> [PatientChart] {
        let first = (zero ?? now.day) - 14
        return desk.knowledge.ward.charts.map { rule in
            let definition = desk.knowledge.facts.all.first { $0.code == rule.code }
            let points = observations.compactMap { observation -> PatientChart.Point? in
                guard observation.code == rule.code, observation.at.day >= first,
                    case .number(let number) = observation.value
                else { return nil }
                if observation.unit == rule.unit || rule.unit.isEmpty {
                    return PatientChart.Point(at: observation.at, value: number)
                }
                guard let from = definition?.units[observation.unit],
                    let to = definition?.units[rule.unit], to != 0
                else { return nil }
                return PatientChart.Point(at: observation.at, value: number * from / to)
            }
            return PatientChart(
                code: rule.code, label: desk.wording(rule.label), unit: rule.unit,
                isLogarithmic: rule.isLogarithmic, low: rule.low, high: rule.high,
                source: desk.wording(rule.provenance), points: points)
        }
    }

    private func guidance(_ grades: [GradeRecord]) -> [GuidanceLine] {
        Toxicity.allCases.compactMap { toxicity in
            guard let grade = grades.last(where: { $0.grade.toxicity == toxicity })?.grade,
                let found = desk.knowledge.guidance.management(toxicity, grade.level)
            else { return nil }
            return GuidanceLine(
                toxicity: toxicity, level: grade.level, says: desk.wording(found.says),
                source: desk.wording(found.provenance))
        }
    }

    private func identity(
        _ record: CourseRecord, _ patient: Patient, _ course: Course
    ) throws(StoreError) -> [IdentityLink] {
        let stored = try view.milestones(of: record.id)
        let authors = try view.authors(of: stored.map(\.version))
        var links = [
            IdentityLink(
                what: Phrase("identity.patient"),
                id: "\(patient.hospitalNumber.isEmpty ? "–" : patient.hospitalNumber)"
                    + " · \(patient.id.text)", at: nil, who: ""),
            IdentityLink(
                what: Phrase("identity.course"), id: record.id.text, at: record.referral.at,
                who: ""),
            IdentityLink(
                what: Phrase("identity.product"), id: record.product?.text ?? "–", at: nil,
                who: ""),
        ]
        for collection in try view.collections(of: record.id) {
            links.append(
                IdentityLink(
                    what: Phrase("identity.collection"), id: collection.id, at: collection.at,
                    who: ""))
        }
        let handed: Set<Milestone.Kind> = [
            .collected, .shipped, .started, .released, .received, .infused,
        ]
        for found in stored where handed.contains(found.record.milestone.kind) {
            let milestone = found.record.milestone
            links.append(
                IdentityLink(
                    what: milestone.kind.phrase, id: "\(record.id.text)/\(milestone.part)",
                    at: milestone.at, who: authors[found.version] ?? ""))
        }
        for timeOut in try view.timeOuts(of: record.id) {
            links.append(
                IdentityLink(
                    what: Phrase("identity.timeOut"), id: timeOut.id.text, at: timeOut.at,
                    who: "\(timeOut.first.text), \(timeOut.second.text)"))
        }
        return links
    }

    /// The newest first.
    private func history(_ id: Course.ID) throws(StoreError) -> [HistoryLine] {
        var lines: [(sequence: Int64, line: HistoryLine)] = []
        func add(_ sequence: Int64, _ line: HistoryLine) { lines.append((sequence, line)) }
        for stored in try view.milestones(of: id) {
            let milestone = stored.record.milestone
            add(stored.version, HistoryLine(at: milestone.at, what: milestone.kind.phrase))
        }
        for stored in try view.allGrades(of: id) {
            let grade = stored.record.grade
            let what = Phrase(
                "history.grade",
                ["toxicity": .phrase(grade.toxicity.phrase), "grade": .count(grade.level)])
            add(
                stored.version,
                HistoryLine(
                    at: grade.at, what: what, words: grade.overruled?.words ?? "",
                    isWithdrawn: stored.record.isWithdrawn))
        }
        for stored in try view.storedTreatments(of: id) {
            let dose = stored.record
            let what = Phrase(
                "history.dose", ["drug": .text(dose.drug), "dose": .text(dose.dose)])
            add(
                stored.version,
                HistoryLine(
                    at: dose.at, what: what, words: dose.words, isWithdrawn: dose.isWithdrawn))
        }
        for stored in try view.escalations(of: id) {
            let escalation = stored.record
            let what = Phrase(
                "history.escalation",
                [
                    "toxicity": .phrase(escalation.toxicity.phrase),
                    "before": .count(escalation.before), "level": .count(escalation.level),
                ])
            add(
                stored.version,
                HistoryLine(at: escalation.at, what: what, words: escalation.words))
        }
        let authors = try view.authors(of: lines.map(\.sequence))
        var found = lines.map { sequence, line in
            var line = line
            line.who = authors[sequence] ?? ""
            return line
        }
        for stored in try view.storedNotes(of: id) {
            let note = stored.record
            found.append(
                HistoryLine(
                    at: note.at, what: Phrase("history.note"), words: note.words,
                    who: note.author))
        }
        return found.enumerated().sorted { ($1.element.at, $1.offset) < ($0.element.at, $0.offset) }
            .map(\.element)
    }
}
