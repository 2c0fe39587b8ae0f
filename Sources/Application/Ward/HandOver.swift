import Clinical
public import Domain

/// What one shift tells the next, and what is copied into the chart.
extension ClinicalDesk {
    /// The hand-over sheet (申し送り) of the whole ward.
    public func handOver(_ list: WardList, _ treatments: [Course.ID: [Treatment]]) -> [String] {
        var lines = [wording(Phrase("handover.title", ["at": .instant(list.now)])), ""]
        if list.rows.isEmpty { lines.append(wording("ward.none")) }
        for row in list.rows {
            lines.append(
                wording(
                    Phrase(
                        "handover.patient",
                        [
                            "bed": .text(row.bed.isEmpty ? wording("ward.noBed") : row.bed),
                            "name": .text(row.name), "course": .text(row.course.text),
                            "product": .text(row.product),
                            "day": .text(wording.dayAfterInfusion(row.dayAfterInfusion)),
                        ])))
            lines += row.escalations.map { "  ! " + wording(waits($0)) }
            lines += row.missing.map { "  ! " + wording($0) }
            let grades =
                row.grades.isEmpty
                ? [wording("handover.noGrade")]
                : row.grades.map { "\(wording.grade($0)) (\(wording.moment($0.at)))" }
            lines.append("  \(wording("handover.grades")): \(wording.list(grades))")
            lines.append("  \(wording("handover.values")): \(values(row))")
            let doses = given(treatments[row.course] ?? [], list.now)
            lines.append(
                "  \(wording("ward.given24")): "
                    + (doses.isEmpty ? wording("chart.noDose") : wording.list(doses)))
            let until = list.now.adding(minutes: 8 * 60)
            let plan =
                row.due.filter { $0.due <= until }
                .map { "\($0.label) \(dueText($0.due, list.now))" }
                + row.tasks.filter { $0.due <= until }
                .map { "\($0.what) \(dueText($0.due, list.now))" }
            lines.append(
                "  \(wording("ward.plan")): \(plan.isEmpty ? "–" : wording.list(plan))")
            lines.append("")
        }
        return lines + [wording("handover.sign"), wording(knowledge.guidance.disclaimer)]
    }

    private func values(_ row: WardRow) -> String {
        var parts: [String] = []
        if let temperature = row.temperature {
            parts.append(
                "\(wording("ward.temperature")) \(wording.value(temperature.value))"
                    + " (\(wording.moment(temperature.at)))")
        }
        if let ice = row.ice {
            let before = ice.before.map { " ← \(wording.value($0))" } ?? ""
            parts.append(
                "ICE \(wording.value(ice.value))\(before) (\(wording.moment(ice.at)))")
        }
        return parts.isEmpty ? wording("ward.never") : wording.list(parts)
    }

    private func given(_ treatments: [Treatment], _ now: Instant) -> [String] {
        treatments.filter { $0.at > now.adding(minutes: -24 * 60) }
            .map { "\($0.drug) \($0.dose) \(wording.moment($0.at))" }
    }

    /// A few lines to copy into the chart of the hospital.
    public func chartText(_ picture: PatientPicture) -> [String] {
        let grades = [Toxicity.crs, .icans, .licats].compactMap { toxicity -> String? in
            guard let record = picture.standing(toxicity) else { return nil }
            let model = GradingScale.allCases.first { $0.toxicity == toxicity }?.model ?? ""
            let deciding = record.grade.deciding.map { finding -> String in
                let step = knowledge.model(model)?.deciding.first { $0.step == finding.name }
                return step.map { wording($0.label) } ?? finding.name
            }
            let why = deciding.isEmpty ? "" : " (\(wording.list(deciding)))"
            return "\(wording(toxicity.phrase)) \(record.grade.level)\(why)"
        }
        let values = ["TEMP", "ICE", "CRP", "FERRITIN"].compactMap { code -> String? in
            guard let chart = picture.charts.first(where: { $0.code == code }),
                let last = chart.points.last
            else { return nil }
            return "\(chart.label) \(wording.value(last.value)) (\(wording.moment(last.at)))"
        }
        let doses = given(picture.treatments, picture.now)
        var lines = [
            "\(picture.course.text)  \(wording.instant(picture.now))",
            wording(
                Phrase(
                    "chart.summary",
                    [
                        "day": .text(wording.dayAfterInfusion(picture.dayAfterInfusion)),
                        "grades": .text(
                            grades.isEmpty
                                ? wording("chart.noGrade") : wording.list(grades)),
                        "values": .text(
                            values.isEmpty ? wording("ward.never") : wording.list(values)),
                        "given": .text(
                            doses.isEmpty ? wording("chart.noDose") : wording.list(doses)),
                    ])),
        ]
        if let entry = picture.entries.last(where: { !$0.sentence.isEmpty }) {
            lines.append(
                "\(wording("ward.sentence")) (\(wording.moment(entry.at))): \(entry.sentence)")
        }
        lines += picture.guidance.map {
            "\(wording($0.toxicity.phrase)) \($0.level): \($0.says) [\($0.source)]"
        }
        return lines + [wording(knowledge.guidance.disclaimer)]
    }

    // MARK: The referring hospital

    /// A letter without any clinical detail: where the patient is on the way, and when next.
    public func letter(_ picture: PatientPicture) -> [String] {
        let today = picture.now.day
        var lines = [
            wording(
                Phrase(
                    "letter.to",
                    ["hospital": .text(picture.hospital.isEmpty ? "–" : picture.hospital)])),
            "", wording(Phrase("letter.subject", ["course": .text(picture.course.text)])), "",
            wording("letter.thanks"),
            wording(
                Phrase(
                    "letter.stage", ["day": .day(today), "stage": .phrase(picture.stage.phrase)])),
        ]
        if let infused = picture.infused {
            lines.append(wording(Phrase("letter.infused", ["day": .day(infused.day)])))
        }
        if let home = picture.milestones.first(where: { $0.kind == .discharged }) {
            lines.append(wording(Phrase("letter.discharged", ["day": .day(home.at.day)])))
        }
        if let next = next(picture) {
            lines.append(
                wording(
                    Phrase(
                        "letter.next",
                        ["visit": .phrase(visitPhrase(next.visit)), "day": .day(next.due)])))
        }
        return lines + ["", wording("letter.noDetail"), "", wording("letter.sign")]
    }

    /// One line: course, stage, day, next visit; no name and no clinical word.
    public func status(_ picture: PatientPicture) -> String {
        var values: [String: Phrase.Value] = [
            "course": .text(picture.course.text), "stage": .phrase(picture.stage.phrase),
            "day": .day(picture.now.day),
        ]
        guard let next = next(picture) else { return wording(Phrase("status.line", values)) }
        values["visit"] = .phrase(visitPhrase(next.visit))
        values["due"] = .day(next.due)
        return wording(Phrase("status.next", values))
    }

    private func next(_ picture: PatientPicture) -> FollowUpVisit? {
        picture.followUps.filter { $0.done == nil }.min { $0.due < $1.due }
    }
}
