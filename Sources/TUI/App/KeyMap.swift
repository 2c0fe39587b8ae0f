import Application
public import Domain

/// The keys as a person has set them: `action = key`, one a line, `#` before a remark.
///
/// Keys within forms and sheets, and those that move, stay as they are: what is said in their own
/// last line must hold everywhere.
public struct KeyMap: Equatable, Sendable {
    /// By the action's name; what is not named keeps its key.
    private var keys: [String: String] = [:]

    public static let standard = KeyMap()

    private init() {}

    /// Moves, numbers and what opens and closes: no action may have them.
    private static let reserved = Set("jkhlG0123456789 ".map(String.init))

    /// - Throws: `KeyMapError` naming the line and what is wrong with it.
    public init(parsing text: String) throws(KeyMapError) {
        let actions = Registry.actions.filter { !Self.isFixed($0) }
        for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = String(raw.prefix { $0 != "#" }).trimmed
            if line.isEmpty { continue }
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard parts.count == 2 else { throw KeyMapError(number + 1, .syntax(line)) }
            guard let action = actions.first(where: { $0.id == parts[0] }) else {
                throw KeyMapError(number + 1, .unknownAction(parts[0]))
            }
            guard Self.isKey(parts[1]) else { throw KeyMapError(number + 1, .noKey(parts[1])) }
            guard !Self.reserved.contains(parts[1]) else {
                throw KeyMapError(number + 1, .reserved(parts[1]))
            }
            keys[action.id] = parts[1]
            if let other = clash(of: action) {
                throw KeyMapError(number + 1, .taken(parts[1], by: other))
            }
        }
        // Two that change places clash only until the second line is read.
        for action in actions where keys[action.id] != nil {
            if let other = clash(of: action, isFinal: true) {
                throw KeyMapError(0, .taken(key(of: action), by: other))
            }
        }
    }

    private static func isFixed(_ action: Action) -> Bool {
        ["Enter", "Esc", "Tab", "⇧Tab", "^Z"].contains(action.key)
            || Registry.places.contains { $0.action == action }
    }

    /// One visible sign, or `^X`.
    private static func isKey(_ text: String) -> Bool {
        if text.count == 2, text.first == "^" { return text.last?.isLetter ?? false }
        return text.count == 1 && text.first.map { !$0.isWhitespace } ?? false
    }

    /// The action that has the same key on some screen.
    ///
    /// - Parameter isFinal: false while lines are still to come that may move the other away.
    private func clash(of action: Action, isFinal: Bool = false) -> Action? {
        for screen in Registry.screens {
            let all = Registry.common + screen.actions
            guard all.contains(action) else { continue }
            let other = all.first {
                $0 != action && key(of: $0) == key(of: action)
                    && (isFinal || keys[$0.id] != nil)
            }
            if let other { return other }
        }
        return nil
    }

    public func key(of action: Action) -> String { keys[action.id] ?? action.key }

    /// What a key does on a screen, or what it does on another one.
    func action(on key: String, at place: Place) -> Action? {
        Registry.screen(place).actions.first { self.key(of: $0) == key }
            ?? Registry.actions.first { self.key(of: $0) == key }
    }
}

/// A line of the keys file that cannot be used.
public struct KeyMapError: Error, Equatable {
    public enum Fault: Equatable, Sendable {
        case syntax(String)
        case unknownAction(String)
        case noKey(String)
        case reserved(String)
        case taken(String, by: Action)
    }

    /// Counted from 1; 0 where two lines together are wrong.
    public let line: Int
    public let fault: Fault

    init(_ line: Int, _ fault: Fault) { (self.line, self.fault) = (line, fault) }
}

extension KeyMapError: Reportable {
    public var phrase: Phrase {
        let why: Phrase =
            switch fault {
            case .syntax(let text): Phrase("keys.syntax", ["text": .text(text)])
            case .unknownAction(let name): Phrase("keys.unknown", ["name": .text(name)])
            case .noKey(let text): Phrase("keys.noKey", ["text": .text(text)])
            case .reserved(let key): Phrase("keys.reserved", ["key": .text(key)])
            case .taken(let key, let action):
                Phrase("keys.taken", ["key": .text(key), "action": .phrase(action.label)])
            }
        return Phrase("keys.line", ["line": .count(line), "why": .phrase(why)])
    }
}
