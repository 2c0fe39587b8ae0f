import Application
import Domain

/// Makers' slots: requested, offered, held, confirmed, expired, and held beside a maker's list.
enum MakerCommands {
    static let all = [list, request, move, reconcile]

    static let list = Command(
        "makers", "list", [.init(name: "PRODUCT", isOptional: true)], act: .readSchedule
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let product: Product.ID? =
            if let text = invocation.optionalPlace(0) { try invocation.id(text) } else { nil }
        let slots = try storing { () throws(StoreError) in
            try place.office.makerSlots(of: product)
        }
        let (wording, now) = (invocation.wording, place.clock())
        invocation.show(
            ["slot", "product", "day", "state", "course", "until", "ref"],
            slots.map { slot in
                let state = slot.isExpired(at: now) ? MakerSlot.State.expired : slot.state
                return (
                    .object([
                        ("id", .string(slot.id.text)), ("product", .string(slot.product.text)),
                        ("day", .string(slot.day.iso)), ("state", .string(state.rawValue)),
                        ("course", .optional(slot.course?.text)),
                        ("until", .optional(slot.until?.iso)), ("ref", .string(slot.ref)),
                    ]),
                    [
                        slot.id.text, slot.product.text, wording.shortDay(slot.day),
                        wording(state.phrase), slot.course?.text ?? "–",
                        slot.until.map { wording.instant($0) } ?? "–", slot.ref,
                    ]
                )
            })
        return .done
    }

    static let request = Command(
        "makers", "request", [.init(name: "PRODUCT")], act: .changeMakerSlot,
        options: [.day, .course, .init(name: "ref", value: "TEXT")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let product: Product.ID = try invocation.id(invocation.place(0))
        let (day, order) = (try invocation.neededDay("day"), try invocation.order())
        let course: Course.ID? =
            if let text = invocation.value("course") { try invocation.id(text) } else { nil }
        let outcome = try storing { () throws(StoreError) in
            try place.office.requestMakerSlot(
                product, day, for: course, ref: invocation.value("ref") ?? "", order)
        }
        tell(outcome, .requested, invocation)
        return .done
    }

    static let move = Command(
        "makers", "move", [.init(name: "SLOT"), .init(name: "STATE")], act: .changeMakerSlot,
        options: [.init(name: "until", value: "INSTANT"), .course] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: MakerSlot.ID = try invocation.id(invocation.place(0))
        let state: MakerSlot.State = try invocation.word(invocation.place(1))
        let (until, order) = (try invocation.instant("until"), try invocation.order())
        let course: Course.ID? =
            if let text = invocation.value("course") { try invocation.id(text) } else { nil }
        let outcome = try storing { () throws(StoreError) in
            try place.office.moveMakerSlot(id, to: state, until: until, course: course, order)
        }
        tell(outcome, state, invocation)
        return .done
    }

    private static func tell(
        _ outcome: Outcome<MakerSlot.ID>, _ state: MakerSlot.State, _ invocation: Invocation
    ) {
        guard case .saved(let slot, let sequence) = outcome else {
            return invocation.done(Phrase("cli.repeated"), outcome.sequence)
        }
        invocation.done(
            Phrase(
                "notice.makerSlot", ["slot": .text(slot.text), "state": .phrase(state.phrase)]),
            sequence, [("slot", .string(slot.text))])
    }

    static let reconcile = Command(
        "makers", "reconcile", [.init(name: "PRODUCT")], act: .changeMakerSlot,
        options: [.from, .init(name: "take")] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let product: Product.ID = try invocation.id(invocation.place(0))
        let bytes = try invocation.read(try invocation.needed("from"))
        let order = try invocation.order()
        let list = try refusing { () throws(MakerListError) in
            try MakerList(product, csv: bytes)
        }
        let found = try storing { () throws(StoreError) in
            try place.office.reconcile(list, apply: invocation.has("take"), order)
        }
        let wording = invocation.wording
        invocation.show(
            ["what", "slot", "ref", "day", "state"],
            found.lines.map { line in
                let day = line.row?.day ?? line.slot?.day
                let state = line.row?.state ?? line.slot?.state
                return (
                    .object([
                        ("what", .string(line.kind.rawValue)),
                        ("slot", .optional(line.slot?.id.text)),
                        ("ref", .optional(line.row?.ref ?? line.slot?.ref)),
                        ("day", .optional(day?.iso)), ("state", .optional(state?.rawValue)),
                    ]),
                    [
                        wording(line.kind.phrase), line.slot?.id.text ?? "–",
                        line.row?.ref ?? line.slot?.ref ?? "–",
                        day.map { wording.shortDay($0) } ?? "–",
                        state.map { wording($0.phrase) } ?? "–",
                    ]
                )
            })
        return .done
    }
}
