import Domain
import Terminal

/// Rows of text in columns of fixed width, right for wide characters: what is printed.
struct PaperTable {
    let heads: [String]
    var rows: [[String]] = []

    /// - Parameter columns: the width of the paper; the last column goes on below itself.
    func lines(columns: Int = 78) -> [String] {
        var widths = heads.indices.map { place in
            ([heads] + rows).map { $0[place].displayWidth }.max() ?? 0
        }
        if let last = widths.indices.last {
            let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
            widths[last] = max(10, min(widths[last], columns - before))
        }
        let rule = String(repeating: "-", count: widths.reduce(-2) { $0 + $1 + 2 })
        return self.lines(of: heads, widths) + [rule] + rows.flatMap { self.lines(of: $0, widths) }
    }

    private func lines(of row: [String], _ widths: [Int]) -> [String] {
        guard let last = widths.last else { return [] }
        let wrapped = row[widths.count - 1].wrapped(to: last)
        let lead = zip(row.dropLast(), widths).map { $0.fitted(to: $1) }
        let blank = widths.dropLast().map { String(repeating: " ", count: $0) }
        return (wrapped.isEmpty ? [""] : wrapped).enumerated().map { index, text in
            let line = ((index == 0 ? lead : blank) + [text]).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
