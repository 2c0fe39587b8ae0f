import Domain

/// The catalogue of products, notices and engagers.
public struct ProductFile: Sendable {
    public let version: String
    public internal(set) var all: [CellProduct]
    public internal(set) var notices: [SafetyNotice]
    public let engagers: [TCellEngager]

    init(
        reading reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) {
        try reader.allowOnly([
            "schema", "version", "note", "products", "notices", "engagers", "riskModels",
        ])
        version = try reader.member("version").nonEmpty()
        var all: [CellProduct] = []
        for element in try reader.member("products").elements() {
            let product = try CellProduct(reading: element, sources, facts)
            guard !all.contains(where: { $0.id == product.id }) else {
                throw try element.member("id").refusal("rules.idAgain", ["id": .text(product.id)])
            }
            all.append(product)
        }
        self.all = all
        var notices: [SafetyNotice] = []
        for element in try reader.member("notices").elements() {
            notices.append(try SafetyNotice(reading: element, sources))
        }
        self.notices = notices
        var engagers: [TCellEngager] = []
        for element in try reader.member("engagers").elements() {
            try element.allowOnly(["id", "name", "antigen", "state", "sources", "approved"])
            engagers.append(
                TCellEngager(
                    id: try element.member("id").nonEmpty(),
                    name: try element.member("name").bilingual(),
                    antigen: try element.member("antigen").nonEmpty(),
                    provenance: try element.provenance(sources)))
        }
        self.engagers = engagers
        var riskModels: [String: String] = [:]
        for (product, model) in try reader.member("riskModels").members() {
            riskModels[product] = try model.nonEmpty()
        }
        self.riskModels = riskModels
    }

    private let riskModels: [String: String]

    func isRiskModel(_ id: String) -> Bool { riskModels.values.contains(id) }

    /// The model with the published odds of a manufacturing failure of a product.
    func riskModel(for product: String) -> String? { riskModels[product] }

    public subscript(id: String) -> CellProduct? { all.first { $0.id == id } }

    /// The notices that concern a product, the newest first.
    public func notices(for product: String) -> [SafetyNotice] {
        notices.filter { $0.products.isEmpty || $0.products.contains(product) }
            .sorted { ($1.on, $0.id) < ($0.on, $1.id) }
    }
}

extension CellProduct {
    init(
        reading reader: JSONReader, _ sources: SourceList, _ facts: FactTable
    ) throws(JSONError) {
        try reader.allowOnly([
            "id", "name", "brand", "company", "antigen", "target", "costimulatoryDomain", "vector",
            "apheresis", "components", "infusionDays", "approvals", "conditioning", "figures",
            "rates", "remarks", "rules",
        ])
        id = try reader.member("id").nonEmpty()
        name = try reader.member("name").bilingual()
        brand = try reader.member("brand").nonEmpty()
        company = try reader.member("company").nonEmpty()
        antigen = try reader.member("antigen").nonEmpty()
        target = try reader.member("target").nonEmpty()
        costimulatoryDomain = try reader.member("costimulatoryDomain").nonEmpty()
        vector = try reader.member("vector").nonEmpty()
        let apheresis = try reader.member("apheresis")
        try apheresis.allowOnly(["mode", "state", "sources", "approved"])
        mode = try apheresis.member("mode").word(Product.Mode.self)
        modeProvenance = try apheresis.provenance(sources)
        components = try reader.member("components").int(in: 1...9)
        infusionDays = try reader.member("infusionDays").ints(in: 0...99)
        approvals = try Self.statements(try reader.member("approvals"), sources)
        var conditioning: [Conditioning] = []
        for element in try reader.member("conditioning").elements() {
            conditioning.append(try Conditioning(reading: element, sources))
        }
        self.conditioning = conditioning
        var figures: [Figure] = []
        for element in try reader.member("figures").elements() {
            figures.append(try Figure(reading: element, sources))
        }
        self.figures = figures
        var rates: [ToxicityRate] = []
        for element in try reader.member("rates").elements() {
            rates.append(try ToxicityRate(reading: element, sources))
        }
        self.rates = rates
        remarks = try Self.statements(try reader.member("remarks"), sources)
        rules = try EligibilityFile.rules(try reader.member("rules"), sources, facts)
    }

    private static func statements(
        _ reader: JSONReader, _ sources: SourceList
    ) throws(JSONError) -> [Statement] {
        var found: [Statement] = []
        for element in try reader.elements() {
            try element.allowOnly(["scope", "says", "state", "sources", "approved"])
            found.append(
                Statement(
                    scope: try element.optionalString("scope"),
                    says: try element.member("says").bilingual(),
                    provenance: try element.provenance(sources)))
        }
        return found
    }
}

extension CellProduct.Conditioning {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["indication", "regimen", "days", "window"])
        indication = try reader.member("indication").nonEmpty()
        let regimen = try reader.member("regimen")
        try regimen.allowOnly(["says", "state", "sources", "approved"])
        self.regimen = try regimen.member("says").bilingual()
        regimenProvenance = try regimen.provenance(sources)
        days = try reader.member("days").int(in: 1...30)
        let window = try reader.member("window")
        try window.allowOnly(["least", "most", "state", "sources", "approved"])
        let least = try window.member("least").int(in: 0...60)
        self.window = least...(try window.member("most").int(in: least...60))
        windowProvenance = try window.provenance(sources)
    }
}

extension CellProduct.Figure {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["id", "label", "value", "unit", "state", "sources", "approved"])
        id = try reader.member("id").nonEmpty()
        label = try reader.member("label").bilingual()
        value = try reader.optionalDouble("value")
        unit = try reader.optionalString("unit") ?? ""
        provenance = try reader.provenance(sources)
        // A figure is missing exactly where it has no value: nothing is invented, nothing hidden.
        guard (value == nil) == (provenance.state == .missing) else {
            throw reader.refusal("rules.missingFigure", ["id": .text(id)])
        }
    }
}

extension CellProduct.ToxicityRate {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly([
            "toxicity", "population", "scale", "window", "any", "grade3", "onset", "duration",
            "state", "sources", "note", "approved",
        ])
        toxicity = try reader.member("toxicity").word(Toxicity.self)
        population = try reader.member("population").nonEmpty()
        scale = try reader.member("scale").nonEmpty()
        window = try reader.optionalString("window")
        anyGradePercent = try reader.optionalDouble("any")
        grade3Percent = try reader.optionalDouble("grade3")
        onsetMedianDay = try reader.optionalDouble("onset")
        durationMedianDays = try reader.optionalDouble("duration")
        provenance = try reader.provenance(sources)
        note = try reader.optionalBilingual("note")
    }
}

extension SafetyNotice {
    init(reading reader: JSONReader, _ sources: SourceList) throws(JSONError) {
        try reader.allowOnly(["id", "on", "products", "says", "state", "sources", "approved"])
        written = reader.value
        id = try reader.member("id").nonEmpty()
        on = try reader.member("on").day()
        products = try reader.optionalStrings("products")
        says = try reader.member("says").bilingual()
        provenance = try reader.provenance(sources)
        reviewed = nil
    }
}
