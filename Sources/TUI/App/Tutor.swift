import Application
public import Domain
import Terminal

/// The first tasks of somebody new, done on the real screens of an invented hospital.
///
/// A task is done when the screen shows it, however it was reached: by the key, through the
/// palette or with the mouse.
public struct Tutor: Equatable, Sendable {
    public enum Task: String, CaseIterable, Sendable {
        case move, filter, clear, jump, zoom, align
        case refer, plan, why, pick, event, gates, branch, past, palette
        case slots, gain, hold, undo, inbox, snooze, help
    }

    /// The task that is due; nil when all are done.
    public private(set) var task: Task? = .move
    public private(set) var done = 0

    public init() {}

    public var count: Int { Task.allCases.count }

    public var phrase: Phrase {
        guard let task else { return Phrase("tutor.finished") }
        return Phrase(
            "tutor.task",
            [
                "number": .count(done + 1), "count": .count(count),
                "what": .phrase(Phrase("tutor.\(task.rawValue)")),
            ])
    }

    /// Looks whether the step from one state of the screens to the next did the task.
    /// - Returns: true when it did.
    mutating func watch(
        _ before: App, _ message: Message, _ after: App, _ effects: [Effect]
    ) -> Bool {
        guard let task, isDone(task, before, message, after, effects)
        else { return false }
        done += 1
        self.task = done < count ? Task.allCases[done] : nil
        return true
    }

    private func isDone(
        _ task: Task, _ before: App, _ message: Message, _ after: App, _ effects: [Effect]
    ) -> Bool {
        let (old, new) = (before.desk, after.desk)
        switch task {
        case .move:
            guard let selected = old.board.table.selected else { return false }
            return selected != new.board.table.selected
        case .filter:
            return new.filter == nil && !new.board.table.filter.isEmpty
        case .clear: return new.board.table.filter.isEmpty && new.filter == nil
        case .jump:
            return old.overlay is JumpFinder && new.overlay == nil && after.refusal == nil
        case .zoom: return old.board.zoom != new.board.zoom
        case .align: return new.board.isAligned && !old.board.isAligned
        case .refer: return new.overlay is IntakeForm
        case .plan: return new.overlay is PlansSheet
        case .why: return new.overlay is WhySheet
        case .pick: return new.overlay is MoveStrip
        case .event: return new.overlay is EventForm
        case .gates: return new.overlay is GatesSheet
        case .branch: return new.overlay is BranchSheet
        case .past: return new.overlay is PastForm
        case .gain: return new.overlay is GainSheet
        case .snooze: return new.overlay is SnoozeForm
        case .palette:
            return old.overlay is CommandPalette && message == .key(.enter)
                && !(new.overlay is CommandPalette)
        case .slots: return new.place == .slots
        case .hold:
            for case .act(let deed) in effects {
                if deed is HoldSlot { return true }
            }
            return false
        case .undo: return effects.contains(.undo)
        case .inbox: return new.place == .inbox
        case .help: return new.overlay is HelpSheet
        }
    }
}
