public import Domain
public import Prediction
import Statistics

/// A model's card as lines for a person: one screen.
public struct ModelCardText {
    private let model: PredictionModel
    private let wording: Wording
    private let today: Day

    public init(_ model: PredictionModel, _ wording: Wording, today: Day) {
        (self.model, self.wording, self.today) = (model, wording, today)
    }

    public var lines: [String] { head + inputs + figures + parameters + fallback + limits }

    private func line(_ key: String, _ value: String) -> String {
        "\(wording("model.card.\(key)")): \(value.isEmpty ? wording("model.card.notGiven") : value)"
    }

    private var head: [String] {
        let card = model.card
        var lines = [
            "\(card.name) · \(model.id) \(model.version) · \(model.kind.rawValue)",
            line("date", wording.day(card.date)), line("intended", card.intendedUse),
            line("notFor", card.notFor), line("population", card.population),
            line("outcome", card.outcome),
            line("time", wording(Phrase("prediction.time.\(card.predictionTime.rawValue)"))),
            wording(
                Phrase(
                    "model.card.training",
                    [
                        "n": .count(model.training.count),
                        "events": .count(model.training.events),
                        "excluded": .count(model.training.excluded),
                    ])),
            line("source", card.source),
            line("approved", card.approvedBy ?? ""),
            line("review", card.reviewDate.map { wording.day($0) } ?? ""),
        ]
        if card.isDue(on: today), let date = card.reviewDate {
            lines.append(wording(Phrase("model.due", ["date": .day(date)])))
        }
        return lines
    }

    private var inputs: [String] {
        let shown = model.predictors.prefix(40)
        let lines = shown.map { predictor -> String in
            let unit = predictor.unit.map { " [\($0)]" } ?? ""
            let seen: String
            if let range = predictor.seen.range {
                let texts = [range.least, range.low, range.median, range.high, range.most].map {
                    DecimalText.text(($0 * 1000).rounded() / 1000)
                }
                seen = texts.joined(separator: " / ")
            } else {
                seen = wording.list(
                    predictor.seen.categories.map { "\($0.name) \($0.count)" })
            }
            let missing = wording.decimal(predictor.seen.missingRate * 100, places: 1)
            return "  \(predictor.column)\(unit): \(seen) · "
                + wording(Phrase("model.card.missing", ["percent": .text(missing)]))
        }
        let rest = model.predictors.count - shown.count
        return [wording("model.card.inputs")] + lines
            + (rest > 0
                ? ["  " + wording(Phrase("model.card.more", ["count": .count(rest)]))] : [])
    }

    /// Apparent and validated figures never share a line.
    private var figures: [String] {
        ([model.apparent] + model.validated).map { figures in
            var parts = ["n \(figures.count), \(wording("model.card.events")) \(figures.events)"]
            let isTime = if case .survival = model.outcome { true } else { false }
            if let value = figures.discrimination {
                var text = "\(isTime ? "C" : "AUC") \(wording.decimal(value, places: 3))"
                if let lower = figures.lower, let upper = figures.upper {
                    text +=
                        " (\(wording.decimal(lower, places: 3))–"
                        + "\(wording.decimal(upper, places: 3)))"
                }
                parts.append(text)
            }
            if let value = figures.brier {
                parts.append("Brier \(wording.decimal(value, places: 4))")
            }
            if let slope = figures.calibrationSlope {
                parts.append(
                    "\(wording("model.card.slope")) \(wording.decimal(slope, places: 2))")
            }
            if let ratio = figures.observedOverExpected {
                parts.append("O/E \(wording.decimal(ratio, places: 2))")
            }
            let method = figures.method.hasPrefix("bootstrap") ? "bootstrap" : figures.method
            return "\(wording("model.method.\(method)")): \(parts.joined(separator: " · "))"
        }
    }

    private var parameters: [String] {
        switch model.parameters {
        case .logistic(let fit):
            let scale = fit.isStandardised ? "model.card.perDeviation" : "model.card.perUnit"
            return [wording(scale)]
                + zip(fit.names, fit.coefficients).map {
                    "  \($0) \(wording.decimal($1, places: 4))"
                }
        case .cox(let fit):
            return [wording("model.card.perUnit")]
                + zip(fit.names, fit.coefficients).map {
                    "  \($0) \(wording.decimal($1, places: 4))"
                }
        case .forest(let forest):
            return [
                wording(
                    Phrase(
                        "model.card.forest",
                        [
                            "trees": .count(forest.trees.count),
                            "leaf": .count(forest.settings.minLeaf),
                            "seed": .text(String(forest.settings.seed)),
                        ]))
            ]
        case .rules(let rules): return lines(rules)
        case .ratio(let ratio):
            return [
                wording(
                    Phrase(
                        "model.card.ratio",
                        [
                            "ratio": .text("\(ratio.numerator)/\(ratio.denominator)"),
                            "cutoff": .decimal(ratio.cutOff, places: 4),
                        ]))
            ] + search(ratio)
        }
    }

    private func lines(_ rules: RuleSet) -> [String] {
        [wording("model.card.rules")]
            + rules.rules.map { rule in
                let parts = rule.conditions.map { condition in
                    switch condition.bound {
                    case .atLeast(let least): "\(condition.column) ≥ \(DecimalText.text(least))"
                    case .atMost(let most): "\(condition.column) ≤ \(DecimalText.text(most))"
                    }
                }
                return "  \(rule.name): \(wording.list(parts)) · \(rule.source) · "
                    + wording("model.rule.\(rule.state.rawValue)")
            }
    }

    private var fallback: [String] {
        model.fallback.map { second in
            let used = Set(second.predictors.map(\.column))
            let without = model.predictors.map(\.column).filter { !used.contains($0) }
            return wording(
                Phrase(
                    "model.card.fallback",
                    [
                        "model": .text("\(second.id) \(second.version)"),
                        "columns": .list(without.map { .text($0) }),
                        "n": .count(second.training.count),
                        "area": second.apparent.discrimination.map { .decimal($0, places: 3) }
                            ?? .text("–"),
                    ]))
        }
    }

    private func search(_ ratio: PredictionModel.Ratio) -> [String] {
        guard let search = ratio.search, let nested = search.nestedArea,
            let area = model.apparent.discrimination
        else { return [] }
        var lines = [
            wording(
                Phrase(
                    "model.card.optimism",
                    [
                        "count": .count(search.ratiosTried),
                        "apparent": .decimal(area, places: 3),
                        "nested": .decimal(nested, places: 3),
                        "optimism": .decimal(area - nested, places: 3),
                    ]))
        ]
        if let mean = search.shuffledBestMean, let p = search.permutationP {
            lines.append(
                wording(
                    Phrase(
                        "model.card.shuffled",
                        ["mean": .decimal(mean, places: 3), "p": .decimal(p, places: 3)])))
        }
        return lines
    }

    private var limits: [String] {
        var lines = model.card.limits
        let width = model.names.count
        if model.givesProbability, model.training.events < Trainer.eventsPerColumn * width {
            lines.append(
                wording(
                    Phrase(
                        "model.card.fewEvents",
                        [
                            "events": .count(model.training.events), "columns": .count(width),
                            "needed": .count(Trainer.eventsPerColumn),
                        ])))
        }
        if case .ratio = model.parameters { lines.append(wording("model.card.oneLaboratory")) }
        if model.card.isSimulated { lines.append(wording("model.simulated")) }
        return lines.isEmpty ? [] : [wording("model.card.limits")] + lines.map { "  " + $0 }
    }
}
