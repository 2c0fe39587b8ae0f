import Clinical
import Domain

extension ClinicalDesk {
    /// Every usable fact with unit, time and age, and what stands in the way of the others.
    public func facts(_ file: PatientFile) -> ClinicalPage {
        let sheet = file.sheet(knowledge)
        let entries = sheet.entries.values.sorted { $0.id < $1.id }
        let runs = knowledge.efficiency(file.runs)
        var lines = entries.map { "  " + wording($0, knowledge.facts) }
        if !sheet.problems.isEmpty {
            lines.append(wording("facts.notUsed"))
            lines += sheet.problems.map { "  " + wording($0, knowledge.facts) }
        }
        for drug in file.drugs ?? [] {
            let parts = [
                drug.drug, drug.lastDose?.iso ?? "–", drug.cycles.map { "×\($0)" } ?? "", drug.dose,
            ]
            lines.append("  " + parts.filter { !$0.isEmpty }.joined(separator: "  "))
        }
        if file.drugs == nil { lines.append("  " + wording("facts.noHistory")) }
        return ClinicalPage(
            json: .object([
                ("asOf", .string(file.asOf.iso)), ("facts", .array(entries.map(\.json))),
                (
                    "problems",
                    .array(sheet.problems.map { .string(wording($0, knowledge.facts)) })
                ),
                (
                    "drugs",
                    file.drugs.map { drugs in .array(drugs.map { .string($0.drug) }) } ?? .null
                ),
                ("product", .optional(file.product)), ("runs", .int(file.runs.count)),
                ("efficiency", .double(runs.value)),
            ]), lines: lines)
    }
}
