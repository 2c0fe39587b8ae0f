import Clinical
public import Domain
import Prediction
import Store

/// Phosphate and PAI-1 of a course since its infusion, each against its last value before: what a
/// screen draws. A change is shown and never called a risk.
public struct SignTrend: Equatable, Sendable {
    public enum Marker: String, CaseIterable, Sendable { case phosphate, pai1 }

    public struct Point: Equatable, Sendable {
        public let at: Instant
        /// Days since the infusion.
        public let day: Int
        public let value: Double
        public let changePercent: Double
        /// Below what laboratories call low; only phosphate has such a level.
        public let isLow: Bool
        /// The whole sentence.
        public let says: Phrase
    }

    public let marker: Marker
    public let unit: String
    /// Nil where nothing was measured before the infusion: then there is nothing to compare with.
    public let baseline: (value: Double, at: Instant)?
    public let points: [Point]

    public static func == (one: SignTrend, other: SignTrend) -> Bool {
        one.marker == other.marker && one.unit == other.unit && one.points == other.points
            && one.baseline?.value == other.baseline?.value
            && one.baseline?.at == other.baseline?.at
    }

    private static let codes: [Marker: String] = [.phosphate: "PHOSPHATE", .pai1: "PAI1"]
    private static let facts: [Marker: String] = [
        .phosphate: "phosphate_baseline", .pai1: "pai1_baseline",
    ]

    /// - Parameter observations: in the order of time.
    init(
        _ marker: Marker, _ observations: [Observation], infused: Instant,
        _ knowledge: ClinicalKnowledge
    ) {
        let definition = Self.facts[marker].flatMap { knowledge.facts[$0] }
        let unit = definition?.unit ?? ""
        let values = observations.filter { $0.code == Self.codes[marker] }
            .compactMap { observation -> (at: Instant, value: Double)? in
                guard case .number(let number) = observation.value,
                    let factor = definition?.units[observation.unit]
                else { return nil }
                return (observation.at, number * factor)
            }
        let before = values.last { $0.at < infused }
        (self.marker, self.unit) = (marker, unit)
        baseline = before.map { ($0.value, $0.at) }
        points = values.filter { $0.at >= infused }.compactMap { at, value in
            guard let before else { return nil }
            let sign =
                marker == .phosphate
                ? EarlySign.phosphate(
                    baseline: before.value, latest: value, unit: .mgPerDL)
                : EarlySign.pai1(baseline: before.value, latest: value)
            return sign.map { sign in
                Point(
                    at: at, day: at.day - infused.day, value: value,
                    changePercent: sign.changePercent, isLow: sign.isLow, says: sign.phrase)
            }
        }
    }
}

extension Office {
    /// Nil before the infusion.
    public func signs(
        of course: Course.ID, under desk: ClinicalDesk
    ) throws(StoreError) -> [SignTrend]? {
        let now = now
        return try look(.readPatients) { view throws(StoreError) in
            let known = try view.course(course)
            guard let infused = known.first(.infused)?.at else { return nil }
            let observations = try view.all(
                .usableObservations(
                    of: known.patient, codes: ("PHOSPHATE", "PAI1"), until: now)
            ).map(\.record.observation)
            return SignTrend.Marker.allCases.map {
                SignTrend($0, observations, infused: infused, desk.knowledge)
            }
        }
    }
}

extension ClinicalDesk {
    public func page(_ trends: [SignTrend]) -> ClinicalPage {
        ClinicalPage(
            json: .array(
                trends.map { trend in
                    .object([
                        ("marker", .string(trend.marker.rawValue)), ("unit", .string(trend.unit)),
                        ("baseline", trend.baseline.map { .double($0.value) } ?? .null),
                        ("baselineAt", .optional(trend.baseline?.at.iso)),
                        (
                            "points",
                            .array(
                                trend.points.map { point in
                                    .object([
                                        ("at", .string(point.at.iso)), ("day", .int(point.day)),
                                        ("value", .double(point.value)),
                                        ("changePercent", .double(point.changePercent)),
                                        ("low", .bool(point.isLow)),
                                    ])
                                })
                        ),
                    ])
                }),
            lines: trends.flatMap { trend -> [String] in
                guard !trend.points.isEmpty else {
                    return [wording("sign.none.\(trend.marker.rawValue)")]
                }
                return trend.points.map { point in
                    wording(
                        Phrase("sign.day", ["day": .count(point.day), "at": .instant(point.at)]))
                        + "  " + wording(point.says)
                }
            } + [wording("sign.trendOnly")])
    }
}
