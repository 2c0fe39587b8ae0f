import Glibc

/// The other end of a terminal: what the program sends is read here, as a person's terminal
/// would read it.
final class PseudoTerminal {
    let outer: Int32
    let inner: Int32

    init?(rows: UInt16, columns: UInt16) {
        outer = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // The C functions for this are not in Swift's Glibc module.
        let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        var (locked, index): (Int32, Int32) = (0, 0)
        guard outer >= 0, ioctl(outer, unlock, &locked) == 0, ioctl(outer, number, &index) == 0
        else { return nil }
        inner = open("/dev/pts/\(index)", O_RDWR | O_NOCTTY)
        guard inner >= 0 else { return nil }
        var window = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(outer, UInt(TIOCSWINSZ), &window)
        _ = fcntl(outer, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(inner)
        close(outer)
    }

    /// Everything that has come so far.
    func received() -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(outer, &chunk, chunk.count)
            guard count > 0 else { return all }
            all += chunk.prefix(count)
        }
    }

    /// The settings that a crash must put back.
    func settings() -> [UInt32] {
        var state = termios()
        tcgetattr(inner, &state)
        return [state.c_iflag, state.c_oflag, state.c_lflag]
    }
}
