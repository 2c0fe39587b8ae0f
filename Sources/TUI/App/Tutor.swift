import Application
public import Domain
import Terminal

/// The first tasks of somebody new, done on the real screens of an invented hospital.
///
/// A task is done when the screen shows it, however it was reached: by the key, through the
/// palette or with the mouse.
public struct Tutor: Equatable, Sendable {
    public enum Task: String, CaseIterable, Sendable {
        case move, filter, clear, jump, zoom, align, palette, slots, hold, undo, inbox, help
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
            if case .finder(_, .goTo) = old.overlay {
                return new.overlay == nil && after.refusal == nil
            }
            return false
        case .zoom: return old.board.zoom != new.board.zoom
        case .align: return new.board.isAligned && !old.board.isAligned
        case .palette:
            guard case .palette = old.overlay, message == .key(.enter) else { return false }
            if case .palette = new.overlay { return false }
            return true
        case .slots: return new.place == .slots
        case .hold:
            for case .act(let deed) in effects {
                if case .hold = deed { return true }
            }
            return false
        case .undo: return effects.contains(.undo)
        case .inbox: return new.place == .inbox
        case .help: if case .help = new.overlay { return true } else { return false }
        }
    }
}
