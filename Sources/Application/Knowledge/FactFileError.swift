public import Domain

/// A file of facts that cannot be read, by its name: a line number alone does not say where.
public struct FactFileError: Error, Hashable {
    public let path: String
    public let fault: JSONError

    public init(path: String, fault: JSONError) { (self.path, self.fault) = (path, fault) }

    public static func reading<Value>(
        _ path: String, _ body: () throws(JSONError) -> Value
    ) throws(FactFileError) -> Value {
        do throws(JSONError) {
            return try body()
        } catch {
            throw FactFileError(path: path, fault: error)
        }
    }
}

extension FactFileError: Reportable {
    public var phrase: Phrase {
        Phrase("facts.refused", ["file": .text(path), "fault": .phrase(fault.phrase)])
    }
}
