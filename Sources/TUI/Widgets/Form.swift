public import Domain
public import Terminal

/// Several entries that are checked while they are typed.
///
/// The rules are data, so that a form can be compared, kept as a draft when another person takes
/// the terminal, and given back as it was.
public struct Form: Equatable, Sendable {
    public struct Field: Equatable, Sendable {
        public let id: String
        public let label: Phrase
        public let rules: [Rule]
        /// The words to choose from; empty where text is typed.
        public let choices: [Phrase]
        public let isSecret: Bool
        public var entry: TextField
        public var choice = 0
        /// An empty field complains only once somebody has been there.
        public var isTouched = false

        public init(
            _ id: String, _ label: Phrase, _ rules: [Rule] = [], text: String = "",
            choices: [Phrase] = [], choice: Int = 0, isSecret: Bool = false
        ) {
            (self.id, self.label, self.rules, self.choices) = (id, label, rules, choices)
            (self.entry, self.choice, self.isSecret) = (TextField(text), choice, isSecret)
        }

        public var fault: Phrase? {
            choices.isEmpty ? rules.lazy.compactMap { $0.fault(of: entry.text) }.first : nil
        }
    }

    public enum Outcome: Equatable, Sendable {
        case editing
        /// Everything is in order and Enter was pressed on the last field.
        case submitted
        case cancelled
        /// The key is none of the form's.
        case ignored
    }

    public let title: Phrase
    public private(set) var fields: [Field]
    public private(set) var focus = 0
    /// Something the store said about the whole form.
    public var refusal: Phrase?
    /// The month that is open over the field in focus.
    public internal(set) var calendar: DatePicker?

    public init(_ title: Phrase, _ fields: [Field]) { (self.title, self.fields) = (title, fields) }

    public var isValid: Bool { fields.allSatisfy { $0.fault == nil } }

    public func text(_ id: String) -> String {
        fields.first { $0.id == id }?.entry.text ?? ""
    }

    public func choice(_ id: String) -> Int { fields.first { $0.id == id }?.choice ?? 0 }

    public mutating func set(_ id: String, _ text: String) {
        guard let place = fields.firstIndex(where: { $0.id == id }) else { return }
        fields[place].entry = TextField(text)
    }

    public mutating func take(_ key: Key) -> Outcome {
        refusal = nil
        if calendar != nil { return choose(key) }
        if Self.opensCalendar(key) { return openCalendar() }
        switch key {
        case .escape: return .cancelled
        case .tab, .down: step(1)
        case .backTab, .up: step(-1)
        case .enter: return enter()
        case .control("s"): return submit()
        default: return type(key)
        }
        return .editing
    }

    private mutating func type(_ key: Key) -> Outcome {
        guard fields.indices.contains(focus) else { return .ignored }
        if !fields[focus].choices.isEmpty {
            let count = fields[focus].choices.count
            switch key {
            case .right, .text(" "): fields[focus].choice = (fields[focus].choice + 1) % count
            case .left: fields[focus].choice = (fields[focus].choice + count - 1) % count
            case .text(let digit):
                guard let number = digit.wholeNumberValue, (1...count).contains(number) else {
                    return .ignored
                }
                fields[focus].choice = number - 1
            default: return .ignored
            }
            return .editing
        }
        return fields[focus].entry.take(key) ? .editing : .ignored
    }

    private mutating func step(_ by: Int) {
        guard !fields.isEmpty else { return }
        fields[focus].isTouched = true
        focus = (focus + by + fields.count) % fields.count
    }

    private mutating func enter() -> Outcome {
        guard focus < fields.count - 1 else { return submit() }
        step(1)
        return .editing
    }

    /// Goes to the first field that is not in order; submitted when there is none.
    private mutating func submit() -> Outcome {
        for place in fields.indices { fields[place].isTouched = true }
        guard let wrong = fields.firstIndex(where: { $0.fault != nil }) else { return .submitted }
        focus = wrong
        return .editing
    }
}

extension Form? {
    /// A form that lies over a sheet takes the key, and is gone when it was given up.
    /// - Returns: whether it was filled in; nil where no form is open.
    mutating func take(_ key: Key) -> Bool? {
        guard var form = self else { return nil }
        let outcome = form.take(key)
        self = outcome == .cancelled ? nil : form
        return outcome == .submitted
    }
}
