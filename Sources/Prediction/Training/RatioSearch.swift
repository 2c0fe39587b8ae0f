import Glibc
public import Statistics

/// Looks at the ratio of every two columns and asks which tells the outcomes apart.
///
/// The best of thousands of ratios looks good by luck alone. Two things show how good it is
/// without the luck: the whole search repeated inside the folds of a cross-validation, whose
/// winner is measured on rows the search has not seen; and the search repeated on shuffled
/// outcomes, whose winners show what luck finds.
public struct RatioSearch: Sendable {
    public struct Candidate: Sendable, Hashable {
        public let numerator: Int
        public let denominator: Int
        /// In all training rows, with the higher value in the cases.
        public let area: Double
        /// The mean over held-out folds, the direction taken from the others.
        public let crossValidated: Double
    }

    public struct Settings: Sendable {
        public var folds: Int
        public var repeats: Int
        public var permutations: Int
        public var seed: UInt64
        public var threads: Int

        public init(folds: Int, repeats: Int, permutations: Int, seed: UInt64, threads: Int) {
            (self.folds, self.repeats, self.permutations) = (folds, repeats, permutations)
            (self.seed, self.threads) = (seed, threads)
        }
    }

    /// The best, by their cross-validated area.
    public let candidates: [Candidate]
    public let ratiosTried: Int
    /// The held-out area of what the search finds without the held-out rows.
    public let nestedArea: Double
    /// The best areas that the search finds among shuffled outcomes, ascending.
    public let shuffledBest: [Double]

    public var shuffledBestMean: Double? { shuffledBest.isEmpty ? nil : Mean.of(shuffledBest) }

    /// The share of shuffled searches that did as well, the real one counted among them.
    public var permutationP: Double? {
        guard let best = candidates.map(\.area).max(), !shuffledBest.isEmpty else { return nil }
        let asGood = shuffledBest.count { $0 >= best - 1e-12 }
        return Double(asGood + 1) / Double(shuffledBest.count + 1)
    }

    static let kept = 20

    /// - Parameter columns: positive values, a column for each substance.
    /// - Throws: `StatisticsError` for fewer than two columns or too few rows of one outcome.
    public init(
        _ columns: Columns, outcomes: [Bool], _ settings: Settings
    ) throws(StatisticsError) {
        let positives = outcomes.count { $0 }
        guard columns.count >= 2 else { throw .badSetting("predictors") }
        guard min(positives, outcomes.count - positives) >= settings.folds else {
            throw .oneOutcome(positives: positives, negatives: outcomes.count - positives)
        }
        let logarithms = columns.values.map { $0.map { log($0) } }
        let plan = Plan(outcomes, settings)
        let width = columns.count
        let parts = Parallel.map(count: width - 1, threads: settings.threads) { first in
            var part = Part(plan)
            for second in (first + 1)..<width {
                part.look(first, second, logarithms[first], logarithms[second], plan)
            }
            return part
        }
        var whole = Part(plan)
        for part in parts { whole.merge(part) }
        candidates = whole.best
        ratiosTried = width * (width - 1) / 2
        shuffledBest = whole.shuffled.sorted()
        nestedArea = Self.nested(whole.winners, logarithms, plan)
    }

    /// Pairs of a case and a control within a held-out fold, so that folds are never mixed.
    private static func nested(
        _ winners: [Winner?], _ logarithms: [[Double]], _ plan: Plan
    ) -> Double {
        var areas: [Double] = []
        for (fold, winner) in zip(plan.folds, winners) {
            guard let winner else { continue }
            let values = fold.heldOut.map {
                winner.sign * (logarithms[winner.first][$0] - logarithms[winner.second][$0])
            }
            let labels = fold.heldOut.map { plan.outcomes[$0] }
            if let area = ReceiverOperating.area(scores: values, outcomes: labels) {
                areas.append(area)
            }
        }
        return Mean.of(areas)
    }
}

extension RatioSearch {
    struct Winner: Sendable {
        var area: Double
        var first: Int
        var second: Int
        var sign: Double
    }

    /// The folds and the shuffled outcomes, the same for every ratio.
    struct Plan: Sendable {
        struct Fold: Sendable {
            let heldOut: [Int]
            let isHeldOut: [Bool]
        }

        let outcomes: [Bool]
        let folds: [Fold]
        let shuffles: [[Bool]]

