import Glibc

/// The environment variables that the program obeys, read once at the edge and passed down as a
/// value, so that tests need not change those of their process.
public struct Environment: Sendable {
    private let variables: [String: String]

    public init(_ variables: [String: String]) { self.variables = variables }

    public subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    public static var current: Environment {
        let names = [
            "CARTAS_STORE", "CARTAS_THEME", "CARTAS_IDLE_SECONDS", "CARTAS_LANG", "LC_CTYPE",
            "CARTAS_SESSION", "CARTAS_RULES", "CARTAS_NOTIFY", "CARTAS_KEYS",
            "LC_ALL", "LC_MESSAGES", "LANG",
            "HOME",
            "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TERM", "NO_COLOR", "COLORTERM",
            "TZ",
        ]
        var found: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { found[name] = String(cString: value) }
        }
        return Environment(found)
    }
}
