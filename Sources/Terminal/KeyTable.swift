/// What the finished sequences of terminals mean. All common terminals agree closely enough that
/// one table serves them; what is in none of them is unknown.
enum KeyTable {
    /// `ESC O` and a letter: cursor keys in application mode, the keypad, F1 to F4.
    static func single(_ byte: UInt8) -> Key {
        switch byte {
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P"): .function(1)
        case UInt8(ascii: "Q"): .function(2)
        case UInt8(ascii: "R"): .function(3)
        case UInt8(ascii: "S"): .function(4)
        default: arrow(byte).map { .named($0) } ?? .unknown
        }
    }

    private static func arrow(_ byte: UInt8) -> Key.Name? {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        default: nil
        }
    }

    /// `ESC [`, parameters, and the byte that ends them.
    static func control(_ bytes: [UInt8], final: UInt8) -> Key {
        if bytes.first == UInt8(ascii: "<") {
            return mouse(Array(bytes.dropFirst()), isRelease: final == UInt8(ascii: "m"))
        }
        if bytes == [UInt8(ascii: "[")] {
            let number = Int(final) - Int(UInt8(ascii: "A")) + 1
            return (1...5).contains(number) ? .function(number) : .unknown
        }
        guard let numbers = parameters(bytes) else { return .unknown }
        switch final {
        case UInt8(ascii: "~"): return tilde(numbers)
        case UInt8(ascii: "Z"): return .backTab
        case UInt8(ascii: "R"): return answer(numbers)
        case UInt8(ascii: "P"), UInt8(ascii: "Q"), UInt8(ascii: "S"):
            return .function(Int(final) - Int(UInt8(ascii: "P")) + 1)
        default:
            guard let name = arrow(final), numbers.count <= 2 else { return .unknown }
            return .named(name, modifiers(numbers.count == 2 ? numbers[1] : 1))
        }
    }

    /// Digits between semicolons; nil for anything else.
    private static func parameters(_ bytes: [UInt8]) -> [Int]? {
        guard !bytes.isEmpty else { return [] }
        var numbers = [0]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: ";"): numbers.append(0)
            case 0x30...0x39:
                let value = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
                guard value < 1_000_000 else { return nil }
                numbers[numbers.count - 1] = value
            default: return nil
            }
        }
        return numbers
    }

    private static func modifiers(_ number: Int) -> Key.Modifiers {
        guard (2...8).contains(number) else { return [] }
        return Key.Modifiers(rawValue: UInt8(number - 1))
    }

    private static func answer(_ numbers: [Int]) -> Key {
        // Row 1 is what a modified F3 sends; our questions never stand there.
        guard numbers.count == 2, numbers[0] > 1 else { return .function(3) }
        return .cursorAt(row: numbers[0], column: numbers[1])
    }

    private static func tilde(_ numbers: [Int]) -> Key {
        guard let first = numbers.first, numbers.count <= 2 else { return .unknown }
        let held = modifiers(numbers.count == 2 ? numbers[1] : 1)
        switch first {
        case 1, 7: return .named(.home, held)
        case 2: return .named(.insert, held)
        case 3: return .named(.delete, held)
        case 4, 8: return .named(.end, held)
        case 5: return .named(.pageUp, held)
        case 6: return .named(.pageDown, held)
        case 11...15: return .function(first - 10)
        case 17...21: return .function(first - 11)
        case 23...26: return .function(first - 12)
        case 28, 29: return .function(first - 13)
        case 31...34: return .function(first - 14)
        default: return .unknown
        }
    }

    private static func mouse(_ bytes: [UInt8], isRelease: Bool) -> Key {
        guard let numbers = parameters(bytes), numbers.count == 3 else { return .unknown }
        return mouse(numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
    }

    /// Three bytes, each 32 above its number.
    static func oldMouse(_ bytes: [UInt8]) -> Key {
        let numbers = bytes.map { Int($0) - 32 }
        let isRelease = numbers[0] & 3 == 3 && numbers[0] & 64 == 0
        return mouse(numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
    }

    private static func mouse(_ code: Int, column: Int, row: Int, isRelease: Bool) -> Key {
        guard code >= 0, column >= 1, row >= 1 else { return .unknown }
        let place = Position(row: row - 1, column: column - 1)
        if code & 64 != 0 {
            switch code & 3 {
            case 0: return .mouse(.init(.wheelUp, at: place))
            case 1: return .mouse(.init(.wheelDown, at: place))
            default: return .unknown
            }
        }
        let action: Key.Mouse.Action =
            isRelease ? .release : code & 32 != 0 ? .drag : .press
        return .mouse(.init(action, button: code & 3 == 3 ? 0 : code & 3, at: place))
    }
}
