/// How many messages came to what end. The sums add up in every report.
public struct ImportTally: Sendable {
    public private(set) var accepted = 0
    public private(set) var duplicate = 0
    public private(set) var quarantined = 0
    /// Files that could not be read at all.
    public var unreadable = 0

    public init() {}

    public mutating func count(_ receipt: Receipt) {
        switch receipt.disposition {
        case .accepted: accepted += 1
        case .duplicate: duplicate += 1
        case .quarantined: quarantined += 1
        }
    }

    public var messages: Int { accepted + duplicate + quarantined }

    /// The last line of every report, the same in every language, because scripts read it.
    public var line: String {
        "\(messages) messages: \(accepted) accepted, \(duplicate) duplicate, "
            + "\(quarantined) quarantined"
    }
}
