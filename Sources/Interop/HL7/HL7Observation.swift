import Domain

/// One result: OBX, with the order it stands under.
public struct HL7Observation: Sendable {
    public let code: HL7Code
    public let alternative: HL7Code
    public let valueType: String?
    /// The value as text: the first component of a coded value, the number of a structured one.
    public let value: String?
    public let comparator: String?
    public let unit: String?
    public let range: String?
    public let flags: String?
    public let status: String?
    public let time: HL7Time.Reading
    /// The specimen, so that two of one minute stay two.
    public let specimen: String?

    init(_ segment: HL7Segment, order: HL7Segment?, specimen: HL7Segment?) {
        let item = segment[3].first
        code = HL7Code(item, from: 1)
        alternative = HL7Code(item, from: 4)
        valueType = segment[2].first.component(1).text
        (value, comparator) = Self.value(segment[5], valueType)
        unit = segment[6].first.component(1).text
        range = segment[7].text
        flags = segment[8].text
        status = segment[11].first.component(1).text
        let own = HL7Time.reading(segment[14])
        if case .absent = own, let order {
            time = HL7Time.reading(order[7])
        } else {
            time = own
        }
        self.specimen =
            specimen?[2].first.component(1).subcomponent(1).text
            ?? order?[3].first.component(1).text
    }

    private static func value(
        _ field: HL7Field, _ type: String?
    ) -> (value: String?, comparator: String?) {
        switch type {
        case "CE", "CWE", "CNE", "CF": return (field.first.component(1).text, nil)
        case "ED": return (field.isEmpty ? nil : "(embedded data)", nil)
        case "SN":
            let sign = field.first.component(1).text
            guard let number = field.first.component(2).text else { return (field.text, nil) }
            guard field.first.component(4).isEmpty else { return (field.text, nil) }
            return (number, sign == "=" ? nil : sign)
        default:
            guard let text = field.text else { return (nil, nil) }
            return LaboratoryNumber.parted(text) ?? (text, nil)
        }
    }

    /// The items the value may be of, the sender's first choice first.
    public var codes: [CodeMap.Code] {
        [code, alternative].compactMap { one in
            one.id.map { CodeMap.Code(CodeMap.System(hl7: one.system), $0, local: one.system) }
        }
    }
}

/// A coded element: id, text, system.
public struct HL7Code: Hashable, Sendable {
    public let id: String?
    public let text: String?
    public let system: String?

    init(_ field: HL7Field, from first: Int) {
        id = field.component(first).text
        text = field.component(first + 1).text
        system = field.component(first + 2).text
    }
}

/// Numbers as laboratories report them.
public enum LaboratoryNumber {
    /// `<0.02` is a comparator and a number; nil for every other text.
    public static func parted(_ text: String) -> (value: String?, comparator: String?)? {
        for sign in ["<=", ">=", "<", ">", "≦", "≧", "＜", "＞"] where text.hasPrefix(sign) {
            let rest = String(text.dropFirst(sign.count).drop { $0 == " " })
            guard DecimalText.number(rest) != nil else { return nil }
            let plain =
                switch sign {
                case "≦": "<="
                case "≧": ">="
                case "＜": "<"
                case "＞": ">"
                default: sign
                }
            return (rest, plain)
        }
        return nil
    }
}

/// One line of an order: OBR, with the control code of the ORC before it.
public struct HL7Order: Sendable {
    public let control: String?
    public let placerID: String?
    public let fillerID: String?
    public let code: HL7Code
    public let collected: HL7Time.Reading
    public let status: String?

    init(_ request: HL7Segment, control: HL7Segment?) {
        self.control = control?[1].first.component(1).text
        placerID = request[2].first.component(1).text
        fillerID = request[3].first.component(1).text
        code = HL7Code(request[4].first, from: 1)
        collected = HL7Time.reading(request[7])
        status = request[25].first.component(1).text
    }
}

extension HL7Message {
    /// Results and orders, in the order in which they stand.
    public var results: (observations: [HL7Observation], orders: [HL7Order]) {
        var observations: [HL7Observation] = []
        var orders: [HL7Order] = []
        var (order, control, specimen): (HL7Segment?, HL7Segment?, HL7Segment?) = (nil, nil, nil)
        for segment in segments {
            switch segment.name {
            case "ORC": control = segment
            case "OBR":
                order = segment
                orders.append(HL7Order(segment, control: control))
            case "SPM": specimen = segment
            case "OBX":
                observations.append(HL7Observation(segment, order: order, specimen: specimen))
            default: break
            }
        }
        return (observations, orders)
    }
}
