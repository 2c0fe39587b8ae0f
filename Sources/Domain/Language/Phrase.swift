/// What to tell the user, before it is put into a language.
///
/// The values stay values until a language writes them: a day is a weekday and a month in one
/// language and kanji in the other, and a count decides between "day" and "days".
public struct Phrase: Hashable, Sendable {
    public let key: String
    public let values: [String: Value]

    public init(_ key: String, _ values: [String: Value] = [:]) {
        (self.key, self.values) = (key, values)
    }

    public indirect enum Value: Hashable, Sendable {
        /// Shown as it is: a name, an identifier, something a person typed.
        case text(String)
        case count(Int)
        /// What takes up the days: a screen writes its name, a command what it takes as argument.
        case resource(Resource.ID)
        /// A measured number, shown with so many decimals.
        case decimal(Double, places: Int)
        case day(Day)
        case instant(Instant)
        case phrase(Phrase)
        /// Written one after the other with the language's own separator.
        case list([Value])
        /// A sentence of a rule file, which has both languages itself.
        case either(english: String, japanese: String)
    }
}

extension Phrase.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int) { self = .count(value) }
}

/// An error that ends up in front of a user.
public protocol Reportable: Error {
    var phrase: Phrase { get }
}
