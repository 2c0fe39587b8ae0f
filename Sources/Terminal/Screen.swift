import CTerm
import Glibc

public enum ScreenError: Error, Hashable {
    /// Input or output is a file or a pipe.
    case noTerminal
    /// `TERM` names a terminal that this machine does not know.
    case unknownType(String)
    case cannotOpen
}

/// The terminal: shows frames, and is left as it was found on every way out.
public final class Screen {
    // A class because there is one terminal, which must be put back exactly once.
    public let input: Int32
    public private(set) var size = Size(rows: 0, columns: 0)
    public var theme: Theme
    public var repertoire: Repertoire
    private var shown: Frame?
    private let colors: Int

    public struct Options: Sendable {
        public var input: Int32 = 0
        public var output: Int32 = 1
        /// The terminal's name; `TERM` as a rule.
        public var type = "xterm"
        /// The terminal takes red, green and blue, by its own account (`COLORTERM`).
        public var hasTrueColor = false
        /// Takes signals and standard error too; a test that opens a second terminal does not.
        public var ownsProcess = true
        public var theme = Theme(.standard)
        public var repertoire = Repertoire.full

        public init() {}
    }

    public init(_ options: Options) throws(ScreenError) {
        var code = CTERM_UNKNOWN_TYPE
        for type in Self.types(options) {
            code = Int(cterm_open(options.input, options.output, type, options.ownsProcess))
            if code != CTERM_UNKNOWN_TYPE { break }
        }
        switch code {
        case CTERM_OK: break
        case CTERM_NO_TERMINAL: throw .noTerminal
        case CTERM_UNKNOWN_TYPE: throw .unknownType(options.type)
        default: throw .cannotOpen
        }
        input = options.input
        theme = options.theme
        repertoire = options.repertoire
        colors = Int(cterm_colors())
        measure()
    }

    /// Direct colour is another entry of the same terminal, where the machine has it.
    private static func types(_ options: Options) -> [String] {
        guard options.hasTrueColor else { return [options.type] }
        let base = options.type.split(separator: "-").first.map(String.init) ?? options.type
        return ["\(base)-direct", options.type]
    }

    deinit { cterm_close() }

    public func close() { cterm_close() }

    private func measure() {
        var (rows, columns): (Int32, Int32) = (0, 0)
        cterm_size(&rows, &columns)
        size = Size(rows: Int(rows), columns: Int(columns))
    }

    /// The window has another size.
    public func resized() {
        cterm_resize()
        measure()
        repaint()
    }

    /// Draws everything anew: after a stop, or when something else wrote to the terminal.
    public func repaint() {
        shown = nil
        cterm_repaint()
    }

    public func useMouse(_ isOn: Bool) { cterm_mouse(isOn) }

    /// Asks how wide the terminal draws; the answers come among the keys as `cursorAt`.
    public func askWidths() { cterm_ask_widths() }

    /// False where no shell could bring the program back.
    public func suspend() -> Bool {
        let hasStopped = cterm_suspend()
        if hasStopped {
            measure()
            repaint()
        }
        return hasStopped
    }

    /// Shows a frame. Only rows that changed reach curses, which then sends only the cells.
    public func present(_ frame: Frame) {
        for row in 0..<min(frame.size.rows, size.rows) {
            if let shown, shown.size == frame.size, shown.row(row) == frame.row(row) { continue }
            draw(frame.row(row), row)
        }
        shown = frame
        let cursor = frame.cursor
        cterm_flush(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? -1))
    }

    private func draw(_ cells: ArraySlice<Cell>, _ row: Int) {
        var style: Style?
        var look = Theme.Look(ink: -1, paper: -1, attributes: [])
        for (column, cell) in cells.enumerated() where !cell.isTail {
            guard column < size.columns else { return }
            if style != cell.style {
                style = cell.style
                look = theme.look(of: cell.style, colors: colors)
            }
            put(repertoire.drawn(cell.glyph), row, column, look)
            // Where a wide glyph became one sign, its second column must not keep what it had.
            if repertoire == .ascii, cell.glyph.displayWidth == 2 {
                put("?", row, column + 1, look)
            }
        }
    }

    private func put(_ character: Character, _ row: Int, _ column: Int, _ look: Theme.Look) {
        var text = String(character)
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { chars in
                cterm_put(
                    Int32(row), Int32(column), chars.baseAddress, Int32(chars.count),
                    Int32(look.attributes.rawValue), Int32(look.ink), Int32(look.paper))
            }
        }
    }
}
