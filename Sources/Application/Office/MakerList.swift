public import Domain

/// What a maker says: a file with the columns `ref`, `day`, `state`, and where known `course` and
/// `until`.
public struct MakerList: Equatable, Sendable {
    public struct Line: Equatable, Sendable {
        public let ref: String
        public let day: Day
        public let state: MakerSlot.State
        public let course: Course.ID?
        public let until: Instant?
    }

    public let product: Product.ID
    public let lines: [Line]

    /// - Throws: `MakerListError` naming the place and the remedy.
    public init(_ product: Product.ID, csv bytes: [UInt8]) throws(MakerListError) {
        self.product = product
        let table: CSVTable
        do throws(CSVError) { table = try CSVTable.parse(bytes) } catch { throw .csv(error) }
        for name in ["ref", "day", "state"] where !table.hasColumn(name) {
            throw .column(name)
        }
        func cell(_ row: Int, _ name: String) -> String {
            guard table.hasColumn(name), let column = try? table.column(name) else { return "" }
            return table[row, column]
        }
        var lines: [Line] = []
        for row in 0..<table.rowCount {
            let (ref, text) = (cell(row, "ref"), cell(row, "day"))
            // The head is the first line of the file.
            guard !ref.isEmpty else { throw .value("ref", ref, line: row + 2) }
            guard let day = try? Day(iso: text) else { throw .value("day", text, line: row + 2) }
            guard let state = MakerSlot.State(rawValue: cell(row, "state")) else {
                throw .value("state", cell(row, "state"), line: row + 2)
            }
            guard !lines.contains(where: { $0.ref == ref }) else {
                throw .value("ref", ref, line: row + 2)
            }
            var (course, until): (Course.ID?, Instant?)
            if !cell(row, "course").isEmpty {
                guard let id = try? Course.ID(cell(row, "course")) else {
                    throw .value("course", cell(row, "course"), line: row + 2)
                }
                course = id
            }
            if !cell(row, "until").isEmpty {
                guard let at = try? Instant(iso: cell(row, "until")) else {
                    throw .value("until", cell(row, "until"), line: row + 2)
                }
                until = at
            }
            lines.append(Line(ref: ref, day: day, state: state, course: course, until: until))
        }
        self.lines = lines
    }
}

public enum MakerListError: Error {
    case csv(CSVError)
    case column(String)
    case value(String, String, line: Int)
}

extension MakerListError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .csv(let error): error.phrase
        case .column(let name): Phrase("makerList.column", ["name": .text(name)])
        case .value(let column, let text, let line):
            Phrase(
                "makerList.value",
                ["column": .text(column), "text": .text(text), "line": .count(line)])
        }
    }
}

/// Our book beside a maker's list, line by line.
public struct MakerReconciliation: Equatable, Sendable {
    public enum Kind: String, Worded {
        public static let vocabulary = "reconcile"

        case same, changed, onlyTheirs, onlyOurs
    }

    public struct Line: Equatable, Sendable {
        public let kind: Kind
        public let slot: MakerSlot?
        public let row: MakerList.Line?
    }

    public let lines: [Line]

    init(_ list: MakerList, _ slots: [MakerSlot]) {
        var rest = slots
        var lines: [Line] = []
        for row in list.lines {
            // By the maker's own name for it, else by a day that has none yet.
            let place =
                rest.firstIndex { $0.ref == row.ref }
                ?? rest.firstIndex { $0.ref.isEmpty && $0.day == row.day && !$0.state.isOver }
            guard let place else {
                lines.append(Line(kind: .onlyTheirs, slot: nil, row: row))
                continue
            }
            let slot = rest.remove(at: place)
            let isSame =
                slot.day == row.day && slot.state == row.state && slot.ref == row.ref
                && (row.course == nil || row.course == slot.course)
                && slot.until?.utcMilliseconds == row.until?.utcMilliseconds
            lines.append(Line(kind: isSame ? .same : .changed, slot: slot, row: row))
        }
        lines += rest.filter { !$0.state.isOver }.map {
            Line(kind: .onlyOurs, slot: $0, row: nil)
        }
        self.lines = lines
    }
}
