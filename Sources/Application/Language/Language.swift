/// The languages of the program. Every phrase exists in each of them.
public enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case japanese = "ja"

    /// The language of a locale name such as `ja_JP.UTF-8`; English for what is not known.
    public init(locale: String) {
        self = locale.lowercased().hasPrefix("ja") ? .japanese : .english
    }
}
