import Application
import Domain
import Terminal

/// Looks a patient up for a place.
protocol SlotFinder: Overlay {
    var finder: Finder { get set }
    var title: Phrase { get }
    /// What is done with the running course of whoever was chosen.
    func found(_ course: Course.ID) -> [Step]
}

extension SlotFinder {
    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch finder.take(key) {
        case .choosing: return []
        case .cancelled: return [.close]
        case .chosen(let patient):
            let row = context.live.patients.first { $0.patient == patient }
            guard let row, let course = try? Course.ID(row.course) else {
                let name = row?.name ?? patient
                return [.close, .refuse(Phrase("refusal.noCourse", ["name": .text(name)]))]
            }
            return [.close] + found(course)
        }
    }

    func draw(on frame: inout Frame, _ context: Context) {
        finder.draw(on: &frame, context.words, title: title)
    }
}

/// Finds the patient for whom a slot is to be held.
struct HoldFinder: SlotFinder {
    var finder: Finder
    let slot: SlotPlace

    var title: Phrase { slot.title("finder.hold") }

    func found(_ course: Course.ID) -> [Step] {
        [.act(HoldSlot(slot.resource, unit: slot.unit, slot.day, course))]
    }
}

/// Finds the patient for whom somebody else's place is needed.
struct BumpFinder: SlotFinder {
    var finder: Finder
    let slot: SlotPlace
    let holder: Course.ID
    let activity: Activity.Kind

    var title: Phrase { slot.title("finder.bump") }

    func found(_ course: Course.ID) -> [Step] {
        RepairSheet.opening(
            RepairWork(bumping: Bump(course, instead: holder, activity, slot.day)))
    }
}
