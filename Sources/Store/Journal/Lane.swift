import Dispatch
import Synchronization

/// Work on one state, piece by piece in order, on a thread of its own.
///
/// A class, because who adds work and the thread that does it share it.
final class Lane<State: Sendable>: Sendable {
    private let queue: DispatchQueue
    /// How many pieces may wait, so that a quick reader does not fill the memory.
    private let room = DispatchSemaphore(value: 16)
    /// Nil once it was taken.
    private let state: Mutex<State?>

    init(_ name: String, _ state: State) {
        queue = DispatchQueue(label: name)
        self.state = Mutex(state)
    }

    func add(_ work: @escaping @Sendable (inout State) -> Void) {
        room.wait()
        queue.async {
            self.state.withLock { state in
                guard var mine = state.take() else { return }
                work(&mine)
                state = mine
            }
            self.room.signal()
        }
    }

    /// Waits until all is done.
    ///
    /// - Returns: the state, which is this lane's no more; nil the second time.
    func finish() -> State? {
        queue.sync { state.withLock { $0.take() } }
    }
}
