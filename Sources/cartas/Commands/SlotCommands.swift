import Application
import Domain
import Store

/// Slots: what is open, free and taken, and taking units away.
enum SlotCommands {
    static let all = [list, block, unblock]

    static let list = Command(
        "slots", "list", [.init(name: "RESOURCE", isOptional: true)], act: .readSchedule,
        options: [.day, .days, .init(name: "free")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let first = try invocation.day("day") ?? place.clock().day
        let last = first + ((try invocation.int("days", in: 1...400) ?? 14) - 1)
        var values: [Value] = [.int(Int64(first.number)), .int(Int64(last.number))]
        var condition = "u.day >= $1 AND u.day <= $2"
        if let resource = invocation.optionalPlace(0) {
            values.append(.text(resource))
            condition += " AND u.resource = $3"
        }
        if invocation.has("free") { condition += " AND c.holder IS NULL" }
        let rows = try storing { () throws(StoreError) in
            try place.office.look(.readSchedule) { view throws(StoreError) in
                try view.rows(
                    """
                    SELECT u.resource, u.day, u.unit, u.time, c.holder FROM unit_day u
                    LEFT JOIN claim c
                    ON c.resource = u.resource AND c.day = u.day AND c.unit = u.unit
                    WHERE \(condition) ORDER BY u.resource, u.day, u.unit
                    """, values
                ).map { row throws(StoreError) in
                    (
                        try row.text(0), Day(number: Int32(truncatingIfNeeded: try row.int(1))),
                        try row.whole(2), try row.optionalInt(3), try row.optionalText(4)
                    )
                }
            }
        }
        let wording = invocation.wording
        invocation.show(
            ["resource", "day", "unit", "time", "holder"],
            rows.map { resource, day, unit, minutes, holder in
                let time = minutes.flatMap {
                    ClockTime(hour: Int($0) / 60, minute: Int($0) % 60)?.text
                }
                return (
                    .object([
                        ("resource", .string(resource)), ("day", .string(day.iso)),
                        ("unit", .int(unit)), ("time", .optional(time)),
                        ("holder", .optional(holder)),
                    ]),
                    [
                        resource, wording.day(day), String(unit), time ?? "–",
                        holder ?? wording("slots.free"),
                    ]
                )
            })
        return .done
    }

    static let block = Command(
        "slots", "block", [.init(name: "RESOURCE")], act: .blockUnits,
        options: [.day, .days, .unit, .init(name: "kind", value: "KIND")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let resource: Resource.ID = try invocation.id(invocation.place(0))
        let span = DaySpan(
            try invocation.neededDay("day"), length: try invocation.int("days", in: 1...400) ?? 1)
        let unit = try invocation.int("unit", in: 1...10_000)
        let word = invocation.value("kind") ?? BlockRecord.Kind.closure.rawValue
        guard let kind = BlockRecord.Kind(rawValue: word) else {
            throw .usage(
                Phrase(
                    "cli.badWord",
                    [
                        "text": .text(word),
                        "words": .list(BlockRecord.Kind.allCases.map { .text($0.rawValue) }),
                    ]))
        }
        let order = try invocation.order()
        let result = try storing { () throws(StoreError) in
            try place.office.block(
                resource, span, unit: unit, kind: kind, words: order.reason.words, order)
        }
        invocation.done(
            Phrase(
                result.affected.isEmpty ? "slots.blocked" : "slots.blockedAffecting",
                [
                    "block": .text(result.block?.text ?? "–"),
                    "bookings": .list(result.affected.map { .text($0.text) }),
                ]), result.sequence,
            [
                ("block", .optional(result.block?.text)),
                ("affected", .array(result.affected.map { .string($0.text) })),
            ])
        return .done
    }

    static let unblock = Command(
        "slots", "unblock", [.init(name: "BLOCK")], act: .unblockUnits,
        options: Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let block: BlockRecord.ID = try invocation.id(invocation.place(0))
        let order = try invocation.order()
        let sequence = try storing { () throws(StoreError) in
            try place.office.unblock(block, order)
        }
        invocation.done(Phrase("slots.unblocked", ["block": .text(block.text)]), sequence)
        return .done
    }
}
