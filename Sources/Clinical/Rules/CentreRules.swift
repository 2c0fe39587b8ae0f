import Domain

extension ClinicalKnowledge {
    /// The knowledge as one centre has changed it in its own file, without a new program.
    ///
    /// Only rules of state `local`, each approved by a named physician, may stand in that file:
    /// what is local is then told from what was published wherever it is shown.
    public func changed(by file: RuleFile) throws(RuleFileError) -> ClinicalKnowledge {
        try file.read { (reader) throws(JSONError) in
            var changed = self
            try changed.change(reader)
            return changed
        }
    }

    private mutating func change(_ reader: JSONReader) throws(JSONError) {
        try reader.allowOnly([
            "schema", "centre", "version", "note", "approvals", "eligibility", "productRules",
            "washouts", "bridging", "triggers", "figures", "notices", "ward",
        ])
        centre = Centre(
            name: try reader.member("centre").nonEmpty(),
            version: try reader.member("version").nonEmpty())
        if let rules = try reader.optional("eligibility") {
            try Self.replace(&eligibility.rules, with: readRules(rules))
        }
        if let rules = try reader.optional("triggers") {
            try Self.replace(&apheresis.triggers, with: readRules(rules))
        }
        for (id, rules) in try reader.optional("productRules")?.members() ?? [] {
            let place = try productPlace(id, rules)
            try Self.replace(&products.all[place].rules, with: readRules(rules))
        }
        if let rules = try reader.optional("washouts") {
            Self.replace(&washouts.rules, with: try readWashouts(rules))
        }
        if let rules = try reader.optional("bridging") {
            Self.replace(&washouts.bridging, with: try readWashouts(rules))
        }
        for (id, figures) in try reader.optional("figures")?.members() ?? [] {
            try replaceFigures(try productPlace(id, figures), figures)
        }
        if let changes = try reader.optional("ward") { try ward.change(changes, sources) }
        for element in try reader.optional("notices")?.elements() ?? [] {
            try element.allowOnly(["notice", "by", "on"])
            let id = try element.member("notice")
            let name = try id.nonEmpty()
            guard let place = products.notices.firstIndex(where: { $0.id == name }) else {
                throw id.refusal("rules.nothingToApprove", ["rule": .text(name)])
            }
            products.notices[place].reviewed = try element.approval()
        }
        for element in try reader.optional("approvals")?.elements() ?? [] {
            try element.allowOnly(["rule", "by", "on"])
            let rule = try element.member("rule")
            guard approve(try rule.nonEmpty(), try element.approval()) else {
                throw rule.refusal(
                    "rules.nothingToApprove", ["rule": .text(try rule.nonEmpty())])
            }
        }
    }

    private func productPlace(_ id: String, _ at: JSONReader) throws(JSONError) -> Int {
        guard let place = products.all.firstIndex(where: { $0.id == id }) else {
            throw at.refusal("rules.unknownProduct", ["product": .text(id)])
        }
        return place
    }

    private func readRules(_ reader: JSONReader) throws(JSONError) -> [EligibilityRule] {
        let rules = try EligibilityFile.rules(reader, sources, facts)
        for (rule, element) in zip(rules, try reader.elements()) {
            guard rule.limits.allSatisfy({ $0.provenance.state == .local }) else {
                throw element.refusal("rules.notLocal", ["rule": .text(rule.id)])
            }
        }
        return rules
    }

    private func readWashouts(_ reader: JSONReader) throws(JSONError) -> [WashoutRule] {
        let rules = try WashoutFile.rules(reader, sources)
        for (rule, element) in zip(rules, try reader.elements()) {
            guard rule.intervals.allSatisfy({ $0.provenance.state == .local }) else {
                throw element.refusal("rules.notLocal", ["rule": .text(rule.id)])
            }
        }
        return rules
    }

    private mutating func replaceFigures(
        _ place: Int, _ reader: JSONReader
    ) throws(JSONError) {
        for element in try reader.elements() {
            let figure = try CellProduct.Figure(reading: element, sources)
            guard figure.provenance.state == .local else {
                throw element.refusal("rules.notLocal", ["rule": .text(figure.id)])
            }
            products.all[place].replace(figure)
        }
    }

    /// A rule of the same name is replaced where it stands; a new one comes last.
    private static func replace(
        _ rules: inout [EligibilityRule], with changed: [EligibilityRule]
    ) {
        for rule in changed {
            if let place = rules.firstIndex(where: { $0.id == rule.id }) {
                rules[place] = rule
            } else {
                rules.append(rule)
            }
        }
    }

    private static func replace(_ rules: inout [WashoutRule], with changed: [WashoutRule]) {
        for rule in changed {
            if let place = rules.firstIndex(where: { $0.id == rule.id }) {
                rules[place] = rule
            } else {
                rules.append(rule)
            }
        }
    }

    // MARK: Approvals

    /// - Parameter rule: `eligibility:lvef`, `washout:g_csf`, `bridging:bridging_oral`,
    ///   `apheresis:platelets_ready`, `product:tisa-cel:age-all`, `model:renal`.
    /// - Returns: false where there is no such rule.
    mutating func approve(_ rule: String, _ approval: Approval) -> Bool {
        let parts = rule.split(separator: ":").map(String.init)
        guard parts.count >= 2 else { return false }
        switch (parts[0], parts.count) {
        case ("eligibility", 2): return Self.approve(&eligibility.rules, parts[1], approval)
        case ("apheresis", 2): return Self.approve(&apheresis.triggers, parts[1], approval)
        case ("washout", 2): return Self.approve(&washouts.rules, parts[1], approval)
        case ("bridging", 2): return Self.approve(&washouts.bridging, parts[1], approval)
        case ("product", 3):
            guard let place = products.all.firstIndex(where: { $0.id == parts[1] }) else {
                return false
            }
            return Self.approve(&products.all[place].rules, parts[2], approval)
        case ("model", 2): return approveModel(parts[1], approval)
        default: return false
        }
    }

    private static func approve(
        _ rules: inout [EligibilityRule], _ id: String, _ approval: Approval
    ) -> Bool {
        guard let place = rules.firstIndex(where: { $0.id == id }) else { return false }
        rules[place] = rules[place].approved(approval)
        return true
    }

    private static func approve(
        _ rules: inout [WashoutRule], _ id: String, _ approval: Approval
    ) -> Bool {
        guard let place = rules.firstIndex(where: { $0.id == id }) else { return false }
        rules[place] = rules[place].approved(approval)
        return true
    }
}

extension JSONReader {
    func approval() throws(JSONError) -> Approval {
        Approval(physician: try member("by").nonEmpty(), on: try member("on").day())
    }
}
