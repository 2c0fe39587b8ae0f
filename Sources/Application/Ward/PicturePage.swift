import Clinical
import Domain

/// The page of a patient for a terminal without screens, and for machines.
extension ClinicalDesk {
    public func page(_ picture: PatientPicture) -> ClinicalPage {
        var lines = ["\(picture.course.text)  \(picture.patient.name.full)  \(picture.bed)"]
        lines += chartText(picture).dropFirst()
        lines += picture.escalations.map { "! " + wording(waits($0)) }
        lines += picture.watch.map { "\(span($0))  \($0.says)  [\($0.source)]" }
        lines += picture.due.map { "\($0.label): \(dueText($0.due, picture.now))" }
        lines += picture.tasks.map { "\($0.what): \(dueText($0.due, picture.now))" }
        for flag in picture.flags {
            lines.append(flag.headline)
            if let before = flag.yesterday {
                lines.append("    " + wording(Phrase("flags.change", ["before": .text(before)])))
            }
        }
        lines += picture.identity.map { link in
            let at = link.at.map { wording.moment($0) } ?? ""
            return "\(wording(link.what)): \(link.id)  \(at)  \(link.who)"
        }
        return ClinicalPage(json: json(picture), lines: lines)
    }

    private func span(_ window: WatchWindow) -> String {
        let first = wording.dayAfterInfusion(window.onset.lowerBound)
        return "\(first)…\(wording.dayAfterInfusion(window.until))"
    }

    private func json(_ picture: PatientPicture) -> JSON {
        var members: [(String, JSON)] = [
            ("course", .string(picture.course.text)),
            ("patient", .string(picture.patient.id.text)), ("product", .string(picture.product)),
            ("stage", .string(picture.stage.rawValue)), ("bed", .string(picture.bed)),
            ("dayZero", .optional(picture.dayZero?.iso)),
            ("day", picture.dayAfterInfusion.map { .int($0) } ?? .null),
        ]
        members.append(
            (
                "watch",
                .array(
                    picture.watch.map { window in
                        .object([
                            ("id", .string(window.id)), ("from", .int(window.onset.lowerBound)),
                            ("to", .int(window.onset.upperBound)), ("until", .int(window.until)),
                            ("says", .string(window.says)), ("source", .string(window.source)),
                        ])
                    })
            ))
        members.append(
            (
                "grades",
                .array(
                    picture.grades.map { record in
                        .object([
                            ("id", .string(record.id)),
                            ("toxicity", .string(record.grade.toxicity.rawValue)),
                            ("level", .int(record.grade.level)),
                            ("at", .string(record.grade.at.iso)),
                        ])
                    })
            ))
        members.append(
            (
                "charts",
                .array(
                    picture.charts.map { chart in
                        .object([
                            ("code", .string(chart.code)), ("unit", .string(chart.unit)),
                            ("low", chart.low.map { .double($0) } ?? .null),
                            ("high", chart.high.map { .double($0) } ?? .null),
                            ("source", .string(chart.source)),
                            (
                                "points",
                                .array(
                                    chart.points.map { point in
                                        .object([
                                            ("at", .string(point.at.iso)),
                                            ("value", .double(point.value)),
                                        ])
                                    })
                            ),
                        ])
                    })
            ))
        members.append(
            (
                "treatments",
                .array(
                    picture.treatments.map { dose in
                        .object([
                            ("id", .string(dose.id.text)), ("drug", .string(dose.drug)),
                            ("dose", .string(dose.dose)), ("at", .string(dose.at.iso)),
                        ])
                    })
            ))
        members.append(("due", .array(picture.due.map { json($0) })))
        members.append(("escalations", .array(picture.escalations.map { json($0) })))
        members.append(
            (
                "entries",
                .array(
                    picture.entries.map { entry in
                        .object([("at", .string(entry.at.iso)), ("entry", entry.json)])
                    })
            ))
        members.append(
            (
                "identity",
                .array(
                    picture.identity.map { link in
                        .object([
                            ("what", .string(wording(link.what))), ("id", .string(link.id)),
                            ("at", .optional(link.at?.iso)), ("who", .string(link.who)),
                        ])
                    })
            ))
        members.append(
            (
                "history",
                .array(
                    picture.history.map { line in
                        .object([
                            ("at", .string(line.at.iso)), ("what", .string(wording(line.what))),
                            ("words", .string(line.words)), ("who", .string(line.who)),
                            ("withdrawn", .bool(line.isWithdrawn)),
                        ])
                    })
            ))
        return .object(members)
    }

    public func page(_ page: DischargePage) -> ClinicalPage {
        var lines = [
            wording(
                Phrase(
                    "discharge.title",
                    [
                        "course": .text(page.course.text),
                        "ready": .phrase(
                            Phrase(page.isReady ? "discharge.ready" : "discharge.notReady")),
                    ]))
        ]
        lines += page.lines.map { "  \(said($0.outcome))  \($0.says)  [\($0.source)]" }
        lines.append(
            page.earliest.map { wording(Phrase("discharge.earliest", ["day": .day($0)])) }
                ?? wording("discharge.unknown"))
        if let planned = page.planned {
            lines.append(wording(Phrase("discharge.planned", ["day": .day(planned)])))
        }
        lines += self.lines(page.forecast)
        return ClinicalPage(
            json: .object([
                ("course", .string(page.course.text)), ("ready", .bool(page.isReady)),
                ("earliest", .optional(page.earliest?.iso)),
                ("planned", .optional(page.planned?.iso)),
                ("forecast", json(page.forecast)),
                (
                    "criteria",
                    .array(
                        page.lines.map { line in
                            .object([
                                ("id", .string(line.id)), ("says", .string(line.says)),
                                ("source", .string(line.source)),
                                ("outcome", .string(said(line.outcome))),
                                ("met", .bool(line.outcome == .met)),
                            ])
                        })
                ),
            ]), lines: lines)
    }

    public func said(_ outcome: DischargePage.Outcome) -> String {
        switch outcome {
        case .met: "✓ " + wording("discharge.met")
        case .notYet(nil): "· " + wording("discharge.notYet")
        case .notYet(let at?):
            "· "
                + wording(Phrase("discharge.notBefore", ["at": .text(wording.moment(at))]))
        case .cannotSay(let what):
            "? " + wording(Phrase("discharge.cannotSay", ["what": .text(what)]))
        }
    }
}
