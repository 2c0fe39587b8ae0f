import Domain

/// Resources with their calendars, products with their terms, and the store itself.
extension AdminDesk {
    func resources() throws(StoreError) -> AdminSheet {
        let openings = try office.openings(of: nil)
        return AdminSheet(
            heads: ["resource", "name", "kind", "units", "openUntil"],
            rows: try office.resources().map { resource in
                let own = openings.filter { $0.resource == resource.id }
                // What is open today or, where nothing is, next.
                let standing =
                    own.filter { $0.span.last >= today }.min { $0.span.first < $1.span.first }
                return AdminSheet.Row(
                    resource.id.text,
                    [
                        .init(resource.id.text), .init(resource.name),
                        .init(words(resource.kind.phrase)), .count(standing?.units ?? 0),
                        .day(own.map(\.span.last).max()),
                    ])
            })
    }

    func resourcePage(_ id: String) throws(StoreError) -> [String] {
        let resource = try office.resources().first { $0.id.text == id }
        guard let resource else { return [] }
        var lines = [
            line("resource", resource.id.text), line("name", resource.name),
            line("kind", words(resource.kind.phrase)),
        ]
        if let product = resource.product { lines.append(line("product", product.text)) }
        lines += ["", words("admin.openings")]
        return lines + (try office.openings(of: resource.id).map { opening($0) })
    }

    private func opening(_ opening: OpeningRecord) -> String {
        var parts = [
            opening.id.text, "\(opening.span.first.iso) – \(opening.span.last.iso)",
            words.list(opening.weekdays.map { words.weekday($0) }),
            words(Phrase("admin.units", ["units": .count(opening.units)])),
        ]
        if !opening.times.isEmpty { parts.append(words.list(opening.times.map(\.text))) }
        if !opening.closedDays.isEmpty {
            parts.append(
                words(Phrase("admin.closedDays", ["days": .count(opening.closedDays.count)])))
        }
        return parts.joined(separator: " · ")
    }

    func products() throws(StoreError) -> AdminSheet {
        AdminSheet(
            heads: ["product", "name", "mode", "manufacturing", "source"],
            rows: follower.hospital.products.values
                .sorted { $0.product.id < $1.product.id }.map { terms in
                    AdminSheet.Row(
                        terms.product.id.text,
                        [
                            .init(terms.product.id.text), .init(terms.product.name),
                            .init(words(terms.product.mode.phrase)),
                            .count(terms.manufacturingDays), .init(terms.source),
                        ])
                })
    }

    /// The terms under which the engine plans, then what is known of the product.
    func productPage(_ id: String) throws(StoreError) -> [String] {
        guard
            let terms = follower.hospital.products.values.first(where: { $0.product.id.text == id })
        else { return [] }
        let days = [
            ("transport", terms.transportDays), ("holdLeast", terms.holdLeast),
            ("holdMost", terms.holdMost), ("manufacturing", terms.manufacturingDays),
            ("shipping", terms.shippingDays), ("releaseHold", terms.releaseHold),
            ("shelf", terms.shelfDays),
        ]
        let planned =
            [line("product", "\(id) \(terms.product.name)")]
            + days.map { line($0.0, words(Phrase("admin.days", ["days": .count($0.1)]))) }
            + [line("source", terms.source), ""]
        guard let page = try? clinicalDesk().products(id) else { return planned }
        return planned + page.lines
    }

    func store() throws(StoreError) -> AdminSheet {
        let (anchor, id) = try office.anchor()
        let facts = [
            ("address", follower.address), ("identifier", id),
            ("kind", words(follower.isDemonstration ? "admin.isDemo" : "admin.isReal")),
            ("entries", words.number(Int(anchor.sequence))),
            ("program", ProgramVersion.text),
        ]
        return AdminSheet(
            heads: ["fact", "value"],
            rows: facts.map { key, value in
                .init(key, [.init(words("admin.fact.\(key)")), .init(value)])
            })
    }
}
