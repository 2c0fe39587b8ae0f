import Domain
import Simulation

/// The scenarios of an answer beside each other, as columns that a terminal has room for.
extension WhatIfAnswer {
    /// `A`, `B`, …: names are as long as what they change.
    private static func letter(_ place: Int) -> String {
        String(UnicodeScalar(UInt8(65 + place % 26)))
    }

    /// For each measure what every scenario comes to and, below it, the difference to now. Where
    /// the scenarios have no room beside each other, they follow in blocks, each beside now.
    public func columns(_ wording: Wording, width: Int) -> [String] {
        var lines = answers.enumerated().map { place, answer in
            Self.letter(place) + "  " + answer.name
        }
        let cell = 20
        let label = max(16, min(40, width - 2 * cell))
        let room = max(1, (width - label) / cell - 1)
        let others = Array(answers.indices.dropFirst())
        let blocks =
            others.isEmpty
            ? [[]]
            : stride(from: 0, to: others.count, by: room).map {
                Array(others[$0..<min(others.count, $0 + room)])
            }
        for block in blocks {
            let shown = [0] + block
            lines.append("")
            lines.append(
                Self.row(wording("figure.column.outcome"), shown.map(Self.letter), label, cell))
            for measure in Study.Measure.allCases {
                lines.append(
                    Self.row(
                        wording("whatif.\(measure.rawValue)"),
                        shown.map {
                            text(answers[$0].estimates[measure], isSigned: false, wording)
                        },
                        label, cell))
                guard !block.isEmpty else { continue }
                let changes = block.map {
                    text(answers[$0].differences[measure], isSigned: true, wording)
                }
                lines.append(Self.row("", [""] + changes, label, cell))
            }
        }
        return lines
    }

    private func text(
        _ found: Study.Estimate?, isSigned: Bool, _ wording: Wording
    ) -> String {
        let text = wording(cell(found, signed: isSigned))
        return isSigned && found != nil ? "Δ " + text : text
    }

    private static func row(
        _ head: String, _ cells: [String], _ label: Int, _ width: Int
    ) -> String {
        var line = padded(head, label)
        for cell in cells { line += padded(cell, width) }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// With a blank after it; what is too long loses its end.
    private static func padded(_ text: String, _ width: Int) -> String {
        var kept = text
        while FigureTable.width(kept) >= width { kept.removeLast() }
        return kept + String(repeating: " ", count: width - FigureTable.width(kept))
    }
}
