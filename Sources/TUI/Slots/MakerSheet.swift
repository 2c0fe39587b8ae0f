import Application
import Domain
import Terminal

/// What makers say of their days: requested, offered, held, confirmed, and until when.
struct MakerSheet: Overlay {
    /// The product of the resource in view; nil for all of them.
    let product: Product.ID?
    /// The day under the cursor, for which a maker can be asked.
    let day: Day
    private(set) var scroll = Scroll()

    init(_ product: Product.ID?, day: Day) { (self.product, self.day) = (product, day) }

    private func slots(_ context: Context) -> [MakerSlot] {
        context.live.makerSlots.filter { product == nil || $0.product == product }
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        let slots = slots(context)
        if key == .escape { return [.close] }
        if let movement = Movement(key) {
            movement.apply(to: &scroll, count: slots.count, height: 10)
            return []
        }
        guard case .text(let letter) = key else { return [] }
        if let why = context.linkRefusal { return [.refuse(why)] }
        if letter == "n" {
            guard let product else { return [.refuse(Phrase("makers.noProduct"))] }
            return [.act(RequestMakerSlot(product, day, for: nil))]
        }
        if letter == "l" {
            guard let product else { return [.refuse(Phrase("makers.noProduct"))] }
            return [.open(MakerListForm(product))]
        }
        let states: [Character: MakerSlot.State] = [
            "o": .offered, "h": .held, "c": .confirmed, "x": .withdrawn, "e": .expired,
        ]
        guard let state = states[letter] else { return [] }
        guard slots.indices.contains(scroll.cursor) else {
            return [.refuse(Phrase("refusal.nothingSelected"))]
        }
        let slot = slots[scroll.cursor]
        guard slot.state.next.contains(state) else {
            let error = MakerSlotError.illegalMove(slot.id, from: slot.state, to: state)
            return [.refuse(error.phrase)]
        }
        if state == .offered || state == .held {
            return [.open(MakerUntilForm(slot, state, context))]
        }
        return [.act(MoveMakerSlot(slot.id, to: state))]
    }

    func draw(on frame: inout Frame, _ context: Context) {
        let (words, slots) = (context.words, slots(context))
        let width = min(frame.size.columns - 2, 96)
        let title = Phrase("makers.title", ["product": .text(product?.text ?? "–")])
        var area = frame.sheet(
            rows: min(max(1, slots.count) + 3, frame.size.rows - 2), columns: width,
            title: words(title), foot: words("makers.foot"))
        guard !slots.isEmpty else {
            frame.write([Line(words("makers.none"), .quiet)], in: &area)
            return
        }
        var view = scroll
        view.reveal(count: slots.count, height: area.rows)
        let window = view.window(count: slots.count, height: area.rows)
        frame.write(
            window.map { line(slots[$0], isHere: $0 == scroll.cursor, context) }, in: &area)
    }

    private func line(_ slot: MakerSlot, isHere: Bool, _ context: Context) -> Line {
        let words = context.words
        let isOver = slot.isExpired(at: context.now)
        let state = isOver ? MakerSlot.State.expired : slot.state
        var line = Line(isHere ? "▸ " : "  ", Style(.accent, .bold))
        line.add("\(slot.id.text)  ", isHere ? Style(.plain, .bold) : .plain)
        line.add(slot.product.text.fitted(to: 11))
        line.add(words.shortDay(slot.day).fitted(to: 14))
        line.add(
            words(state.phrase).fitted(to: 12),
            isOver ? Style(.danger, .bold) : state == .confirmed ? Style(.good) : Style(.caution))
        line.add((slot.course?.text ?? "–").fitted(to: 9))
        if let until = slot.until {
            line.add(words(Phrase("makers.until", ["at": .instant(until)])), .quiet)
        }
        if !slot.ref.isEmpty { line.add("  " + slot.ref, .quiet) }
        return line
    }
}

/// Until when a maker keeps what it offers or holds.
struct MakerUntilForm: FormOverlay {
    var form: Form
    var columns: Int { 60 }
    let slot: MakerSlot.ID
    let state: MakerSlot.State

    init(_ slot: MakerSlot, _ state: MakerSlot.State, _ context: Context) {
        (self.slot, self.state) = (slot.id, state)
        form = Form(
            state.phrase,
            [
                .init(
                    "day", Phrase("makers.untilDay"),
                    [.required, .day(today: context.today, context.today...slot.day)]),
                .init("time", Phrase("past.time"), [.required, .time], text: "17:00"),
            ])
    }

    func submit(_ context: Context) -> [Step] {
        guard let until = form.instant(context) else { return [] }
        return [.close, .act(MoveMakerSlot(slot, to: state, until: until))]
    }
}
