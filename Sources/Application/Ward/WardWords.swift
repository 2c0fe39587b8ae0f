import Clinical
public import Domain

/// Short texts about a patient at a bedside, the same on screens, papers and in commands.
extension Wording {
    /// `D+6`, `D0`, `D−3`.
    public func dayAfterInfusion(_ day: Int?) -> String {
        guard let day else { return "–" }
        return day == 0 ? "D0" : day < 0 ? "D−\(-day)" : "D+\(day)"
    }

    /// `CRS 2↑`.
    public func grade(_ grade: WardRow.ToxicityGrade) -> String {
        let before = grade.before ?? 0
        let sign = grade.level > before ? "↑" : grade.level < before ? "↓" : ""
        return "\(self(grade.toxicity.phrase)) \(grade.level)\(sign)"
    }

    /// `21 Nov 06:10`, `11/21 06:10`, without the year: at a bedside everything is near.
    public func moment(_ at: Instant) -> String { "\(monthAndDay(at.day)) \(at.time.text)" }

    public func value(_ number: Double) -> String { plainNumber(number) }

    public func percent(_ share: Double) -> String {
        share > 0 && share < 0.0095
            ? "<1" : decimal(share * 100, places: 0)
    }
}

extension ClinicalPage {
    /// A text of its own: for machines its lines.
    public init(_ lines: [String]) {
        self.init(json: .array(lines.map { .string($0) }), lines: lines)
    }
}

/// Pages of the ward.
extension ClinicalDesk {
    public func page(_ list: WardList) -> ClinicalPage {
        var lines = [
            wording(
                Phrase(
                    "ward.title",
                    [
                        "count": .count(list.rows.count), "due": .count(list.dueNow),
                        "waiting": .count(list.waiting),
                    ]))
        ]
        if list.rows.isEmpty { lines.append(wording("ward.none")) }
        for row in list.rows {
            let grades = row.grades.map { wording.grade($0) }.joined(separator: " ")
            let mark = row.escalations.isEmpty ? " " : "!"
            lines.append(
                "\(mark) \(row.course.text)  \(row.bed.isEmpty ? wording("ward.noBed") : row.bed)"
                    + "  \(row.name)  \(row.product)"
                    + "  \(wording.dayAfterInfusion(row.dayAfterInfusion))  \(grades)")
            lines += row.escalations.map { "    " + wording(waits($0)) }
            lines += row.missing.map { "    ! " + wording($0) }
            lines += row.due.map { "    \($0.label): \(dueText($0.due, list.now))" }
            lines += row.tasks.map { "    \($0.what): \(dueText($0.due, list.now))" }
        }
        return ClinicalPage(json: .array(list.rows.map { json($0) }), lines: lines)
    }

    func dueText(_ due: Instant, _ now: Instant) -> String {
        let key = due <= now ? "ward.overdue" : "ward.due"
        return wording(Phrase(key, ["at": .text(wording.moment(due))]))
    }

    func waits(_ escalation: Escalation) -> Phrase {
        Phrase(
            "handover.escalation",
            [
                "toxicity": .phrase(escalation.toxicity.phrase),
                "before": .count(escalation.before), "level": .count(escalation.level),
                "at": .text(wording.moment(escalation.at)),
            ])
    }

    private func json(_ row: WardRow) -> JSON {
        .object([
            ("course", .string(row.course.text)), ("patient", .string(row.patient.text)),
            ("bed", .string(row.bed)), ("product", .string(row.product)),
            ("day", row.dayAfterInfusion.map { .int($0) } ?? .null),
            (
                "grades",
                .array(
                    row.grades.map { grade in
                        .object([
                            ("toxicity", .string(grade.toxicity.rawValue)),
                            ("level", .int(grade.level)),
                            ("before", grade.before.map { .int($0) } ?? .null),
                            ("at", .string(grade.at.iso)),
                        ])
                    })
            ),
            ("ice", row.ice.map { .double($0.value) } ?? .null),
            ("temperature", row.temperature.map { .double($0.value) } ?? .null),
            ("due", .array(row.due.map { json($0) })),
            (
                "tasks",
                .array(
                    row.tasks.map { task in
                        .object([
                            ("id", .string(task.id.text)), ("what", .string(task.what)),
                            ("due", .string(task.due.iso)),
                            ("role", .string(task.role.rawValue)),
                        ])
                    })
            ),
            ("escalations", .array(row.escalations.map { json($0) })),
            ("missing", .array(row.missing.map { .string(wording($0)) })),
        ])
    }

