import Application
import Domain
import Terminal

/// What can be done with the unit and the day under the cursor of the Slots screen.
extension App {
    var slot: SlotPlace? {
        guard let sheet, sheet.units.indices.contains(desk.slots.unit.cursor) else { return nil }
        return SlotPlace(
            resource: sheet.resource, unit: desk.slots.unit.cursor + 1,
            day: now.day + desk.slots.day)
    }

    var use: HeatMap.Use? {
        sheet?.use(unit: desk.slots.unit.cursor, day: now.day + desk.slots.day)
    }

    func refusalOfSlotOpening() -> Phrase? {
        switch use {
        case .free, .taken: nil
        case .others, .closed: Phrase("refusal.slotNotFree")
        case nil: Phrase("refusal.nothingSelected")
        }
    }

    func refusalOnSlot(_ action: Action) -> Phrase? {
        switch (action, use) {
        case (_, nil): Phrase("refusal.nothingSelected")
        case (.confirm, .taken(_, _, let isHeld)):
            isHeld ? nil : Phrase("refusal.slotNotHeld")
        case (.release, .taken): nil
        case (.block, .free), (.block, .taken): nil
        case (.block, _): Phrase("refusal.slotNotFree")
        default: Phrase("refusal.slotNotOurs")
        }
    }

    mutating func performOnSlot(_ action: Action) -> [Effect] {
        guard let slot else { return [] }
        if case .taken(let course, let booking, _) = use {
            if action == .confirm {
                return (try? Booking.ID(booking)).map { [.act(.confirm($0))] } ?? []
            }
            if action == .release {
                let body = Phrase("dialog.releaseBody", ["course": .text(course)])
                ask(Phrase("dialog.release"), body, .release(booking: booking))
                return []
            }
        }
        let body = Phrase(
            "dialog.blockBody", ["unit": .count(slot.unit), "day": .day(slot.day)])
        ask(Phrase("dialog.block"), body, .block(slot))
        return []
    }

    private mutating func ask(_ title: Phrase, _ body: Phrase, _ subject: DialogSubject) {
        let choices = [Dialog.Choice("↵", Phrase("dialog.do"))]
        desk.overlay = .dialog(Dialog(title, [body], choices, asksReason: true), subject)
    }

    func answer(_ subject: DialogSubject, _ reason: String) -> [Effect] {
        switch subject {
        case .release(let booking):
            return (try? Booking.ID(booking)).map { [.act(.release($0, why: reason))] } ?? []
        case .block(let slot):
            return (try? Resource.ID(slot.resource)).map {
                [.act(.block($0, unit: slot.unit, slot.day, why: reason))]
            } ?? []
        }
    }

    mutating func hold(_ slot: SlotPlace, for patient: String) -> [Effect] {
        let row = live.patients.first { $0.patient == patient }
        guard let row, let course = try? Course.ID(row.course),
            let resource = try? Resource.ID(slot.resource)
        else {
            refusal = Phrase("refusal.noCourse", ["name": .text(row?.name ?? patient)])
            return []
        }
        return [.act(.hold(resource, unit: slot.unit, slot.day, course))]
    }
}
