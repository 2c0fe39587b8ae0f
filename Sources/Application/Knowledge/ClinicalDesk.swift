public import Clinical
public import Domain

/// What is shown of an answer: the same facts as JSON for machines and as lines for people.
public struct ClinicalPage: Sendable {
    public let json: JSON
    public let lines: [String]

    public init(json: JSON, lines: [String]) { (self.json, self.lines) = (json, lines) }
}

/// Why a clinical question was not answered.
public struct ClinicalRefusal: Error, Reportable {
    public let phrase: Phrase

    init(_ phrase: Phrase) { self.phrase = phrase }
}

/// The clinical questions that commands and screens ask, under the rules in force.
public struct ClinicalDesk: Sendable {
    public let knowledge: ClinicalKnowledge
    /// Why the centre's own rule file is not in force, where it is not.
    public let refusal: Phrase?
    /// Approvals of the store that cover nothing any more, because the words have changed.
    public let lapsed: [String]
    /// Without the approvals of the store: what there is to approve.
    let unapproved: ClinicalKnowledge
    let wording: Wording

    /// - Parameters:
    ///   - rules: the centre's own rule file; nil for the rules as published.
    ///   - approvals: those of the store, which come on top of the file's.
    public init(
        rules: String?, approvals: [RuleApproval] = [], _ wording: Wording
    ) throws(FileError) {
        self.wording = wording
        let base: ClinicalKnowledge
        if let rules {
            let centre = try CentreKnowledge.load(rules)
            (base, refusal) = (centre.current, centre.refusal?.phrase)
        } else {
            (base, refusal) = (.published, nil)
        }
        unapproved = base
        let found = base.approved(by: approvals)
        (knowledge, lapsed) = (found.knowledge, found.lapsed.map(\.rule))
    }

    /// A desk of the same rules with the approvals of a store.
    public func with(_ approvals: [RuleApproval]) -> ClinicalDesk {
        ClinicalDesk(self, approvals)
    }

    private init(_ desk: ClinicalDesk, _ approvals: [RuleApproval]) {
        (unapproved, wording, refusal) = (desk.unapproved, desk.wording, desk.refusal)
        let found = desk.unapproved.approved(by: approvals)
        (knowledge, lapsed) = (found.knowledge, found.lapsed.map(\.rule))
    }

    public func evaluate(_ examples: JSONReader) throws(JSONError) -> JSON {
        try ExampleRun.results(of: examples, knowledge, wording)
    }

    public func scores(_ file: PatientFile) -> ClinicalPage {
        let page = ScorePage(file, knowledge)
        return ClinicalPage(json: page.json(wording), lines: page.lines(wording))
    }

    public func rules() -> ClinicalPage { page(RulesPage(knowledge)) }

    /// Reads a centre's rule file as the program would, and says what it changes.
    public func check(rules name: String, _ bytes: [UInt8]) throws(ClinicalRefusal) -> ClinicalPage
    {
        do throws(RuleFileError) {
            let file = RuleFile(name: name, bytes: bytes)
            let changed = try ClinicalKnowledge.published.changed(by: file)
            return page(RulesPage(changed) { $0.provenance.state == .local })
        } catch {
            throw ClinicalRefusal(error.phrase)
        }
    }

    private func page(_ page: RulesPage) -> ClinicalPage {
        ClinicalPage(json: page.json(wording), lines: page.lines(wording))
    }
}

// MARK: A patient

extension ClinicalDesk {
    public func eligibility(
        _ file: PatientFile, product id: String?
    ) throws(ClinicalRefusal) -> ClinicalPage {
        if let id { _ = try product(id) }
        let page = EligibilityPage(file, knowledge, product: id)
        return ClinicalPage(json: page.json(wording), lines: page.lines(wording))
    }

    public func washouts(_ file: PatientFile) -> ClinicalPage {
        let page = WashoutPage(file, knowledge)
        return ClinicalPage(json: page.json(wording), lines: page.lines(wording))
    }

    public func apheresisSheet(
        _ file: PatientFile, product id: String
    ) throws(ClinicalRefusal) -> ClinicalPage {
        let page = ApheresisPage(file, try product(id), knowledge)
        return ClinicalPage(json: page.json(wording), lines: page.lines(wording))
    }

    /// - Parameter file: marks what is too much for a patient, and brings the centre's own runs.
    public func apheresisTable(_ file: PatientFile?) -> ClinicalPage {
        var table = knowledge.quickTable()
        if let file {
            let efficiency = knowledge.efficiency(file.runs)
            var columns: [Double]?
            if case .centre = efficiency.basis { columns = [efficiency.value] }
            table = knowledge.quickTable(
                efficiencies: columns,
                bloodVolumeLitres: knowledge.bloodVolume(file.sheet(knowledge)))
        }
        let page = QuickTablePage(table, knowledge)
        return ClinicalPage(json: page.json, lines: page.lines(wording))
    }

    /// Judges every product for a patient, and says how many there are: what is measured.
    public func judgeAll(_ file: PatientFile) -> Int {
        knowledge.eligibility(file.sheet(knowledge)).count
    }

    /// Puts the rules to the test on random patients who are varied from a usual one.
    public func trial(_ usual: PatientFile, patients: Int, seed: UInt64) -> KnowledgeTrial {
        KnowledgeTrial(usual, knowledge, patients: patients, seed: seed)
    }

    /// The scales by which the program grades, as commands name them.
    public static let scales =
        GradingScale.allCases.map(name) + BedsideForm.allCases.map(\.rawValue)

    static func name(_ scale: GradingScale) -> String {
        switch scale {
        case .icansChild: "icans-child"
        case .thrombocytopenia: "t-icaht"
        default: scale.rawValue
        }
    }
}

// MARK: The catalogue

extension ClinicalDesk {
    /// - Parameter id: one product; nil for all.
    public func products(_ id: String?) throws(ClinicalRefusal) -> ClinicalPage {
        let products = try id.map { (id) throws(ClinicalRefusal) in [try product(id)] }
        let pages = (products ?? knowledge.products.all).map { ProductPage($0, knowledge) }
        return ClinicalPage(
            json: .array(pages.map { $0.json(wording) }),
            lines: pages.flatMap { $0.lines(wording) + [""] })
    }

    /// What in the catalogue nobody has checked yet, and which notices nobody has reviewed.
    public func uncheckedProducts() -> ClinicalPage {
        let page = RulesPage(knowledge) {
            $0.rule.hasPrefix("product:") && !$0.provenance.state.isBinding
        }
        let notices = knowledge.products.notices.filter { $0.reviewed == nil }
        return ClinicalPage(
            json: .object([
                ("unchecked", page.json(wording)),
                ("unreviewedNotices", .array(notices.map { .string($0.id) })),
            ]),
            lines: page.lines(wording)
                + notices.map { "\($0.id)  \(wording("products.notReviewed"))" })
    }

    private func product(_ id: String) throws(ClinicalRefusal) -> CellProduct {
        guard let product = knowledge.products[id] else {
            let known = knowledge.products.all.map { Phrase.Value.text($0.id) }
            throw ClinicalRefusal(
                Phrase("products.unknown", ["product": .text(id), "known": .list(known)]))
        }
        return product
    }
}
