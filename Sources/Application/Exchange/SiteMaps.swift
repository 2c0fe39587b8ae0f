public import Domain
import Interop
import Store

/// The site's own codes and units, kept in the store: everybody who reads messages here reads
/// them alike.
extension Office {
    public func siteMap(_ part: SiteMap.Part) throws(StoreError) -> String? {
        try demand(.readMessages)
        return try standing(part)
    }

    /// The tables by which messages are read here.
    public func siteCodes() throws(StoreError) -> SiteCodes {
        try demand(.readMessages)
        return try standingCodes()
    }

    private func standing(_ part: SiteMap.Part) throws(StoreError) -> String? {
        try store.read { view throws(StoreError) in
            try view.get(SiteMap.self, [.text(part.rawValue)])?.record.rows
        }
    }

    /// The same for what the system does by itself, whoever gave rise to it.
    func standingCodes() throws(StoreError) -> SiteCodes {
        let codes = try standing(.codes).map { Array($0.utf8) }
        let units = try standing(.units).map { Array($0.utf8) }
        do throws(SiteCodesError) {
            return try SiteCodes.load(codes: codes, units: units)
        } catch {
            throw .refused(error.phrase)
        }
    }

    /// Replaces a table of the site. One that cannot be read is refused and changes nothing.
    public func setSiteMap(
        _ part: SiteMap.Part, _ rows: String, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        try Self.check(part, rows)
        return try perform(.changeSiteMap, order) { act throws(StoreError) in
            let map = SiteMap(part, rows: rows)
            if let known = try act.get(SiteMap.self, map.key) {
                try act.update(map, expecting: known.version)
            } else {
                try act.insert(map)
            }
        }.sequence
    }

    /// One local code more, in front of the others: the newest says what it means now.
    public func addSiteCode(
        _ code: SiteCode, _ order: Order = Order()
    ) throws(StoreError) -> Int64 {
        guard let item = try siteCodes().map.item(named: code.item) else {
            throw .refused(Phrase("codes.unknownItem", ["item": .text(code.item)]))
        }
        let row = [
            item.name, item.japanese, item.english, code.system, code.code,
            code.unit ?? item.unit, "site", "",
        ]
        // Neither may be more than a word: a comma would be another cell, a sign a pattern.
        let isPlain = [code.code, code.system].allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { Self.isPlain($0) }
        }
        guard isPlain, row.allSatisfy({ !$0.contains { ",\"\n\r".contains($0) } }) else {
            throw .refused(Phrase("codes.badCode", ["code": .text(code.code)]))
        }
        let known = try siteMap(.codes) ?? SiteCode.header
        let end = known.firstIndex { $0.isNewline } ?? known.endIndex
        let rest = known[end...].drop { $0.isNewline }
        let rows = "\(known[..<end])\n\(row.joined(separator: ","))\n\(rest)"
        return try setSiteMap(.codes, rows, order)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// - Throws: what is wrong with a table.
    public static func check(_ part: SiteMap.Part, _ rows: String) throws(StoreError) {
        let bytes = Array(rows.utf8)
        do throws(SiteCodesError) {
            _ = try SiteCodes.load(
                codes: part == .codes ? bytes : nil, units: part == .units ? bytes : nil)
        } catch {
            throw .refused(error.phrase)
        }
    }

    /// The rows of a table of the site as they stand, without the header.
    public func siteMapRows(_ part: SiteMap.Part) throws(StoreError) -> [[String]] {
        guard let text = try siteMap(part), let table = try? CSVTable.parse(Array(text.utf8))
        else { return [] }
        return (0..<table.rowCount).map { row in
            table.header.indices.map { table[row, $0] }
        }
    }
}

/// What a code of the site's laboratory means.
public struct SiteCode: Equatable, Sendable {
    public let code: String
    /// The site's name of the system, `99LAB`.
    public let system: String
    public let item: String
    /// Nil takes the unit that the item has anyway.
    public let unit: String?

    public init(_ code: String, system: String, item: String, unit: String? = nil) {
        (self.code, self.system, self.item, self.unit) = (code, system, item, unit)
    }

    static let header =
        "item,name_ja,name_en,system,code_pattern,canonical_unit,verified_from,note"
}