        init(_ outcomes: [Bool], _ settings: Settings) {
            self.outcomes = outcomes
            var folds: [Fold] = []
            for turn in 0..<settings.repeats {
                var generator = SeededGenerator(seed: settings.seed, stream: UInt64(turn) + 1)
                // Each outcome is dealt out by itself, so that every fold has both.
                var groups = [[Int]](repeating: [], count: settings.folds)
                for outcome in [true, false] {
                    var rows = outcomes.indices.filter { outcomes[$0] == outcome }
                    generator.shuffle(&rows)
                    for (index, row) in rows.enumerated() {
                        groups[index % settings.folds].append(row)
                    }
                }
                for group in groups {
                    var isHeldOut = [Bool](repeating: false, count: outcomes.count)
                    for row in group { isHeldOut[row] = true }
                    folds.append(Fold(heldOut: group.sorted(), isHeldOut: isHeldOut))
                }
            }
            self.folds = folds
            shuffles = (0..<settings.permutations).map { index in
                var generator = SeededGenerator(
                    seed: settings.seed, stream: 10_000 + UInt64(index))
                var labels = outcomes
                generator.shuffle(&labels)
                return labels
            }
        }
    }

    /// What one thread has found.
    struct Part: Sendable {
        var best: [Candidate] = []
        var winners: [Winner?]
        var shuffled: [Double]

        init(_ plan: Plan) {
            winners = Array(repeating: nil, count: plan.folds.count)
            shuffled = Array(repeating: 0, count: plan.shuffles.count)
        }

        mutating func look(
            _ first: Int, _ second: Int, _ top: [Double], _ bottom: [Double], _ plan: Plan
        ) {
            let values = zip(top, bottom).map { $0 - $1 }
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            let ranked = Ranked(order, values)
            let whole = ranked.area(plan.outcomes) { _ in true }
            var heldOut = (sum: 0.0, count: 0)
            for (index, fold) in plan.folds.enumerated() {
                guard let train = ranked.area(plan.outcomes, { !fold.isHeldOut[$0] }),
                    let test = ranked.area(plan.outcomes, { fold.isHeldOut[$0] })
                else { continue }
                let sign: Double = train >= 0.5 ? 1 : -1
                let area = max(train, 1 - train)
                heldOut.sum += sign > 0 ? test : 1 - test
                heldOut.count += 1
                if area > winners[index]?.area ?? 0 {
                    winners[index] = Winner(area: area, first: first, second: second, sign: sign)
                }
            }
            for (index, labels) in plan.shuffles.enumerated() {
                guard let area = ranked.area(labels, { _ in true }) else { continue }
                shuffled[index] = max(shuffled[index], area, 1 - area)
            }
            guard let whole, heldOut.count > 0 else { return }
            let isUp = whole >= 0.5
            keep(
                Candidate(
                    numerator: isUp ? first : second, denominator: isUp ? second : first,
                    area: max(whole, 1 - whole),
                    crossValidated: heldOut.sum / Double(heldOut.count)))
        }

        private mutating func keep(_ candidate: Candidate) {
            if best.count == RatioSearch.kept, let last = best.last,
                !Self.isBetter(candidate, last)
            {
                return
            }
            let place = best.firstIndex { Self.isBetter(candidate, $0) } ?? best.count
            best.insert(candidate, at: place)
            if best.count > RatioSearch.kept { best.removeLast() }
        }

        /// A total order, so that threads cannot change which of two equals comes first.
        private static func isBetter(_ one: Candidate, _ other: Candidate) -> Bool {
            (-one.crossValidated, -one.area, one.numerator, one.denominator)
                < (-other.crossValidated, -other.area, other.numerator, other.denominator)
        }

        mutating func merge(_ other: Part) {
            for candidate in other.best { keep(candidate) }
            for index in winners.indices {
                guard let rival = other.winners[index] else { continue }
                if rival.area > winners[index]?.area ?? 0 { winners[index] = rival }
            }
            for index in shuffled.indices {
                shuffled[index] = max(shuffled[index], other.shuffled[index])
            }
        }
    }

    /// Rows in the order of their values, for areas of any labels in one pass.
    struct Ranked {
        private let order: [Int]
        private let isTiedWithNext: [Bool]

        init(_ order: [Int], _ values: [Double]) {
            self.order = order
            isTiedWithNext = order.indices.map { index in
                index + 1 < order.count && values[order[index]] == values[order[index + 1]]
            }
        }

        func area(_ labels: [Bool], _ isUsed: (Int) -> Bool) -> Double? {
            var (cases, controls, twice) = (0, 0, 0)
            var (tiedCases, tiedControls) = (0, 0)
            for (index, row) in order.enumerated() {
                if isUsed(row) {
                    if labels[row] { tiedCases += 1 } else { tiedControls += 1 }
                }
                guard !isTiedWithNext[index] else { continue }
                twice += tiedCases * (2 * controls + tiedControls)
                cases += tiedCases
                controls += tiedControls
                (tiedCases, tiedControls) = (0, 0)
            }
            guard cases > 0, controls > 0 else { return nil }
            return Double(twice) / Double(2 * cases * controls)
        }
    }
}
