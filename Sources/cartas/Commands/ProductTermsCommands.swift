import Application
import Domain

/// The days that this centre has agreed for a product.
enum ProductTermsCommands {
    static let all = [change]

    /// Facts that are not given stay; a product that is new to the centre needs all of them. The
    /// source is given with every change: it says who stands for the new figures.
    static let change = Command(
        "products", "change", [.init(name: "PRODUCT")], act: .changeProduct,
        options: [.from, .seen] + Command.Option.act
    ) { invocation throws(CommandError) in
        let place = try Workplace.open(invocation)
        let id: Product.ID = try invocation.id(invocation.place(0))
        let facts = try invocation.facts()
        let order = try invocation.order()
        let seen = try invocation.int("seen", in: 0...Int.max).map { Int64($0) }
        let stored: Stored<ProductTerms>? = try storing { () throws(StoreError) in
            try place.office.product(id)
        }
        let terms: ProductTerms = try refusing { () throws(JSONError) in
            try Self.terms(of: id, stored?.record, facts)
        }
        let sequence = try storing { () throws(StoreError) in
            try place.office.change(terms, expecting: seen ?? stored?.version, order)
        }
        invocation.done(
            Phrase("products.changed", ["product": .text(id.text)]), sequence,
            [("product", json(terms))])
        return .done
    }

    private static func terms(
        of id: Product.ID, _ old: ProductTerms?, _ facts: JSONReader
    ) throws(JSONError) -> ProductTerms {
        try facts.allowOnly([
            "name", "mode", "infusionDays", "components", "transportDays", "holdLeast",
            "holdMost", "manufacturingDays", "shippingDays", "releaseHold", "shelfDays", "source",
        ])
        func value<Value>(
            _ name: String, _ known: Value?,
            _ read: (JSONReader) throws(JSONError) -> Value
        ) throws(JSONError) -> Value {
            if let known, try facts.optional(name) == nil { return known }
            return try read(facts.member(name))
        }
        func days(_ name: String, _ known: Int?) throws(JSONError) -> Int {
            try value(name, known) { reader throws(JSONError) in
                try reader.int(in: 0...100_000)
            }
        }
        let product = Product(
            id: id,
            name: try value("name", old?.product.name) { reader throws(JSONError) in
                try reader.string()
            },
            mode: try value("mode", old?.product.mode) { reader throws(JSONError) in
                try reader.word(Product.Mode.self)
            },
            infusionDays: try value("infusionDays", old?.product.infusionDays ?? [0]) {
                reader throws(JSONError) in try reader.ints(in: 0...365)
            },
            components: try days("components", old?.product.components ?? 1))
        return ProductTerms(
            product: product, transportDays: try days("transportDays", old?.transportDays),
            holdLeast: try days("holdLeast", old?.holdLeast),
            holdMost: try days("holdMost", old?.holdMost),
            manufacturingDays: try days("manufacturingDays", old?.manufacturingDays),
            shippingDays: try days("shippingDays", old?.shippingDays),
            releaseHold: try days("releaseHold", old?.releaseHold),
            shelfDays: try days("shelfDays", old?.shelfDays),
            source: try facts.member("source").string())
    }

    private static func json(_ terms: ProductTerms) -> JSON {
        .object([
            ("id", .string(terms.product.id.text)), ("name", .string(terms.product.name)),
            ("mode", .string(terms.product.mode.rawValue)),
            ("infusionDays", .array(terms.product.infusionDays.map { .int($0) })),
            ("components", .int(terms.product.components)),
            ("transportDays", .int(terms.transportDays)), ("holdLeast", .int(terms.holdLeast)),
            ("holdMost", .int(terms.holdMost)),
            ("manufacturingDays", .int(terms.manufacturingDays)),
            ("shippingDays", .int(terms.shippingDays)), ("releaseHold", .int(terms.releaseHold)),
            ("shelfDays", .int(terms.shelfDays)), ("source", .string(terms.source)),
        ])
    }
}
