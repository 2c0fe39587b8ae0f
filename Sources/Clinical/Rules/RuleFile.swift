public import Domain

/// A rule file as bytes under its name, wherever it came from.
public struct RuleFile: Sendable {
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

    func read<Value>(
        _ body: (JSONReader) throws(JSONError) -> Value
    ) throws(RuleFileError) -> Value {
        do throws(JSONError) {
            return try body(try JSONReader(parsing: bytes, limits: .message))
        } catch {
            throw RuleFileError(file: name, fault: error)
        }
    }
}

/// A rule file that cannot be used, with the line and what to do.
public struct RuleFileError: Error, Hashable {
    public let file: String
    public let fault: JSONError

    public init(file: String, fault: JSONError) { (self.file, self.fault) = (file, fault) }
}

extension RuleFileError: Reportable {
    public var phrase: Phrase {
        Phrase("rules.refused", ["file": .text(file), "fault": .phrase(fault.phrase)])
    }
}
