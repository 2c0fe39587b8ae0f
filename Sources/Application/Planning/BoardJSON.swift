public import Domain

// The answers of the board for machines; sentences are written in the language that was asked for.

extension Plan {
    public var json: JSON {
        .object([
            ("course", .string(course.text)), ("product", .string(product.text)),
            ("infusion", .optional(infusion?.iso)),
            (
                "activities",
                .array(
                    activities.map { activity in
                        .object([
                            ("activity", .string(activity.kind.rawValue)),
                            ("part", .int(activity.part)),
                            ("first", .string(activity.days.first.iso)),
                            ("days", .int(activity.days.length)),
                        ])
                    })
            ),
        ])
    }
}

extension CoursePlan {
    public var phrase: Phrase { kind.phrase }

    public func json(_ wording: Wording) -> JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("plan", plan.json), ("cost", .int(cost)),
            (
                "moves",
                .array(
                    others.map { other in
                        .object([
                            ("course", .string(other.course.text)), ("days", .int(other.days)),
                            ("plan", other.plan.json),
                        ])
                    })
            ),
            (
                "reserve",
                reserveWorst.map { worst in
                    .object([
                        ("day", .string(worst.day.iso)), ("load", .int(worst.load)),
                        ("capacity", .int(worst.capacity)),
                    ])
                } ?? .null
            ),
            ("certainty", certainty?.json ?? .null),
            ("reasons", .array(reasons.map { .string(wording($0)) })),
        ])
    }
}

extension BookingShift {
    public var json: JSON {
        .object([
            ("booking", .string(booking.text)), ("activity", .string(activity.rawValue)),
            ("part", .int(part)), ("from", .string(from.first.iso)), ("to", .string(to.first.iso)),
            ("days", .int(days)),
        ])
    }
}

extension BoardReason {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("code", .string(code)), ("pool", .optional(pool?.name)), ("day", .optional(day?.iso)),
            ("courses", .array(courses.map { .string($0.text) })),
            ("source", .string(wording(named))),
            ("reason", .string(wording(phrase))),
            ("with", .array(together.map { $0.json(wording) })),
        ])
    }
}

extension MoveAnswer {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("booking", .string(booking.text)), ("course", .string(course.text)),
            ("day", .string(day.iso)), ("possible", .bool(isPossible)),
            ("moves", .array(shifts.map(\.json))), ("cost", .int(costChange)),
            ("stops", .array(stops.map { $0.json(wording) })), ("plan", plan?.plan.json ?? .null),
            (
                "others",
                .array(
                    others.map { other in
                        .object([
                            ("course", .string(other.course.text)), ("days", .int(other.days)),
                            ("plan", other.plan.json),
                        ])
                    })
            ),
        ])
    }
}

extension BoardExplanation {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("course", .string(course.text)), ("feasible", .bool(isFeasible)),
            ("causes", .array(causes.map { $0.json(wording) })),
            (
                "corrections",
                .array(corrections.map { set in .array(set.map { $0.json(wording) }) })
            ),
            (
                "remedies",
                .array(
                    ways.map { way in
                        .object([
                            ("change", .string(wording(way.change))), ("cost", .int(way.cost)),
                            ("course", .optional(way.other?.course.text)),
                            ("days", way.other.map { .int($0.days) } ?? .null),
                            ("plan", way.plan.json),
                        ])
                    })
            ),
            ("best", plan?.json(wording) ?? .null),
            ("notEarlier", .array(notEarlier.map { $0.json(wording) })),
        ])
    }
}

extension CourseChange {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("course", .string(course.text)), ("plan", plan?.json ?? .null),
            ("moves", .array(shifts.map(\.json))), ("days", days.map { .int($0) } ?? .null),
            ("tell", .array(audiences.map { .string(wording($0)) })),
        ])
    }
}

extension RepairPlan {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("what", .string(wording(phrase))),
            ("cost", .int(cost)), ("changes", .array(changes.map { $0.json(wording) })),
        ])
    }
}

extension BoardReplan.Result {
    public func json(_ wording: Wording) -> JSON {
        .object([
            ("courses", .int(courses)), ("before", before.map { .int($0) } ?? .null),
            ("cost", .int(cost)), ("bound", .int(bound)), ("seconds", .double(seconds)),
            ("changes", .array(changes.map { $0.json(wording) })),
        ])
    }
}

extension PlanBAnswer {
    public func json(_ wording: Wording) -> JSON {
        switch self {
        case .possible(let plan, let days):
            .object([
                ("possible", .bool(true)), ("delayDays", .int(days)), ("plan", plan.json),
            ])
        case .impossible(let causes):
            .object([
                ("possible", .bool(false)), ("causes", .array(causes.map { $0.json(wording) })),
            ])
        }
    }
}
