public import Domain

/// Serum phosphate and PAI-1 after the infusion: shown as changes, never as a risk.
///
/// No cut-off or coefficient that tells severe from mild CRS has been published for either, so
/// the program shows a value, its change and, for phosphate, the level that laboratories call low.
public struct EarlySign: Sendable, Hashable {
    public enum Marker: String, CaseIterable, Sendable { case phosphate, pai1 }

    public enum PhosphateUnit: String, CaseIterable, Sendable {
        case mgPerDL, mmolPerL
        /// mg/dL for one of the unit.
        var factor: Double { self == .mgPerDL ? 1 : 3.0974 }
    }

    public let marker: Marker
    public let baseline: Double
    public let latest: Double

    /// Below this, in mg/dL, phosphate is flagged; exactly this is not.
    public static let lowPhosphate = 2.5

    /// - Parameters in mg/dL after conversion, which is not rounded.
    public static func phosphate(
        baseline: Double, latest: Double, unit: PhosphateUnit
    ) -> EarlySign? {
        guard baseline > 0, latest > 0 else { return nil }
        return EarlySign(
            marker: .phosphate, baseline: baseline * unit.factor, latest: latest * unit.factor)
    }

    /// In ng/mL.
    public static func pai1(baseline: Double, latest: Double) -> EarlySign? {
        guard baseline > 0, latest > 0 else { return nil }
        return EarlySign(marker: .pai1, baseline: baseline, latest: latest)
    }

    public var changePercent: Double { (latest / baseline - 1) * 100 }

    /// Only phosphate has a level to be below; PAI-1 is a trend and nothing else.
    public var isLow: Bool { marker == .phosphate && latest < Self.lowPhosphate }

    public var phrase: Phrase {
        Phrase(
            isLow ? "sign.phosphateLow" : "sign.\(marker.rawValue)",
            [
                "baseline": .decimal(baseline, places: 2), "latest": .decimal(latest, places: 2),
                "change": .decimal(changePercent, places: 1),
            ])
    }
}
