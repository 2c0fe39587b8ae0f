public import Domain

/// One figure of the manager's view: what it says, how it is defined, and whom it counts.
///
/// Screen, printed table, CSV, JSON, SVG and report are all made from this one value, so that none
/// of them can show another number than the others.
public struct Figure: Equatable, Sendable {
    /// `waits`, `funnel`: as the command and the export name it.
    public let id: String
    public var title: Phrase
    /// How every number of it is counted, in sentences.
    public var definitions: [Phrase]
    public var scope: FigureScope
    public var table: FigureTable
    public var plot: Plot?
    /// What has to be said beside the numbers: what was left out, what is too few.
    public var notes: [Phrase]

    public init(
        _ id: String, _ title: Phrase, definitions: [Phrase], _ scope: FigureScope,
        _ table: FigureTable, plot: Plot? = nil, notes: [Phrase] = []
    ) {
        (self.id, self.title, self.definitions) = (id, title, definitions)
        (self.scope, self.table, self.plot, self.notes) = (scope, table, plot, notes)
    }
}

/// Rows under named columns, each with the courses it counts.
public struct FigureTable: Equatable, Sendable {
    public enum Cell: Hashable, Sendable {
        case count(Int)
        case number(Double, places: Int)
        /// Of one, shown in percent.
        case share(Double)
        case words(Phrase.Value)
        /// Fewer than may be shown.
        case small
        /// Not estimable, or nothing to say.
        case empty

        public static func optional(_ value: Double?, places: Int = 1) -> Cell {
            value.map { .number($0, places: places) } ?? .empty
        }

        public static func optional(share value: Double?) -> Cell {
            value.map { .share($0) } ?? .empty
        }
    }

    public struct Row: Equatable, Sendable {
        /// As JSON and CSV name it.
        public let key: String
        public let label: Phrase.Value
        public var cells: [Cell]
        /// Whom it counts: the way from a number to its patients.
        public var courses: [Course.ID]
        /// The row's own curves, where choosing it changes the picture.
        public var plot: Plot?

        public init(
            _ key: String, _ label: Phrase.Value, _ cells: [Cell], _ courses: [Course.ID] = [],
            plot: Plot? = nil
        ) {
            (self.key, self.label, self.cells) = (key, label, cells)
            (self.courses, self.plot) = (courses, plot)
        }
    }

    /// What the rows are; the heading of the first column.
    public let subject: String
    /// Keys of the columns: `figure.column.<key>` is what people read.
    public let columns: [String]
    public var rows: [Row]

    public init(_ subject: String, _ columns: [String], _ rows: [Row] = []) {
        (self.subject, self.columns, self.rows) = (subject, columns, rows)
    }
}

/// A picture as data, drawn by the terminal and by the writer of SVG alike.
public struct Plot: Equatable, Sendable {
    public struct Point: Hashable, Sendable {
        public let x: Double
        public let y: Double

        public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    }

    public enum Form: String, Sendable { case line, steps, points, columns }

    public struct Series: Equatable, Sendable {
        public let name: Phrase.Value
        public let form: Form
        public let points: [Point]
        /// Lower and upper bound at each point, or none.
        public let band: [ClosedRange<Double>]
        /// Places of points that give a signal, with its name.
        public var signals: [Int: Phrase] = [:]

        public init(
            _ name: Phrase.Value, _ form: Form, _ points: [Point],
            band: [ClosedRange<Double>] = [], signals: [Int: Phrase] = [:]
        ) {
            (self.name, self.form, self.points) = (name, form, points)
            (self.band, self.signals) = (band, signals)
        }
    }

    public struct Level: Equatable, Sendable {
        public let value: Double
        public let name: Phrase.Value

        public init(_ value: Double, _ name: Phrase.Value) {
            (self.value, self.name) = (value, name)
        }
    }

    /// A share of each cell, rows by columns: the heat map.
    public struct Heat: Equatable, Sendable {
        public let rows: [Phrase.Value]
        public let columns: [String]
        /// 0 to 1, or nil where nothing was open.
        public let values: [[Double?]]

        public init(rows: [Phrase.Value], columns: [String], values: [[Double?]]) {
            (self.rows, self.columns, self.values) = (rows, columns, values)
        }
    }

    public struct Mark: Equatable, Sendable {
        public let x: Double
        public let label: String

        public init(_ x: Double, _ label: String) { (self.x, self.label) = (x, label) }
    }

    /// Numbers at risk below the curves: for each series the number at each mark.
    public struct AtRisk: Equatable, Sendable {
        public let name: Phrase.Value
        public let counts: [Int]

        public init(_ name: Phrase.Value, _ counts: [Int]) {
            (self.name, self.counts) = (name, counts)
        }
    }

    public var across: Phrase
    public var up: Phrase
    public var series: [Series]
    public var levels: [Level] = []
    public var marks: [Mark] = []
    public var atRisk: [AtRisk] = []
    public var heat: Heat?
    /// The vertical axis runs over shares from 0 to 1.
    public var isShare = false
    /// The vertical axis begins at nought.
    public var fromNought = true

    public init(across: Phrase, up: Phrase, _ series: [Series]) {
        (self.across, self.up, self.series) = (across, up, series)
    }
}
