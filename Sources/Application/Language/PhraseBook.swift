/// The sentences of one language, as patterns with places for values.
///
/// A phrase file has one `key = sentence` a line; lines that begin with `#` are notes. In a
/// sentence `{name}` is a value and `{count:day|days}` the form that goes with that number.
public struct PhraseBook: Sendable {
    public enum Part: Hashable, Sendable {
        case text(String)
        case value(String)
        case choice(String, one: String, many: String)
    }

    public let language: Language
    private let patterns: [String: [Part]]

    public var keys: [String] { patterns.keys.sorted() }

    public subscript(key: String) -> [Part]? { patterns[key] }

    /// The names of the values that the sentence of a key needs.
    public func valueNames(of key: String) -> Set<String> {
        Set(
            (patterns[key] ?? []).compactMap { part in
                switch part {
                case .text: nil
                case .value(let name), .choice(let name, _, _): name
                }
            })
    }

    /// The book that is embedded in the program.
    public static func embedded(_ language: Language) -> PhraseBook {
        let files = Asset.all(below: "Resources/\(language.rawValue)/").filter {
            $0.path.hasSuffix(".phrases")
        }
        do throws(PhraseBookError) {
            return try PhraseBook(language, files: files.map { ($0.path, $0.text) })
        } catch {
            // The embedded files are part of the program, and a test reads every one of them.
            fatalError("\(error)")
        }
    }

    public init(
        _ language: Language, files: [(path: String, text: String)]
    ) throws(PhraseBookError) {
        var patterns: [String: [Part]] = [:]
        for file in files {
            var number = 0
            for line in file.text.split(separator: "\n", omittingEmptySubsequences: false) {
                number += 1
                if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
                guard let cut = line.range(of: " = ") else {
                    throw PhraseBookError(file.path, number, .noEqualsSign)
                }
                let key = String(line[..<cut.lowerBound])
                guard let parts = Self.parts(of: line[cut.upperBound...]) else {
                    throw PhraseBookError(file.path, number, .openBrace)
                }
                guard patterns.updateValue(parts, forKey: key) == nil else {
                    throw PhraseBookError(file.path, number, .keyAgain)
                }
            }
        }
        (self.language, self.patterns) = (language, patterns)
    }

    private static func parts(of sentence: Substring) -> [Part]? {
        var parts: [Part] = []
        var rest = sentence
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let inside = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            guard let colon = inside.firstIndex(of: ":") else {
                parts.append(.value(String(inside)))
                continue
            }
            let forms = inside[inside.index(after: colon)...]
                .split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            guard forms.count == 2 else { return nil }
            parts.append(
                .choice(String(inside[..<colon]), one: String(forms[0]), many: String(forms[1])))
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }
}

/// A phrase file that cannot be read: a fault of the program, found by its tests.
public struct PhraseBookError: Error, Hashable {
    public enum Fault: Hashable, Sendable { case noEqualsSign, openBrace, keyAgain }

    public let path: String
    public let line: Int
    public let fault: Fault

    init(_ path: String, _ line: Int, _ fault: Fault) {
        (self.path, self.line, self.fault) = (path, line, fault)
    }
}

extension StringProtocol {
    /// The first occurrence of a text; Foundation has this, but costs 40 MB in a static binary.
    func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) {
                return start..<index(start, offsetBy: needle.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
