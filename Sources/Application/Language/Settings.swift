/// What the environment asks for.
public enum Settings {
    /// `CARTAS_LANG`, else the locale as programs read it.
    public static func language(in environment: Environment) -> Language {
        if let name = environment["CARTAS_LANG"] { return Language(locale: name) }
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"]
        return Language(locale: locale ?? "")
    }
}
