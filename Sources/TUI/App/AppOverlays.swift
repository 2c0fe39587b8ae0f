import Application
import Domain
public import Terminal

/// Finds a patient and goes there.
struct JumpFinder: Overlay {
    var finder: Finder

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch finder.take(key) {
        case .choosing: return []
        case .cancelled: return [.close]
        case .chosen(let patient):
            // On the Patients screen the cursor goes to the patient; from anywhere else the Board
            // is where a patient is seen. Whose course has ended is not on it.
            let course = context.live.board.last { $0.patient == patient }?.course
            if let course, context.place != .patients {
                return [.close, .go(.board, .course(course))]
            }
            return [.close, .go(.patients, .patient(patient))]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { finder.draw(on: &frame, context.words) }
}

extension Finder {
    /// Everybody who was ever a patient here, or whose course is running.
    init(patientsOf live: Live, onlyRunning: Bool = false) {
        self.init(
            live.patients.filter { !onlyRunning || !$0.course.isEmpty }.map { row in
                let id = row.page.isEmpty ? row.patient : row.page
                return Item(row.patient, "\(id)  \(row.name)  \(row.reading)", row.search)
            })
    }
}

/// Everything the program can do, found by name.
public struct CommandPalette: Overlay {
    public internal(set) var palette: Palette<Action>

    public mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch palette.take(key) {
        case .choosing: []
        case .cancelled: [.close]
        case .chosen(let action): [.close, .perform(action)]
        }
    }

    public func draw(on frame: inout Frame, _ context: Context) {
        palette.draw(on: &frame, context.words)
    }
}

struct ThemeMenu: Overlay {
    var menu = Menu(
        Phrase("action.theme"),
        Theme.Name.allCases.map { .init($0, Phrase("theme.\($0.rawValue)")) })

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch menu.take(key) {
        case .choosing, .ignored: []
        case .cancelled: [.close]
        case .chosen(let name): [.close, .effect(.theme(name))]
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { menu.draw(on: &frame, context.words) }
}

struct HelpSheet: Overlay {
    var scroll = Scroll()

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        if let movement = Movement(key) {
            let help = HelpPage(context.place, context.words, context.keys)
            movement.apply(to: &scroll, count: help.count, height: context.pane.rows - 2)
            return []
        }
        let closing: [Key] = [.escape, .text("q"), .text("?"), .enter]
        return closing.contains(key) ? [.close] : []
    }

    func draw(on frame: inout Frame, _ context: Context) {
        HelpPage(context.place, context.words, context.keys).draw(scroll, on: &frame, context.words)
    }
}

/// A question whose answer is a deed, with the reason that the person gives.
struct DeedDialog: Overlay {
    enum Kind: Equatable {
        case release(Booking.ID)
        case unblock(BlockRecord.ID)
        case drop(CareTask.ID)
    }

    var dialog: Dialog
    let kind: Kind

    init(_ title: Phrase, _ body: Phrase, _ kind: Kind) {
        dialog = Dialog(
            title, [body], [Dialog.Choice("↵", Phrase("dialog.do"))], asksReason: true)
        self.kind = kind
    }

    mutating func take(_ key: Key, _ context: Context) -> [Step] {
        switch dialog.take(key) {
        case .asking: []
        case .cancelled: [.close]
        case .chosen(_, let reason):
            switch kind {
            case .release(let booking): [.close, .act(ReleaseBooking(booking, why: reason))]
            case .drop(let task): [.close, .act(CloseTask(task, dropped: reason))]
            case .unblock(let block): [.close, .act(Unblock(block, why: reason))]
            }
        }
    }

    func draw(on frame: inout Frame, _ context: Context) { dialog.draw(on: &frame, context.words) }
}