    func json(_ item: DueItem) -> JSON {
        .object([
            ("id", .string(item.id)), ("label", .string(item.label)),
            ("due", .string(item.due.iso)), ("last", .optional(item.last?.iso)),
            ("source", .string(item.source)),
        ])
    }

    public func json(_ escalation: Escalation) -> JSON {
        let (state, by, at): (String, String?, Instant?) =
            switch escalation.state {
            case .open: ("open", nil, nil)
            case .acknowledged(let user, let at): ("acknowledged", user.text, at)
            case .withdrawn(let user, let at): ("withdrawn", user.text, at)
            }
        return .object([
            ("id", .string(escalation.id.text)), ("course", .string(escalation.course.text)),
            ("toxicity", .string(escalation.toxicity.rawValue)),
            ("before", .int(escalation.before)), ("level", .int(escalation.level)),
            ("at", .string(escalation.at.iso)), ("due", .string(escalation.due.iso)),
            ("state", .string(state)), ("by", .optional(by)), ("closed", .optional(at?.iso)),
            ("words", .string(escalation.words)),
        ])
    }
}

extension ClinicalDesk {
    /// What an entry gave, or would give.
    public func page(_ judgement: BedsideJudgement) -> ClinicalPage {
        var lines: [String] = []
        if let points = judgement.icePoints {
            lines.append(wording(Phrase("ward.ice", ["points": .count(points)])))
        }
        for judged in judgement.grades { lines += judged.page.lines }
        for refused in judgement.refused {
            lines.append(
                wording(
                    Phrase(
                        "ward.undecided",
                        [
                            "toxicity": .phrase(refused.toxicity.phrase),
                            "why": .text(refused.sentence),
                        ])))
        }
        return ClinicalPage(json: json(judgement), lines: lines)
    }

    func json(_ judgement: BedsideJudgement) -> JSON {
        .object([
            ("ice", judgement.icePoints.map { .int($0) } ?? .null),
            (
                "grades",
                .array(
                    judgement.grades.map { judged in
                        .object([
                            ("toxicity", .string(judged.grade.toxicity.rawValue)),
                            ("level", .int(judged.grade.level)),
                            ("before", judged.before.map { .int($0) } ?? .null),
                            ("rises", .bool(judged.isRising)),
                            (
                                "deciding",
                                .array(judged.grade.deciding.map { .string($0.name) })
                            ),
                            ("page", judged.page.json),
                        ])
                    })
            ),
            (
                "cannotSay",
                .array(
                    judgement.refused.map { refused in
                        .object([
                            ("toxicity", .string(refused.toxicity.rawValue)),
                            ("missing", .array(refused.missing.map { .string($0) })),
                            ("says", .string(refused.sentence)),
                        ])
                    })
            ),
        ])
    }

    /// What was recorded.
    public func page(
        _ result: AssessmentResult, of course: Course.ID, sequence: Int64
    ) -> ClinicalPage {
        var lines = [
            wording(Phrase("ward.recordedPlain", ["course": .text(course.text)]))
        ]
        lines += page(result.judgement).lines
        let risen = result.judgement.grades.filter(\.isRising)
        for (judged, escalation) in zip(risen, result.escalations) {
            lines.append(
                "! "
                    + wording(
                        Phrase(
                            "ward.risen",
                            [
                                "toxicity": .phrase(judged.grade.toxicity.phrase),
                                "before": .count(judged.before ?? 0),
                                "level": .count(judged.grade.level),
                                "escalation": .text(escalation.text),
                            ])))
        }
        return ClinicalPage(
            json: .object([
                ("course", .string(course.text)), ("entry", .int(Int(sequence))),
                ("judgement", json(result.judgement)),
                ("grades", .array(result.grades.map { .string($0) })),
                ("escalations", .array(result.escalations.map { .string($0.text) })),
                ("tasks", .array(result.tasks.map { .string($0.text) })),
            ]), lines: lines)
    }
}

extension ClinicalDesk {
    /// The points of the time-out by their names, in the order in which they are read aloud.
    public var timeOutChecks: [String] { knowledge.ward.timeOut.checks.map(\.id) }
}
