public import Domain
import Interop
import Store

/// Laboratory messages made for measuring: eight results each, of two hundred patients.
public struct MessageBench {
    private let office: Office
    private let inbox: Inbox
    private let codes: SiteCodes

    /// - Throws: where this is no store for trying things out.
    public init(_ office: Office, codes: SiteCodes) throws(StoreError) {
        try office.demand(.measureStore)
        guard try Reception.isDemonstration(office.store) else {
            throw .refused(Phrase("bench.notReal"))
        }
        self.office = office
        self.codes = codes
        inbox = Inbox(office, codes: codes)
    }

    /// Reads messages out of a stream, down to their facts, and keeps nothing.
    ///
    /// - Returns: how many could be used.
    public func read(_ count: Int) -> Int {
        var stream = HL7Stream(framedOnly: true)
        var usable = 0
        for number in 0..<count {
            for piece in stream.take([0x0B] + Self.message(number, "r") + [0x1C, 0x0D]) {
                let record = Self.item(piece, number).record(codes)
                if record["disposition"] == .string("accepted") { usable += 1 }
            }
        }
        return usable
    }

    /// Takes messages in as the listener does, each in a transaction of its own.
    ///
    /// - Parameter prefix: of the control numbers, so that none is a duplicate.
    /// - Returns: how many were accepted.
    public func keep(_ count: Int, prefix: String) throws(StoreError) -> Int {
        var stream = HL7Stream(framedOnly: true)
        var accepted = 0
        for number in 0..<count {
            for piece in stream.take([0x0B] + Self.message(number, prefix) + [0x1C, 0x0D]) {
                let receipt = try inbox.receive(Self.item(piece, number), act: .receiveMessages)
                if receipt.disposition == .accepted { accepted += 1 }
            }
        }
        return accepted
    }

    private static func item(_ piece: HL7Stream.Piece, _ number: Int) -> ImportedItem {
        let reading = HL7Reading(piece.bytes, known: piece.fault, warnings: piece.warnings)
        return ImportedItem(source: "bench", index: number, content: .hl7(reading, piece))
    }

    private static let results = [
        ("777-3", "10*9/L"), ("6690-2", "10*9/L"), ("718-7", "g/dL"), ("1988-5", "mg/dL"),
        ("2276-4", "ng/mL"), ("2532-0", "U/L"), ("2160-0", "mg/dL"), ("1742-6", "U/L"),
    ]

    /// One minute of the clock for every two hundred messages, so that no result replaces another.
    private static func message(_ number: Int, _ prefix: String) -> [UInt8] {
        let minute = number / 200
        let day = Day(number: 20_700) + minute / 1440
        func digits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = "\(digits(minute / 60 % 24))\(digits(minute % 60))00"
        let time = day.iso.filter { $0 != "-" } + clock
        let patient = number % 200
        var text =
            "MSH|^~\\&|LAB|H|C|C|\(time)||ORU^R01|\(prefix)\(number)|P|2.5\r"
            + "PID|1||Q\(patient)^^^H^MR||試験^太郎^^^^^L^I~シケン^タロウ^^^^^L^P||19700101|M\r"
            + "OBR|1||F\(number)|1^x^LN|||\(time)\r"
        for (place, code) in results.enumerated() {
            let value = Double((number * 7 + place) % 300) / 10
            text += "OBX|\(place + 1)|NM|\(code.0)^x^LN||\(value)|\(code.1)|||||F|||\(time)\r"
        }
        return Array(text.utf8)
    }
}
