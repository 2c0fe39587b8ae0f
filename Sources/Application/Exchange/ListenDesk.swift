public import Domain
import Glibc
import Interop

/// What the listener is told to do.
public struct ListenSettings: Sendable {
    public var host = "127.0.0.1"
    public var port: UInt16 = 2575
    public var mostConnections = 64
    public var largestMessage = HL7Stream.largestMessage
    public var idleSeconds = 300
    /// How long a new connection may say nothing.
    public var firstByteSeconds = 10
    /// How long one message may take to arrive.
    public var frameSeconds = 30
    /// Nil where everything goes over the wire as it is.
    public var protection: Protection?

    public init() {}

    fileprivate var limits: MLLPServer.Limits {
        var limits = MLLPServer.Limits(
            connections: mostConnections, messageBytes: largestMessage,
            idleMilliseconds: Int64(idleSeconds) * 1000)
        limits.firstByteMilliseconds = Int64(firstByteSeconds) * 1000
        limits.frameMilliseconds = Int64(frameSeconds) * 1000
        return limits
    }
}

/// Receives messages from the hospital, keeps them, and only then answers.
public struct ListenDesk {
    private let server: MLLPServer
    private let inbox: Inbox
    private let codes: SiteCodes
    private let now: () -> Instant
    private let keys: KeySource

    /// - Throws: `ListenError` when the address is taken or is none.
    public init(
        _ settings: ListenSettings, inbox: Inbox, codes: SiteCodes, keys: KeySource,
        now: @escaping () -> Instant, ticks: @escaping () -> Int64
    ) throws(ListenError) {
        do throws(MLLPError) {
            server = try MLLPServer(
                host: settings.host, port: settings.port, limits: settings.limits,
                identity: settings.protection?.identity, clock: ticks)
        } catch {
            throw ListenError(error)
        }
        self.inbox = inbox
        self.codes = codes
        self.keys = keys
        self.now = now
    }

    public var port: UInt16 { server.port }

    /// Serves until `stop` becomes readable.
    ///
    /// - Parameters:
    ///   - refused: told of a peer with whom no protected line came about, and why.
    ///   - each: what became of every message, told after its answer is on the way.
    /// - Returns: the reason for which the store ended the work, if one did.
    public func run(
        stop: Int32, idle: () -> Void, refused: (_ source: String, Phrase) -> Void,
        each: (ImportedItem, Receipt) -> Void
    ) -> StoreError? {
        var index = 0
        var failure: StoreError?
        func refuse(_ error: TLSError, _ peer: String) {
            refused("mllp \(peer)", Phrase(protecting: error))
        }
        server.run(stop: stop, idle: idle, refused: refuse) { piece, peer in
            let reading = HL7Reading(piece.bytes, known: piece.fault, warnings: piece.warnings)
            let item = ImportedItem(
                source: "mllp \(peer)", index: index, content: .hl7(reading, piece))
            index += 1
            let receipt: Receipt
            do throws(StoreError) {
                receipt = try inbox.receive(item, act: .receiveMessages)
            } catch {
                // Nothing is kept, so nothing may be answered: the sender repeats it.
                failure = error
                return .close
            }
            failure = nil
            each(item, receipt)
            let answers = answers(reading, receipt)
            return reading.reason == .tooLarge ? .answerAndClose(answers) : .answer(answers)
        }
        return failure
    }

    /// Original mode gets one answer; a message that asks in MSH-15 and MSH-16 gets what it asks.
    private func answers(_ reading: HL7Reading, _ receipt: Receipt) -> [[UInt8]] {
        let reason = receipt.reason.flatMap { HL7Reason(rawValue: $0) }
        let code: HL7Answer.Code
        if let reason {
            guard let named = reason.answer else { return [] }
            code = named
        } else {
            guard reading.answer != nil else { return [] }
            code = .accepted
        }
        let header = reading.message?.header
        // Blanks in these fields ask for nothing.
        let wishes = ["AL", "NE", "ER", "SU"]
        guard
            [header?.acceptAnswer, header?.applicationAnswer].contains(where: {
                wishes.contains($0 ?? "")
            })
        else {
            return [bytes(code, reason, reading)]
        }
        var answers: [[UInt8]] = []
        let stored: HL7Answer.Code =
            switch code {
            case .rejected: .refusedToStore
            default: .stored
            }
        if asks(header?.acceptAnswer, isGood: stored == .stored) {
            answers.append(bytes(stored, stored == .stored ? nil : reason, reading))
        }
        if asks(header?.applicationAnswer, isGood: code == .accepted) {
            answers.append(bytes(code, reason, reading))
        }
        return answers
    }

    private func asks(_ wish: String?, isGood: Bool) -> Bool {
        switch wish {
        case "AL": true
        case "ER": !isGood
        case "SU": isGood
        default: false
        }
    }

    private func bytes(
        _ code: HL7Answer.Code, _ reason: HL7Reason?, _ reading: HL7Reading
    ) -> [UInt8] {
        HL7Answer(code, reason, text: reason?.rawValue ?? "")
            .bytes(to: reading, controlID: keys.next(), at: now())
    }
}

/// Why the listener could not start.
public struct ListenError: Error, Reportable {
    public let phrase: Phrase

    init(_ error: MLLPError) {
        if case .cannotListen(let host, let port, let reason) = error {
            phrase = Phrase(
                "interop.listen.cannotListen",
                [
                    "host": .text(host), "port": .text(String(port)),
                    "reason": .text(String(cString: strerror(reason))),
                ])
        } else {
            phrase = Phrase(sending: error)
        }
    }
}
