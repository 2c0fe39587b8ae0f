/// How a cell looks, in the words of the interface; a theme puts colours to them.
///
/// A view never names a colour: the same screen must be readable in one colour, in high contrast
/// and by somebody who sees red and green alike.
public struct Style: Hashable, Sendable {
    public var ink: Ink
    public var paper: Paper
    public var attributes: Attributes

    public init(_ ink: Ink = .plain, paper: Paper = .plain, _ attributes: Attributes = []) {
        (self.ink, self.paper, self.attributes) = (ink, paper, attributes)
    }

    public static let plain = Style()
    public static let quiet = Style(.quiet)
    public static let bold = Style(.plain, .bold)

    /// The same on another paper: a row under the cursor.
    public func on(_ paper: Paper) -> Style {
        var style = self
        style.paper = paper
        return style
    }

    public func with(_ more: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(more)
        return style
    }
}

public enum Ink: UInt8, CaseIterable, Sendable {
    case plain, quiet, accent, good, caution, danger
    // The bars of a course.
    case collection, manufacturing, delivery, conditioning, infusion, stay, ghost
    case today
}

public enum Paper: UInt8, CaseIterable, Sendable {
    case plain, bar, selected, raised
}

public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
}
