import Domain

/// How well a few typed letters fit a longer text, in whatever script each is written.
enum Fuzzy {
    /// A text folded once: whoever leans on a key must not wait for it.
    struct Text: Equatable, Sendable {
        fileprivate let folded: [Unicode.Scalar]
        fileprivate let romaji: [Unicode.Scalar]

        init(_ text: String) {
            folded = Array(Kana.folded(text).unicodeScalars)
            romaji = Array(Kana.foldedRomaji(Kana.romaji(text)).unicodeScalars)
        }
    }

    /// Nil where the letters do not occur in this order. Higher is better: beginnings of words
    /// and runs of letters count for more than scattered ones.
    static func score(_ query: Text, in text: Text) -> Int? {
        let wanted = query.folded.filter { $0 != " " }
        guard !wanted.isEmpty else { return 0 }
        let direct = score(wanted, text.folded)
        guard query.romaji.count >= 2 else { return direct }
        let reading = score(query.romaji, text.romaji)
        return [direct, reading.map { $0 - 1 }].compactMap { $0 }.max()
    }

    private static func score(_ wanted: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Int? {
        guard wanted.count <= text.count else { return nil }
        // Starting at each place where the first letter stands finds the best run, where a
        // single pass from the left would take the first.
        var best: Int?
        for start in text.indices where text[start] == wanted[0] {
            guard let found = score(wanted, text, from: start) else { break }
            best = max(best ?? found, found)
        }
        return best
    }

    private static func score(
        _ wanted: [Unicode.Scalar], _ text: [Unicode.Scalar], from start: Int
    ) -> Int? {
        var (score, place, last) = (0, start, -2)
        for letter in wanted {
            while place < text.count, text[place] != letter { place += 1 }
            guard place < text.count else { return nil }
            let beginsWord = place == 0 || text[place - 1] == " " || text[place - 1] == "-"
            score += place == last + 1 ? 8 : beginsWord ? 6 : 1
            last = place
            place += 1
        }
        // Of two that fit equally, the shorter is meant.
        return score * 4 - text.count / 4 - start / 2
    }
}
