import Domain

/// Rule files are read strictly: every member is known, every name declared, every source listed,
/// so that a slip of the pen is told with its line and never becomes a silent default.
extension JSONReader {
    func expression(knowing names: Set<String>) throws(JSONError) -> Expression {
        let text = try self.string()
        let parsed: Expression
        do throws(ExpressionError) {
            parsed = try ExpressionParser.parse(text)
        } catch {
            throw failure(.other(error.phrase))
        }
        for name in parsed.names where !names.contains(name) {
            throw failure(
                .other(Phrase("rules.unknownName", ["name": .text(name), "text": .text(text)])))
        }
        return parsed
    }

    func bilingual() throws(JSONError) -> Bilingual {
        try allowOnly(["en", "ja"])
        return Bilingual(
            english: try member("en").nonEmpty(), japanese: try member("ja").nonEmpty())
    }

    func optionalBilingual(_ name: String) throws(JSONError) -> Bilingual? {
        try optional(name)?.bilingual()
    }

    func nonEmpty() throws(JSONError) -> String {
        let text = try string()
        guard !text.isEmpty else { throw failure(.kind(.string)) }
        return text
    }

    func strings() throws(JSONError) -> [String] {
        var found: [String] = []
        for element in try elements() { found.append(try element.nonEmpty()) }
        return found
    }

    func optionalStrings(_ name: String) throws(JSONError) -> [String] {
        try optional(name)?.strings() ?? []
    }

    func optionalDouble(_ name: String) throws(JSONError) -> Double? {
        try optional(name)?.double()
    }

    func optionalInt(_ name: String) throws(JSONError) -> Int? { try optional(name)?.int() }

    func optionalString(_ name: String) throws(JSONError) -> String? {
        try optional(name)?.nonEmpty()
    }

    func flag(_ name: String) throws(JSONError) -> Bool { try optional(name)?.bool() ?? false }

    /// `"state"` and `"sources"` of the object. Every rule has both; a rule without is refused.
    func provenance(_ sources: SourceList) throws(JSONError) -> Provenance {
        let state = try member("state").word(RuleState.self)
        let listed = try member("sources")
        let keys = try listed.strings()
        guard !keys.isEmpty else { throw listed.failure(.other(Phrase("rules.sourceMissing"))) }
        for key in keys where !sources.contains(key) {
            throw listed.failure(.other(Phrase("rules.unknownSource", ["key": .text(key)])))
        }
        guard state != .local else {
            let approved = try member("approved")
            try approved.allowOnly(["by", "on"])
            return Provenance(state: state, sources: keys, approval: try approved.approval())
        }
        return Provenance(state: state, sources: keys)
    }

    /// A fault at this value, in words of its own.
    func refusal(_ key: String, _ values: [String: Phrase.Value] = [:]) -> JSONError {
        failure(.other(Phrase(key, values)))
    }
}

extension ExpressionError {
    var phrase: Phrase {
        switch self {
        case .unexpected(""): Phrase("rules.expression.endsEarly")
        case .unexpected(let token):
            Phrase("rules.expression.unexpected", ["token": .text(token)])
        case .openText(let text): Phrase("rules.expression.openText", ["text": .text(text)])
        case .tooDeep: Phrase("rules.expression.tooDeep")
        }
    }
}
