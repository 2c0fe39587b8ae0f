import CPostgreSQL

/// Values as the server writes them.
enum PostgresValue {
    static func text(_ value: Value) -> String? {
        switch value {
        case .null: nil
        case .int(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text): text.storable
        case .blob(let bytes): "\\x" + hexadecimal(bytes)
        }
    }

    static func value(
        _ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ type: Oid
    ) -> Value {
        guard PQgetisnull(result, row, column) == 0,
            let start = PQgetvalue(result, row, column)
        else { return .null }
        let count = Int(PQgetlength(result, row, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: count) { start in
            let raw = UnsafeBufferPointer(start: start, count: count)
            if type == 17 { return .blob(bytes(fromHexadecimal: raw.dropFirst(2))) }
            let text = String(decoding: raw, as: UTF8.self)
            switch type {
            case 20, 21, 23, 26: return Int64(text).map { .int($0) } ?? .text(text)
            case 1700: return Int64(text).map { .int($0) } ?? .real(Double(text) ?? .nan)
            case 700, 701: return .real(Double(text) ?? .nan)
            case 16: return .bool(text == "t")
            default: return .text(text)
            }
        }
    }
}

private let digits = Array("0123456789abcdef".utf8)

func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

private func bytes(fromHexadecimal text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8?
    for byte in text {
        let digit = byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57
        if let first = high {
            bytes.append(first << 4 | digit)
            high = nil
        } else {
            high = digit
        }
    }
    return bytes
}
