public import Domain
import Terminal

/// One stretch of a course on the timeline.
public struct Bar: Hashable, Sendable {
    public enum Kind: Int, CaseIterable, Sendable {
        // In the order in which they cover each other where one column holds several.
        case washout, gap, manufacturing, stay, ready, delivery, conditioning, collection, infusion
    }

    /// Plan is light, what happened is solid.
    public enum State: Int, Sendable { case ghost, proposed, held, confirmed, done }

    public let kind: Kind
    public let state: State
    public let days: ClosedRange<Day>

    public init(_ kind: Kind, _ state: State, _ days: ClosedRange<Day>) {
        (self.kind, self.state, self.days) = (kind, state, days)
    }

    /// Letters carry the meaning without colour: capitals are booked, small letters proposed.
    var sign: Character {
        let isBooked = state.rawValue >= State.confirmed.rawValue
        switch kind {
        case .washout: return "w"
        case .gap: return "·"
        case .collection: return isBooked ? "A" : "a"
        case .manufacturing: return state == .done || isBooked ? "━" : "─"
        case .ready: return isBooked ? "┫" : "┤"
        case .delivery: return isBooked ? "R" : "r"
        case .conditioning: return isBooked ? "L" : "l"
        case .infusion: return isBooked ? "I" : "i"
        case .stay:
            switch state {
            case .ghost: return "░"
            case .proposed, .held: return "▒"
            case .confirmed: return "▓"
            case .done: return "█"
            }
        }
    }

    var style: Style {
        if state == .ghost { return Style(.ghost) }
        let ink: Ink =
            switch kind {
            case .washout, .gap: .quiet
            case .collection: .collection
            case .manufacturing, .ready: .manufacturing
            case .delivery: .delivery
            case .conditioning: .conditioning
            case .infusion: .infusion
            case .stay: .stay
            }
        return Style(ink, state.rawValue >= State.confirmed.rawValue && kind != .stay ? .bold : [])
    }
}

extension TimeAxis {
    /// Draws the bars of one row and the line of today through them.
    func draw(
        _ bars: [Bar], today: Day?, row: Int, column: Int, on frame: inout Frame
    ) {
        let now = today.flatMap { self.column(of: $0) }
        if let now { frame.write("╎", row: row, column: column + now, Style(.today)) }
        for bar in bars.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
            guard let span = columns(of: bar.days) else { continue }
            // The end of manufacturing is a mark at its last column, not a stretch of its own.
            let signs = String(repeating: bar.sign, count: span.count)
            frame.write(signs, row: row, column: column + span.lowerBound, bar.style)
        }
        guard let now, let cell = frame[row, column + now] else { return }
        let crossing: String? =
            switch cell.glyph {
            case "━": "╋"
            case "─": "┼"
            case "█", "▓", "▒", "░": "┃"
            case "·", "w", " ": "╎"
            default: nil
            }
        if let crossing {
            frame.write(crossing, row: row, column: column + now, Style(.today, .bold))
        }
    }
}
