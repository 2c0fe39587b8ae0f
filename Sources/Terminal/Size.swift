/// Rows and columns of a screen.
public struct Size: Hashable, Sendable {
    public let rows: Int
    public let columns: Int

    public init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (max(0, rows), max(0, columns))
    }
}

public struct Position: Hashable, Sendable {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) { (self.row, self.column) = (row, column) }
}

/// A part of the screen. Cutting pieces off it lays a screen out without counting columns twice.
public struct Area: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public var rows: Int
    public var columns: Int

    public init(row: Int, column: Int, rows: Int, columns: Int) {
        (self.row, self.column) = (row, column)
        (self.rows, self.columns) = (max(0, rows), max(0, columns))
    }

    public init(_ size: Size) {
        self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }

    public var isEmpty: Bool { rows == 0 || columns == 0 }

    public func contains(_ place: Position) -> Bool {
        (row..<row + rows).contains(place.row) && (column..<column + columns).contains(place.column)
    }

    /// Takes rows off the top and returns them.
    public mutating func cutTop(_ count: Int) -> Area {
        let taken = min(max(0, count), rows)
        defer { (row, rows) = (row + taken, rows - taken) }
        return Area(row: row, column: column, rows: taken, columns: columns)
    }

    public mutating func cutBottom(_ count: Int) -> Area {
        let taken = min(max(0, count), rows)
        rows -= taken
        return Area(row: row + rows, column: column, rows: taken, columns: columns)
    }

    public mutating func cutLeft(_ count: Int) -> Area {
        let taken = min(max(0, count), columns)
        defer { (column, columns) = (column + taken, columns - taken) }
        return Area(row: row, column: column, rows: rows, columns: taken)
    }

    public func inset(rows: Int = 0, columns: Int = 0) -> Area {
        Area(
            row: row + min(rows, self.rows), column: column + min(columns, self.columns),
            rows: self.rows - 2 * rows, columns: self.columns - 2 * columns)
    }

    /// The area of this size in the middle, shrunk to fit.
    public func centred(rows: Int, columns: Int) -> Area {
        let (height, width) = (min(rows, self.rows), min(columns, self.columns))
        return Area(
            row: row + (self.rows - height) / 2, column: column + (self.columns - width) / 2,
            rows: height, columns: width)
    }
}
