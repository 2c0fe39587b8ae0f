import CTerm

extension Unicode.Scalar {
    /// Columns, as the C library counts them: curses itself places by the same table, and a
    /// second table would only be a third opinion.
    public var displayWidth: Int {
        if value >= 0x20 && value < 0x7F { return 1 }
        return max(0, Int(cterm_width(value)))
    }
}

extension Character {
    /// The sum over the scalars, because width is a property of scalars; at most 2, which is all
    /// that one place on the screen can hold.
    public var displayWidth: Int {
        if isASCII { return 1 }
        var width = 0
        for scalar in unicodeScalars { width += scalar.displayWidth }
        return min(width, 2)
    }
}

extension StringProtocol {
    /// Columns of the text.
    public var displayWidth: Int {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// As much of the text as fits, with `…` where something was cut off.
    public func clipped(to columns: Int) -> String {
        if displayWidth <= columns { return String(self) }
        guard columns > 0 else { return "" }
        var (shown, width) = ("", 0)
        for character in self {
            let next = character.displayWidth
            guard width + next <= columns - 1 else { break }
            shown.append(character)
            width += next
        }
        return shown + "…"
    }

    /// Exactly so many columns: cut off or filled with blanks.
    public func fitted(to columns: Int) -> String {
        let shown = clipped(to: columns)
        return shown + String(repeating: " ", count: Swift.max(0, columns - shown.displayWidth))
    }

    /// Exactly so many columns, the text at the right end.
    public func fittedRight(to columns: Int) -> String {
        let shown = clipped(to: columns)
        return String(repeating: " ", count: Swift.max(0, columns - shown.displayWidth)) + shown
    }

    /// Lines of at most so many columns. Breaks at blanks, and between any two characters of
    /// Japanese except before its closing punctuation.
    public func wrapped(to columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = Line(columns: columns)
            for piece in pieces(of: String(paragraph)) { line.add(piece, to: &lines) }
            lines.append(line.text)
        }
        return lines
    }
}

/// The line being filled by `wrapped`.
private struct Line {
    let columns: Int
    var text = ""
    var width = 0

    mutating func add(_ piece: String, to lines: inout [String]) {
        let length = piece.displayWidth
        if width + length <= columns {
            text += piece
            width += length
            return
        }
        if width > 0 { finish(&lines) }
        if piece == " " { return }
        for character in piece {
            let next = character.displayWidth
            if width + next > columns, width > 0 { finish(&lines) }
            text.append(character)
            width += next
        }
    }

    private mutating func finish(_ lines: inout [String]) {
        while text.last == " " { text.removeLast() }
        lines.append(text)
        (text, width) = ("", 0)
    }
}

/// Words, blanks, and single wide characters with the punctuation that must stay with them.
private func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var joins = false
    for character in text {
        let isWide = character.displayWidth == 2
        if "、。）」』】〉》！？・ー".contains(character), !pieces.isEmpty {
            pieces[pieces.count - 1].append(character)
            joins = false
        } else if isWide || character == " " {
            pieces.append(String(character))
            joins = false
        } else if joins {
            pieces[pieces.count - 1].append(character)
        } else {
            pieces.append(String(character))
            joins = true
        }
    }
    return pieces
}
