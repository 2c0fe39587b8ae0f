import Glibc

/// A scale from values to places, with round numbers marked on it.
public struct Axis: Equatable, Sendable {
    public enum Scale: Sendable { case linear, log }

    public let scale: Scale
    public let least: Double
    public let most: Double

    /// Covers the values; a logarithmic scale only those above zero.
    public init(covering values: [Double], scale: Scale = .linear, from: Double? = nil) {
        let usable = values.filter { $0.isFinite && (scale == .linear || $0 > 0) }
        var (low, high) = (usable.min() ?? 0, usable.max() ?? 1)
        if scale == .log {
            low = pow(10, floor(log10(low > 0 ? low : 1)))
            high = pow(10, ceil(log10(high > 0 ? high : 10)))
            if high <= low { high = low * 10 }
        } else {
            low = from.map { Swift.min($0, low) } ?? low
            // One value alone still needs a scale around it.
            if high - low < abs(high) * 1e-9 || high == low {
                let room = Swift.max(abs(high) * 0.1, 0.5)
                (low, high) = (from ?? low - room, high + room)
            }
            let step = Self.roundStep(high - low, parts: 4)
            low = floor(low / step) * step
            high = ceil(high / step) * step
        }
        (self.scale, least, most) = (scale, low, high)
    }

    public init(least: Double, most: Double, scale: Scale = .linear) {
        (self.scale, self.least, self.most) = (scale, least, Swift.max(most, least + 1e-9))
    }

    /// 0 at the least, 1 at the most.
    public func share(of value: Double) -> Double? {
        guard value.isFinite else { return nil }
        guard scale == .log else { return (value - least) / (most - least) }
        guard value > 0 else { return nil }
        return (log10(value) - log10(least)) / (log10(most) - log10(least))
    }

    /// Round values, at most so many.
    public func marks(atMost count: Int) -> [Double] {
        guard count > 1 else { return [least] }
        if scale == .log {
            let (first, last) = (Int(log10(least).rounded()), Int(log10(most).rounded()))
            let step = Swift.max(1, (last - first + count - 1) / count)
            return stride(from: first, through: last, by: step).map { pow(10, Double($0)) }
        }
        let step = Self.roundStep(most - least, parts: count - 1)
        let first = Int(ceil(least / step - 1e-9))
        let last = Int(floor(most / step + 1e-9))
        guard first <= last else { return [least] }
        return (first...last).map { Double($0) * step }
    }

    /// 1, 2 or 5 times a power of ten.
    static func roundStep(_ span: Double, parts: Int) -> Double {
        let raw = span / Double(Swift.max(1, parts))
        guard raw > 0, raw.isFinite else { return 1 }
        let power = pow(10, floor(log10(raw)))
        let lead = raw / power
        return (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10) * power
    }

    static func logarithm(_ value: Double) -> Double { log10(value) }

    /// As few decimals as tell the marks apart.
    static func label(_ value: Double) -> String {
        let size = abs(value)
        if size >= 100_000 { return "\(Int((value / 1000).rounded()))k" }
        if size >= 10 || value == value.rounded() { return String(Int(value.rounded())) }
        let places = size >= 1 ? 1 : size >= 0.1 ? 2 : 3
        let scale = pow(10, Double(places))
        return "\((value * scale).rounded() / scale)"
    }
}
