public import Clinical
public import Domain

/// The apheresis sheet of a patient.
public struct ApheresisPage: Sendable {
    let page: ApheresisSheet
    let product: CellProduct
    let facts: FactSheet
    let knowledge: ClinicalKnowledge
    let washouts: WashoutPage?

    public init(_ file: PatientFile, _ product: CellProduct, _ knowledge: ClinicalKnowledge) {
        facts = file.sheet(knowledge)
        page = knowledge.apheresisSheet(
            facts, for: product, knowledge.efficiency(file.runs), enteredTarget: file.targetCells)
        self.product = product
        self.knowledge = knowledge
        washouts = file.drugs == nil ? nil : WashoutPage(file, knowledge)
    }

    public var bloodVolumeLitres: Double? { page.bloodVolumeLitres }
    public var efficiency: CollectionEfficiency { page.efficiency }

    public func lines(_ wording: Wording) -> [String] {
        var lines = [
            wording(Phrase("apheresis.title", ["product": .text(product.id)]))
                + "  \(wording(product.name))"
        ]
        let shown = ["weight", "height", "cd3", "alc", "haemoglobin", "platelets", "wbc"]
        let values = shown.compactMap { facts.entries[$0] }
        if !values.isEmpty {
            lines.append("  " + wording.list(values.map { wording($0, knowledge.facts) }))
        }
        if let volume = page.bloodVolumeLitres {
            lines.append(
                "  "
                    + wording(
                        Phrase(
                            "apheresis.bloodVolume", ["litres": .decimal(volume, places: 2)])))
        }
        lines.append("  " + efficiencyLine(wording))
        for goal in page.goals { lines += self.lines(goal, wording) }
        for trigger in page.triggers where trigger.outcome != .cannotSay {
            lines.append("  ! \(wording(trigger.says))")
            lines.append("      [\(trigger.rule)] \(wording(trigger.provenance))")
        }
        if let transfusion = page.transfusion {
            lines.append(
                "  "
                    + wording(
                        Phrase(
                            "apheresis.transfusion",
                            [
                                "units": .decimal(transfusion.units, places: 0),
                                "target": .decimal(
                                    knowledge.apheresis.wantedHaemoglobin.value, places: 1),
                            ])) + "  [\(wording(transfusion.provenance))]")
        }
        if let risk = page.manufacturingRisk { lines += self.lines(risk, wording) }
        if !page.missing.isEmpty {
            lines.append("  … " + missing(page.missing, wording))
        }
        if !facts.problems.isEmpty {
            lines.append("  " + wording("facts.notUsed"))
            lines += facts.problems.map { "    " + wording($0, knowledge.facts) }
        }
        if let washouts {
            lines.append("")
            lines += washouts.lines(wording)
        }
        return lines
    }

    private func missing(_ names: [String], _ wording: Wording) -> String {
        let labels = names.map { name in
            knowledge.facts[name].map { wording($0.label) }
                ?? (name == "target_cd3" ? wording("apheresis.targetMissing") : name)
        }
        return wording(
            Phrase("eligibility.missing", ["facts": .list(labels.map { .text($0) })]))
    }

    private func efficiencyLine(_ wording: Wording) -> String {
        let percent = Phrase.Value.decimal(page.efficiency.value * 100, places: 0)
        return switch page.efficiency.basis {
        case .planning(let runs, let needed):
            wording(
                Phrase(
                    "apheresis.planningEfficiency",
                    ["percent": percent, "runs": .count(runs), "needed": .count(needed)]))
        case .centre(let runs):
            wording(
                Phrase(
                    "apheresis.centreEfficiency", ["percent": percent, "runs": .count(runs)]))
        case .entered: wording(Phrase("apheresis.enteredEfficiency", ["percent": percent]))
        }
    }

    private func lines(_ goal: ApheresisSheet.Goal, _ wording: Wording) -> [String] {
        let cells = goal.cells / 1e9
        var values: [String: Phrase.Value] = [
            "cells": .text(wording.plainNumber(cells)),
            "litres": .decimal(goal.litres, places: 1),
            "expected": .decimal(goal.expectedLitres, places: 1),
            "multiple": .decimal(goal.bloodVolumes, places: 1),
            "minutes": .decimal(goal.minutes, places: 0), "sessions": .count(goal.sessions),
        ]
        values["count"] = .decimal(goal.countForOneSession, places: 0)
        var lines = ["  " + wording(Phrase("apheresis.goal.\(goal.id)", values))]
        if goal.isBetterPostponed {
            lines.append("    ! " + wording(Phrase("apheresis.postpone", values)))
        } else {
            lines.append("    " + wording(Phrase("apheresis.volume", values)))
            if goal.sessions > 1 {
                lines.append("    " + wording(Phrase("apheresis.oneSession", values)))
            }
        }
        if let provenance = goal.provenance { lines.append("      [\(wording(provenance))]") }
        return lines
    }

    private func lines(_ risk: RiskReport, _ wording: Wording) -> [String] {
        let said: String =
            switch risk.outcome {
            case .relativeOdds(let odds):
                wording(Phrase("apheresis.odds", ["odds": .decimal(odds, places: 2)]))
            case .above(let limit):
                wording(Phrase("apheresis.oddsAbove", ["odds": .decimal(limit, places: 0)]))
            case .cannotSay(let names): missing(names, wording)
            case .refused(let error): wording(error)
            }
        return [
            "  \(wording(risk.title)): \(said)", "      " + (risk.note.map { wording($0) } ?? ""),
            "      [\(wording(risk.provenance))]",
        ]
    }

    public func json(_ wording: Wording) -> JSON {
        let risk: JSON =
            switch page.manufacturingRisk?.outcome {
            case .relativeOdds(let odds): .object([("relativeOdds", .double(odds))])
            case .above(let limit): .object([("relativeOddsAbove", .double(limit))])
            case .cannotSay(let names):
                .object([("cannotSay", .array(names.map { .string($0) }))])
            case .refused(let error): .object([("error", .string(wording(error)))])
            case nil: .null
            }
        return .object([
            ("product", .string(page.product)), ("efficiency", .double(page.efficiency.value)),
            ("bloodVolumeLitres", page.bloodVolumeLitres.map { .double($0) } ?? .null),
            ("goals", .array(page.goals.map(Self.json))),
            (
                "triggers",
                .array(
                    page.triggers.filter { $0.outcome != .cannotSay }.map { trigger in
                        .object([
                            ("rule", .string(trigger.rule)),
                            ("says", .string(wording(trigger.says))),
                            ("provenance", trigger.provenance.json),
                        ])
                    })
            ),
            ("redCellUnits", page.transfusion.map { .double($0.units) } ?? .null),
            ("manufacturingRisk", risk),
            ("missing", .array(page.missing.map { .string($0) })),
            (
                "problems",
                .array(facts.problems.map { .string(wording($0, knowledge.facts)) })
            ),
        ])
    }

    private static func json(_ goal: ApheresisSheet.Goal) -> JSON {
        .object([
            ("goal", .string(goal.id)), ("cells", .double(goal.cells)),
            ("litres", .double(goal.litres)), ("expectedLitres", .double(goal.expectedLitres)),
            ("bloodVolumes", .double(goal.bloodVolumes)), ("minutes", .double(goal.minutes)),
            ("sessions", .int(goal.sessions)),
            ("betterPostponed", .bool(goal.isBetterPostponed)),
            ("countForOneSession", .double(goal.countForOneSession)),
            ("provenance", goal.provenance?.json ?? .null),
        ])
    }
}
