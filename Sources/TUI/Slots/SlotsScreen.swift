public import Application
public import Domain
public import Terminal

extension Action {
    public static let confirm = Action("confirm", "c")
    public static let release = Action("release", "r")
    public static let block = Action("block", "x")
}

extension SlotsState: ScreenState {
    public static var place: Place { .slots }
    public static var actions: [Action] {
        [
            .confirm, .release, .block, .gain, .bump, .makers, .ledger, .nextPane, .previousPane,
            .earlier, .later, .today,
        ]
    }
    public static var hints: [Action] {
        [.open, .confirm, .release, .block, .gain, .makers, .bump, .nextPane, .later, .undo]
    }

    private func resource(_ context: Context) -> Live.ResourceName? {
        context.live.resources.indices.contains(resource)
            ? context.live.resources[resource] : nil
    }

    private func sheet(_ context: Context) -> SlotSheet? {
        resource(context).flatMap { sheets[$0.id] }
    }

    /// The unit and the day under the cursor.
    private func slot(_ context: Context) -> SlotPlace? {
        guard let sheet = sheet(context), sheet.units.indices.contains(unit.cursor),
            let id = try? Resource.ID(sheet.resource)
        else { return nil }
        return SlotPlace(resource: id, unit: unit.cursor + 1, day: context.today + day)
    }

    private func use(_ context: Context) -> HeatMap.Use? {
        sheet(context)?.use(unit: unit.cursor, day: context.today + day)
    }

    public mutating func settle(_ context: Context, isNews: Bool) -> [Step] {
        if let sheet = sheet(context) {
            let days = HeatMap.dayCount(
                columns: context.pane.columns,
                label: SlotsView.labelWidth(sheet, context.live.resources))
            reveal(
                days: days, units: sheet.units.count,
                height: SlotsView.tableHeight(context.pane.rows, units: sheet.units.count))
        }
        guard let resource = resource(context) else { return [] }
        var steps: [Step] = []
        if let question = wanted(resource, today: context.today, isNews: isNews) {
            steps.append(.ask(question))
        }
        if let question = wantedFree(today: context.today, isNews: isNews) {
            steps.append(.ask(question))
        }
        return steps
    }

    public mutating func receive(_ answer: Answer, _ context: Context) -> [Step] {
        if let sheet = answer.reply(to: SheetQuestion.self)?.reply { keep(SlotSheet(sheet)) }
        if let free = answer.reply(to: FreeQuestion.self)?.reply { keep(free) }
        return []
    }

    public func target(_ context: Context) -> RepeatTarget {
        RepeatTarget(slot: slot(context).map { UnitDay($0.resource, $0.day, unit: $0.unit) })
    }

    public mutating func take(_ key: Key, _ context: Context) -> [Step]? {
        guard let units = sheet(context)?.units.count else { return nil }
        switch key {
        case .left, .text("h"): move(rows: 0, days: -1, units: units)
        case .right, .text("l"): move(rows: 0, days: 1, units: units)
        case .up, .text("k"): move(rows: -1, days: 0, units: units)
        case .down, .text("j"): move(rows: 1, days: 0, units: units)
        case .pageUp: move(rows: 0, days: -28, units: units)
        case .pageDown: move(rows: 0, days: 28, units: units)
        default: return nil
        }
        return []
    }

    public mutating func show(_ subject: Subject, _ context: Context) -> Bool {
        guard case .slot(let resource, let day) = subject,
            let place = context.live.resources.firstIndex(where: { $0.id == resource })
        else { return false }
        show(resource: place, day: day - context.today)
        return true
    }

    public func refusal(of action: Action, _ context: Context) -> Phrase? {
        switch (action, use(context)) {
        case (.open, .free), (.open, .taken): return nil
        case (.open, .others), (.open, .closed): return Phrase("refusal.slotNotFree")
        case (.open, nil), (.gain, nil), (.bump, nil): return Phrase("refusal.nothingSelected")
        case (.gain, let use): return use == .free ? nil : Phrase("refusal.slotNotFree")
        case (.bump, .taken): return nil
        case (.bump, _): return Phrase("refusal.slotNotOurs")
        case (.confirm, let use), (.release, let use), (.block, let use):
            return refusal(of: action, use) ?? context.linkRefusal
        default: return nil
        }
    }

    private func refusal(of action: Action, _ use: HeatMap.Use?) -> Phrase? {
        switch (action, use) {
        case (_, nil): Phrase("refusal.nothingSelected")
        case (.confirm, .taken(_, _, let isHeld)):
            isHeld ? nil : Phrase("refusal.slotNotHeld")
        case (.release, .taken), (.block, .free), (.block, .taken), (.block, .closed(_, _?)),
            (.block, .others(_?)):
            nil
        case (.block, _): Phrase("refusal.slotNotFree")
        default: Phrase("refusal.slotNotOurs")
        }
    }

    public mutating func perform(_ action: Action, _ context: Context) -> [Step] {
        let count = context.live.resources.count
        let units = Int.max
        switch action {
        case .earlier: move(rows: 0, days: -7, units: units)
        case .later: move(rows: 0, days: 7, units: units)
        case .today: showToday()
        case .nextPane: nextResource(count, by: 1)
        case .previousPane: nextResource(count, by: -1)
        case .open: return open(context)
        case .gain, .bump, .makers, .ledger: return look(action, context)
        case .confirm, .release, .block: return change(action, context)
        default: break
        }
        return []
    }

    private func open(_ context: Context) -> [Step] {
        guard let slot = slot(context) else { return [] }
        if case .taken(let course, _, _) = use(context) {
            return [.go(.board, .course(course))]
        }
        return [
            .open(
                HoldFinder(finder: Finder(patientsOf: context.live, onlyRunning: true), slot: slot))
        ]
    }

    private func look(_ action: Action, _ context: Context) -> [Step] {
        if action == .ledger { return LedgerSheet.opening }
        if action == .makers {
            return [.open(MakerSheet(resource(context)?.product, day: context.today + day))]
        }
        guard let slot = slot(context) else { return [] }
        if action == .gain { return GainSheet.opening(slot) }
        guard case .taken(let text, _, _) = use(context), let holder = try? Course.ID(text),
            let activity = resource(context)?.activity
        else { return [] }
        return [
            .open(
                BumpFinder(
                    finder: Finder(patientsOf: context.live, onlyRunning: true), slot: slot,
                    holder: holder,
                    activity: activity))
        ]
    }

    private func change(_ action: Action, _ context: Context) -> [Step] {
        guard let slot = slot(context) else { return [] }
        if case .taken(let course, let text, _) = use(context), action != .block {
            guard let booking = try? Booking.ID(text) else { return [] }
            guard action == .release else { return [.act(ConfirmBooking(booking))] }
            let body = Phrase("dialog.releaseBody", ["course": .text(course)])
            return [.open(DeedDialog(Phrase("dialog.release"), body, .release(booking)))]
        }
        switch use(context) {
        case .closed(_, let block?), .others(let block?):
            let body = Phrase("dialog.unblockBody", ["block": .text(block.text)])
            return [.open(DeedDialog(Phrase("dialog.unblock"), body, .unblock(block)))]
        default:
            guard let sheet = sheet(context) else { return [] }
            return [.open(BlockForm(slot, sheet))]
        }
    }

    public func draw(in pane: Area, on frame: inout Frame, _ context: Context) {
        let product = resource(context)?.product
        SlotsView(
            sheet: sheet(context), state: self, today: context.today,
            resources: context.live.resources,
            makerSlots: context.live.makerSlots.filter { $0.product == product }
        )
        .draw(in: pane, on: &frame, context.words)
    }
}
