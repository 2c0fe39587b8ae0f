import Application
import Domain

/// The rules of the house, each a function from sources to offences, so that a planted offender
/// can show that the rule catches it.
enum TidyRules {
    struct Source: Sendable {
        let path: String
        let text: String

        init(_ path: String, _ text: String) { (self.path, self.text) = (path, text) }

        /// `Store` for `Sources/Store/SQLite/Connection.swift`.
        var room: String { String(path.split(separator: "/").dropFirst().first ?? "") }

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// What each room may import of this house, from the ground up. Everything else that stands
    /// in an import must be a module of the toolchain.
    static let mayImport: [String: Set<String>] = {
        var floors: [String: Set<String>] = [
            "Domain": [], "Solver": [], "Statistics": [],
            "Clinical": ["Domain", "Statistics"],
            "Prediction": ["Domain", "Statistics"],
            "Scheduling": ["Domain", "Solver"],
            "Store": ["Domain", "CSQLite", "CPostgreSQL", "COpenSSL"],
            "Interop": ["Domain", "COpenSSL"],
            "Terminal": ["CTerm"],
            "Simulation": ["Scheduling", "Clinical", "Statistics", "Domain"],
        ]
        floors["Application"] = Set(floors.keys).subtracting(["Terminal"]).union([
            "CAssets", "CZlib", "CSodium",
        ])
        floors["TUI"] = ["Application", "Domain", "Terminal"]
        floors["cartas"] = ["TUI", "Application", "Terminal", "Domain"]
        return floors
    }()

    static let toolchain: Set<String> = [
        "Glibc", "Synchronization", "Dispatch", "FoundationEssentials",
    ]

    static func wrongImports(_ sources: [Source]) -> [String] {
        sources.flatMap { source -> [String] in
            guard let allowed = mayImport[source.room] else {
                return ["\(source.path): the room \(source.room) is not on the floor plan"]
            }
            return imports(of: source).filter {
                !allowed.contains($0) && !toolchain.contains($0)
            }.map { "\(source.path): imports \($0)" }
        }
    }

    private static func imports(of source: Source) -> [String] {
        source.lines.compactMap { line in
            var words = line.split(separator: " ")
            while let word = words.first,
                word.hasPrefix("@") || ["public", "private", "internal", "package"].contains(word)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            // `import struct Domain.Day` names the kind first.
            let name = words.count > 2 && !words[1].contains(".") ? words[2] : words[1]
            return String(name.prefix { $0 != "." })
        }
    }

    static func longFiles(_ sources: [Source], limit: Int = 400) -> [String] {
        sources.compactMap { source in
            let count = source.lines.count - (source.text.hasSuffix("\n") ? 1 : 0)
            return count > limit ? "\(source.path): \(count) lines" : nil
        }
    }

    static func longLines(_ sources: [Source], limit: Int = 100) -> [String] {
        sources.flatMap { source in
            source.lines.enumerated().compactMap { index, line in
                line.count > limit ? "\(source.path):\(index + 1): \(line.count) columns" : nil
            }
        }
    }

    /// Statements of the database, or pieces of one, outside the room that leads it. The words of
    /// SQL are written in capitals throughout the house; a condition may have none but its places.
    static func strayStatements(_ sources: [Source]) -> [String] {
        let words = [
            "SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "UPDATE ", "ORDER BY ",
            "GROUP BY ", " IS NULL", " IS NOT NULL", "where: \"", "PRAGMA ",
        ]
        return sources.filter { $0.room != "Store" }.flatMap { source in
            source.lines.enumerated().compactMap { index, line in
                // A comment may name them.
                let code = line.drop { $0 == " " }
                guard !code.hasPrefix("//") else { return nil }
                let quoted = code.split(separator: "\"", omittingEmptySubsequences: false)
                    .enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
                let isOffence =
                    words.contains { code.contains($0) } || quoted.contains { $0.contains(" = $") }
                return isOffence ? "\(source.path):\(index + 1)" : nil
            }
        }
    }

    /// Keys that one language has and another lacks, and sentences whose places for values
    /// differ.
    static func unequalPhrases(_ books: [PhraseBook]) -> [String] {
        guard let first = books.first else { return [] }
        var offences: [String] = []
        let all = Set(books.flatMap(\.keys)).sorted()
        for key in all {
            for book in books where book[key] == nil {
                offences.append("\(book.language.rawValue): \(key) is missing")
            }
            for book in books.dropFirst() where book[key] != nil && first[key] != nil {
                if book.valueNames(of: key) != first.valueNames(of: key) {
                    offences.append("\(book.language.rawValue): \(key) has other placeholders")
                }
            }
        }
        return offences
    }

    /// Keys that the sources name and no book has. A key is the first argument of `Phrase(` or of
    /// a call of `wording(`; one that ends in a dot or holds an interpolation is a family.
    static func unknownPhrases(_ sources: [Source], _ book: PhraseBook) -> [String] {
        let keys = Set(book.keys)
        return sources.flatMap { source in
            namedKeys(in: source.text).filter { key in
                if let cut = key.firstIndex(of: "\\") {
                    let family = key[..<cut]
                    return !family.isEmpty && !keys.contains { $0.hasPrefix(family) }
                }
                return !keys.contains(key)
            }.map { "\(source.path): \($0)" }
        }
    }

    private static func namedKeys(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        var keys: [String] = []
        for opener in ["Phrase(", "wording("] {
            let needle = Array(opener.utf8)
            var at = 0
            while at + needle.count < bytes.count {
                guard bytes[at] == needle[0], Array(bytes[at..<at + needle.count]) == needle else {
                    at += 1
                    continue
                }
                at += needle.count
                while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A { at += 1 }
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { continue }
                let start = at + 1
                at = start
                while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
                keys.append(String(decoding: bytes[start..<min(at, bytes.count)], as: UTF8.self))
            }
        }
        return keys
    }
}
