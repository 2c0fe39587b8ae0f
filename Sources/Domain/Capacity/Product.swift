/// A cell product as the timeline sees it. What it is for, its rates and its notices are
/// clinical knowledge and stand in the rule files.
public struct Product: Equatable, Sendable {
    public typealias ID = Identifier<Product>

    public enum Mode: String, CaseIterable, Sendable {
        /// Cells travel at once and manufacture begins on arrival.
        case fresh
        /// Cells are frozen at the centre, so that manufacture may begin weeks later.
        case frozen
    }

    public let id: ID
    public var name: String
    public var mode: Mode
    /// Split infusions, such as the two of obe-cel, by days from the first.
    public var infusionDays: [Int]
    /// Separately manufactured components of one infusion, such as the CD8 and CD4 cells of
    /// liso-cel.
    public var components: Int

    public init(
        id: ID, name: String, mode: Mode, infusionDays: [Int] = [0], components: Int = 1
    ) {
        self.id = id
        self.name = name
        self.mode = mode
        self.infusionDays = infusionDays
        self.components = components
    }
}
