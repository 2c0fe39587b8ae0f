public import Domain

/// Reading members of a resource. A resource of another system may lack anything, so every
/// reader gives nil where the form is not what FHIR says.
extension JSON {
    var text: String? {
        if case .string(let text) = content { return text.isEmpty ? nil : text }
        return nil
    }

    var flag: Bool? {
        if case .bool(let flag) = content { return flag }
        return nil
    }

    /// The digits of a number as they came: 7.10 stays 7.10.
    var digits: String? {
        if case .number(let digits) = content { return digits }
        return nil
    }

    var elements: [JSON] {
        if case .array(let elements) = content { return elements }
        return []
    }

    var isObject: Bool {
        if case .object = content { return true }
        return false
    }

    func list(_ name: String) -> [JSON] { self[name]?.elements ?? [] }
    func string(_ name: String) -> String? { self[name]?.text }
    func reference(_ name: String) -> String? { self[name]?.string("reference") }

    /// The codings of a CodeableConcept.
    func codings(_ name: String) -> [FHIRCoding] {
        self[name]?.list("coding").map { FHIRCoding($0) } ?? []
    }
}

/// A code and the address of its system.
public struct FHIRCoding: Hashable, Sendable {
    public let system: String?
    public let code: String?
    public let display: String?

    init(_ value: JSON) {
        system = value.string("system")
        code = value.string("code")
        display = value.string("display")
    }

    /// The code as the code table knows it.
    public var mapped: CodeMap.Code? {
        code.map { CodeMap.Code(CodeMap.System(fhir: system), $0, local: system) }
    }
}

/// A measured amount.
public struct FHIRQuantity: Hashable, Sendable {
    /// The digits as they came.
    public let value: String?
    public let comparator: String?
    /// The UCUM code where there is one, else the unit as people write it.
    public let unit: String?

    init?(_ value: JSON?) {
        guard let value, value.isObject else { return nil }
        self.value = value["value"]?.digits
        comparator = value.string("comparator")
        unit = value.string("code") ?? value.string("unit")
    }
}

/// A time as FHIR writes it: a year, a month, a day or a moment with its offset.
public struct FHIRTime: Hashable, Sendable {
    public let text: String
    public let instant: Instant?
    public let day: Day?

    init?(_ text: String?) {
        guard let text else { return nil }
        self.text = text
        instant = try? Instant(iso: text)
        day = instant?.day ?? (try? Day(iso: text))
    }

    /// A year or a month is readable, though it names no day.
    public var isReadable: Bool {
        if day != nil { return true }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return areDigits && parts.first?.utf8.count == 4
            && (parts.count == 1 || (parts.count == 2 && parts[1].utf8.count == 2))
    }
}
