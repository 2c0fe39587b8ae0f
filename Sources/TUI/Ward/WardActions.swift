import Application
import Domain
import Terminal

extension Action {
    public static let ice = Action("ice", "i")
    public static let findings = Action("findings", "v")
    public static let dose = Action("dose", "d")
    public static let withdrawDose = Action("withdrawDose", "D")
    public static let milestone = Action("milestone", "M")
    public static let licats = Action("licats", "O")
    public static let answerRise = Action("answerRise", "a")
    public static let correctEntry = Action("correctEntry", "C")
    public static let timeOut = Action("timeOut", "T")
    public static let reserveDrug = Action("reserveDrug", "R")
    public static let chartText = Action("chartText", "y")
    public static let handOver = Action("handOver", "H")
    public static let letter = Action("letter", "Y")
    public static let discharge = Action("discharge", "X")
    public static let followUp = Action("followUp", "F")
    public static let flags = Action("flagsPage", "f")
    public static let cards = Action("cards", "K")

    /// What is done at the bedside of the patient under the cursor, the same on the ward and on
    /// the patient's own page.
    static let bedside: [Action] = [
        .ice, .findings, .dose, .withdrawDose, .licats, .answerRise, .correctEntry, .reserveDrug,
        .timeOut, .milestone, .chartText, .handOver, .letter, .discharge, .followUp,
    ]
}

extension Context {
    /// Opens what is done at a bedside.
    ///
    /// - Parameters:
    ///   - escalations: those of this patient that wait for an answer.
    ///   - entries: what was entered for this patient, in the order of time.
    ///   - last: the last milestone that is known, so that the next one stands ready.
    func bedside(
        _ action: Action, _ course: Course.ID?, escalations: [Escalation],
        entries: [BedsideEntry], last: Milestone.Kind?
    ) -> [Step] {
        if action == .handOver { return TextSheet.opening(.handOver, course, self) }
        guard let course else { return [.refuse(Phrase("refusal.nothingSelected"))] }
        switch action {
        case .ice: return ICESheet.opening(course, entries, self)
        case .findings: return FindingsForm.opening(course, self)
        case .dose: return DoseForm.opening(course, self)
        case .withdrawDose: return DoseMenu.opening(course)
        case .milestone: return [.open(MilestoneForm(course, after: last, at: now))]
        case .licats: return LICATSSheet.opening(course, self)
        case .answerRise:
            guard let first = escalations.first else {
                return [.refuse(Phrase("refusal.noEscalation"))]
            }
            return [.open(AnswerForm(first))]
        case .correctEntry:
            guard !entries.isEmpty else { return [.refuse(Phrase("refusal.noEntry"))] }
            return [.open(EntryMenu(course, entries, self))]
        case .reserveDrug: return [.open(ReserveForm(course)), .ask(FormWordsQuestion(language))]
        case .timeOut: return [.open(TimeOutSheet(course)), .ask(FormWordsQuestion(language))]
        case .chartText: return TextSheet.opening(.chart, course, self)
        case .letter: return TextSheet.opening(.letter, course, self)
        case .discharge: return TextSheet.opening(.discharge, course, self)
        case .followUp: return [.act(PlanFollowUp(course, language))]
        default: return []
        }
    }

    var language: Language { words.language }
}
