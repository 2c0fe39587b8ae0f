import Application
import Domain
import Glibc
import Interop
import Support
import Synchronization
import Testing

/// The delivery of the outbox to a receiver that does not always answer.
struct SenderTests {
    /// What a receiver does with its n-th message.
    private typealias Answering = @Sendable (Int, HL7Reading) -> MLLPServer.Outcome

    /// A receiver on a thread of its own.
    /// - Returns: what it was sent, in order.
    private static func withReceiver(
        _ answer: @escaping Answering,
        _ body: @escaping @Sendable (UInt16) throws -> Void
    ) throws -> [[UInt8]] {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let (stop, end) = (ends[0], ends[1])
        let received = Mutex<[[UInt8]]>([])
        let port = Mutex<UInt16?>(nil)
        let failure = Mutex<(any Error)?>(nil)
        onThreads(2) { thread in
            if thread == 0 {
                guard let server = try? MLLPServer(host: "127.0.0.1", port: 0, clock: ticks) else {
                    port.withLock { $0 = 0 }
                    return
                }
                port.withLock { $0 = server.port }
                server.run(stop: stop, idle: {}) { piece, _ in
                    let number = received.withLock { list in
                        list.append(piece.bytes)
                        return list.count
                    }
                    return answer(number, HL7Reading(piece.bytes))
                }
            } else {
                while port.withLock({ $0 }) == nil { usleep(1000) }
                do { try body(port.withLock { $0 } ?? 0) } catch {
                    failure.withLock { $0 = error }
                }
                var byte: UInt8 = 1
                write(end, &byte, 1)
            }
        }
        close(stop)
        close(end)
        if let failure = failure.withLock({ $0 }) { throw failure }
        return received.withLock { $0 }
    }

    @Sendable private static func ticks() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func answered(
        _ code: HL7Answer.Code, _ reading: HL7Reading
    ) -> MLLPServer.Outcome {
        .answer([
            HL7Answer(code).bytes(to: reading, controlID: "R1", at: OfficeTests.now)
        ])
    }

    /// One run of the sender, until nothing waits or nobody answers.
    @discardableResult
    private static func send(_ bench: OutboxTests.Bench, _ port: UInt16) throws -> Bool {
        var settings = SendSettings()
        settings.port = port
        settings.answerSeconds = 2
        settings.endsWhenEmpty = true
        return try Sender(try bench.outbox(), settings, ticks: ticks).run(stop: -1) { _, _ in }
    }

    private static func bench(bookings: Int) throws -> OutboxTests.Bench {
        let bench = try OutboxTests.Bench()
        _ = try bench.outbox().open(tag: "t")
        for day in 0..<bookings { _ = try bench.book(day) }
        return bench
    }

    /// The first message is taken and never answered: the connection ends. The second run sends
    /// the very same bytes, and each that was answered goes once.
    @Test func whatWasNotAnsweredIsSentAgainUnderTheSameNumber() throws {
        let answer: Answering = { number, reading in
            number == 1 ? .close : Self.answered(.accepted, reading)
        }
        let sent = try Self.withReceiver(answer) { port in
            let bench = try Self.bench(bookings: 2)
            #expect(try !Self.send(bench, port))
            #expect(try bench.outbox().list(all: false).map(\.tries) == [1, 0, 0, 0])
            #expect(try Self.send(bench, port))
            #expect(try bench.outbox().list(all: false) == [])
            #expect(try bench.outbox().list(all: true).map(\.tries) == [2, 1, 1, 1])
            #expect(try Self.send(bench, port), "nothing is sent twice")
        }
        #expect(sent.count == 5)
        #expect(sent[0] == sent[1])
        #expect(Set(sent).count == 4)
    }

    /// A refusal waits for a person; what comes after it goes on.
    @Test func aRefusalIsKeptForAPerson() throws {
        let answer: Answering = { number, reading in
            Self.answered(number == 1 ? .erroneous : .accepted, reading)
        }
        let sent = try Self.withReceiver(answer) { port in
            let bench = try Self.bench(bookings: 1)
            #expect(try Self.send(bench, port))
            let left = try bench.outbox().list(all: false)
            #expect(left.map(\.state) == [.refused] && left.map(\.answer) == ["AE"])
            _ = try bench.outbox().retry(1)
            #expect(try Self.send(bench, port))
            #expect(try bench.outbox().list(all: false) == [])
            // Sent is sent.
            #expect(throws: StoreError.self) { try bench.outbox().retry(1) }
            _ = try bench.book(3)
            let reason = Order(reason: Reason(.other, "double"))
            _ = try bench.outbox().drop(3, reason)
            #expect(try Self.send(bench, port))
            #expect(
                try bench.outbox().list(all: true).map(\.state) == [
                    .sent, .sent, .dropped, .sent,
                ])
        }
        #expect(sent.count == 4)
    }

    /// An answer to another message is none.
    @Test func anAnswerToSomethingElseIsNotTaken() throws {
        let answer: Answering = { _, reading in
            let other = HL7Reading(
                Array(
                    String(decoding: reading.raw, as: UTF8.self).replacing("|t.", with: "|u.").utf8)
            )
            return Self.answered(.accepted, other)
        }
        let sent = try Self.withReceiver(answer) { port in
            let bench = try Self.bench(bookings: 1)
            #expect(try !Self.send(bench, port))
            #expect(try bench.outbox().list(all: false).map(\.state) == [.waiting, .waiting])
        }
        #expect(sent.count == 1)
    }

    @Test func nobodyThereIsSaidInWords() throws {
        let bench = try Self.bench(bookings: 1)
        #expect(try !Self.send(bench, 9))
        #expect(try bench.outbox().message(1).words == "send.cannotConnect")
    }
}
