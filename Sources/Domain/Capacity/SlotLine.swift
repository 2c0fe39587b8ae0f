/// One unit of a resource on one day, and who has it.
public struct SlotLine: Equatable, Sendable {
    public let slot: Slot
    /// The booking or the block that has it; nil when it is free.
    public let holder: String?

    public init(slot: Slot, holder: String?) { (self.slot, self.holder) = (slot, holder) }
}
