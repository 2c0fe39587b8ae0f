import Application
import Domain

/// Slots: what is open, free and taken, and taking units away.
enum SlotCommands {
    static let all = [list, block, unblock] + SlotDecisionCommands.all

    static let list = Command(
        "slots", "list", [.init(name: "RESOURCE", isOptional: true)], act: .readSchedule,
        options: [.day, .days, .init(name: "free")]
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let first = try invocation.day("day") ?? place.clock().day
        let count = try invocation.int("days", in: 1...400) ?? 14
        let resource: Resource.ID? =
            if let text = invocation.optionalPlace(0) { try invocation.id(text) } else { nil }
        let lines = try storing { () throws(StoreError) in
            try place.office.slots(
                resource, DaySpan(first, length: count), onlyFree: invocation.has("free"))
        }
        let wording = invocation.wording
        invocation.show(
            ["resource", "day", "unit", "time", "holder"],
            lines.map { line in
                let (place, time) = (line.slot.place, line.slot.time?.text)
                return (
                    .object([
                        ("resource", .string(place.resource.text)),
                        ("day", .string(place.day.iso)), ("unit", .int(place.unit)),
                        ("time", .optional(time)), ("holder", .optional(line.holder)),
                    ]),
                    [
                        place.resource.text, wording.day(place.day), String(place.unit),
                        time ?? "–", line.holder ?? wording("slots.free"),
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
