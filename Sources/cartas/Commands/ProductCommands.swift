import Application
import Domain

/// The product catalogue.
enum ProductCommands {
    static let all = [show, check]

    static let show = Command(
        "products", "show", [.init(name: "PRODUCT", isOptional: true)], act: .compute,
        options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        let desk = try invocation.desk()
        let page = try refusing { () throws(ClinicalRefusal) in
            try desk.products(invocation.optionalPlace(0))
        }
        return try invocation.show(page)
    }

    /// What in the catalogue nobody has checked yet, and which notices nobody has reviewed.
    static let check = Command(
        "products", "check", act: .compute, options: [.out, Invocation.rulesOption]
    ) { invocation throws(CommandError) in
        try invocation.show(try invocation.desk().uncheckedProducts())
    }
}
