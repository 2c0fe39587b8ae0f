public import Domain

/// A task is done, or need not be done for a reason.
public struct CloseTask: Deed {
    public let task: CareTask.ID
    /// Nil when it was done.
    public let why: String?

    public init(_ task: CareTask.ID, dropped why: String? = nil) {
        (self.task, self.why) = (task, why)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        _ = try follower.office().closeTask(task, dropped: why.map { Reason(.other, $0) })
        return Phrase(why == nil ? "notice.taskDone" : "notice.taskDropped")
    }
}
