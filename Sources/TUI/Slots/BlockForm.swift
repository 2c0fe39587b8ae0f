import Application
import Domain
import Terminal

/// A bed is closed, a machine is down, nobody is there: what is taken away, for how long and why.
/// Whoever stands there is planned anew at once.
struct BlockForm: FormOverlay {
    var form: Form
    let slot: SlotPlace
    private let sheet: SlotSheet

    private static let kinds: [BlockRecord.Kind] = [.closure, .service, .staff, .otherPatients]

    init(_ slot: SlotPlace, _ sheet: SlotSheet) {
        (self.slot, self.sheet) = (slot, sheet)
        form = Form(
            Phrase("block.title", ["resource": .resource(slot.resource), "day": .day(slot.day)]),
            [
                .init("words", Phrase("block.why"), [.required, .atMost(200)]),
                .init("days", Phrase("block.days"), [.required, .wholeNumber(1...90)], text: "1"),
                .init(
                    "units", Phrase("block.units"),
                    choices: [
                        Phrase("block.one", ["unit": .count(slot.unit)]), Phrase("block.all"),
                    ]),
                .init(
                    "kind", Phrase("block.kind"),
                    choices: Self.kinds.map { Phrase("blockKind.\($0.rawValue)") }),
            ])
    }

    private var unit: Int? { form.choice("units") == 0 ? slot.unit : nil }

    private var span: DaySpan {
        let days = Int(DayEntry.narrow(form.text("days").trimmed)) ?? 1
        return DaySpan(slot.day, length: min(max(1, days), 90))
    }

    /// Whose places are among what would be taken away.
    private var affected: [Course.ID] {
        let units = unit.map { [$0 - 1] } ?? Array(sheet.units.indices)
        var found: [Course.ID] = []
        for unit in units {
            for day in span.days {
                guard case .taken(let text, _, _) = sheet.use(unit: unit, day: day),
                    let course = try? Course.ID(text), !found.contains(course)
                else { continue }
                found.append(course)
            }
        }
        return found
    }

    func submit(_ context: Context) -> [Step] {
        let deed = BlockUnit(
            slot.resource, unit: unit, span, Self.kinds[form.choice("kind")],
            why: form.text("words").trimmed)
        let affected = affected
        return [.close, .act(deed)]
            + (affected.isEmpty ? [] : RepairSheet.opening(RepairWork(affected)))
    }

    func notes(_ context: Context) -> [Line] {
        let words = context.words
        let courses = affected
        let who =
            courses.isEmpty
            ? Line(words("block.nobody"), Style(.good))
            : Line(
                words(
                    Phrase(
                        "block.affected",
                        ["courses": .list(courses.map { .text(context.name(of: $0)) })])),
                Style(.danger, .bold))
        return [who]
    }
}

extension Context {
    /// A course with its patient's name, where there is one.
    fileprivate func name(of course: Course.ID) -> String {
        let row = live.patients.first { $0.course == course.text }
        return row.map { "\(course.text) \($0.name)" } ?? course.text
    }
}
