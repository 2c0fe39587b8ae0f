extension JSON {
    /// One line, members in their order: what machines read.
    public var compact: String {
        var text = ""
        write(into: &text, indent: nil)
        return text
    }

    /// Two spaces a level and a line end: what people read and keep under version control.
    public var pretty: String {
        var text = ""
        write(into: &text, indent: 0)
        return text + "\n"
    }

    /// Members sorted by name, no blanks: the bytes that checksums are made of.
    public var canonical: String { sorted.compact }

    private var sorted: JSON {
        switch content {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let members):
            JSON(
                .object(
                    members.sorted { $0.name < $1.name }
                        .map { Member($0.name, $0.value.sorted) }))
        default: self
        }
    }

    private func write(into text: inout String, indent: Int?) {
        switch content {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let value): JSON.quote(value, into: &text)
        case .array(let elements):
            // A row of plain values stays on its line, also for people.
            let flat = elements.allSatisfy(\.isPlain)
            JSON.list(elements, "[", "]", into: &text, indent: flat ? nil : indent) {
                (element, text, indent) in element.write(into: &text, indent: indent)
            }
        case .object(let members):
            JSON.list(members, "{", "}", into: &text, indent: indent) { (member, text, indent) in
                JSON.quote(member.name, into: &text)
                text += indent == nil ? ":" : ": "
                member.value.write(into: &text, indent: indent)
            }
        }
    }

    private var isPlain: Bool {
        switch content {
        case .array, .object: false
        default: true
        }
    }

    private static func list<Element>(
        _ elements: [Element], _ open: String, _ close: String, into text: inout String,
        indent: Int?, _ each: (Element, inout String, Int?) -> Void
    ) {
        text += open
        let inner = indent.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += inner == nil ? "," : "," }
            if let inner { text += "\n" + String(repeating: "  ", count: inner) }
            each(element, &text, inner)
        }
        if let indent, !elements.isEmpty {
            text += "\n" + String(repeating: "  ", count: indent)
        }
        text += close
    }

    private static func quote(_ value: String, into text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // DEL and the C1 controls are legal in JSON, but a terminal would obey them.
            case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
