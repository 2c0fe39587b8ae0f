import Domain

/// What a person types to find somebody: an identifier, kanji, kana or Latin letters.
///
/// Every word of it must occur. Kana of both kinds and widths are one, and Latin letters also
/// find a reading written in kana: `sato` finds サトウ.
public struct SearchText: Sendable {
    fileprivate let words: [Searchable]

    public init(_ text: String) {
        words = Kana.folded(text).split(separator: " ").map { Searchable(String($0)) }
    }

    public var isEmpty: Bool { words.isEmpty }
}

/// The text that a row can be found by, folded once: a filter runs over every row at every key.
public struct Searchable: Equatable, Sendable {
    fileprivate let folded: [UInt8]
    fileprivate let romaji: [UInt8]

    public init(_ text: String) {
        folded = Array(Kana.folded(text).utf8)
        romaji = Array(Kana.foldedRomaji(Kana.romaji(text)).utf8)
    }

    public func has(_ wanted: SearchText) -> Bool {
        wanted.words.allSatisfy { word in
            if contains(folded, word.folded) { return true }
            // One Latin letter occurs in every reading and would say nothing.
            return word.romaji.count >= 2 && contains(romaji, word.romaji)
        }
    }

    /// True when the whole text, or one of its words, begins so: the better of two hits.
    public func begins(with wanted: SearchText) -> Bool {
        guard let word = wanted.words.first else { return false }
        return folded.starts(with: word.folded) || romaji.starts(with: word.romaji)
    }
}

/// Bytes, because comparing characters costs a hundred times more and both sides are folded.
private func contains(_ hay: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    guard hay.count >= needle.count else { return false }
    return hay.withUnsafeBufferPointer { hay in
        needle.withUnsafeBufferPointer { needle in
            for start in 0...hay.count - needle.count where hay[start] == first {
                var length = 1
                while length < needle.count, hay[start + length] == needle[length] { length += 1 }
                if length == needle.count { return true }
            }
            return false
        }
    }
}
