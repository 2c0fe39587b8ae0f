public import Domain
import Store

/// The messages that wait to be sent, for the people who look after them.
///
/// A class, because it holds the store, which belongs to one thread.
public final class Outbox {
    let office: Office

    public init(_ office: Office) { self.office = office }

    public func list(all: Bool) throws(StoreError) -> [OutboundMessage] {
        try office.demand(.readMessages)
        return try office.store.outbound(all: all)
    }

    /// Whether changes of bookings are written down for others at all.
    public func isOpen() throws(StoreError) -> Bool { try office.store.outboxTag() != nil }

    /// From now on every change of a booking is written down for others.
    ///
    /// - Parameter tag: what the control numbers of this store begin with; another store that
    ///   tells the same receiver has another.
    public func open(tag: String, _ order: Order = Order()) throws(StoreError) -> Int64 {
        try office.perform(.sendMessages, order) { act throws(StoreError) in
            guard act.outboxTag == nil else { throw .refused(Phrase("outbox.isOpen")) }
            try act.setOutboxTag(tag)
        }.sequence
    }

    public func close(_ order: Order = Order()) throws(StoreError) -> Int64 {
        try office.perform(.sendMessages, order) { act throws(StoreError) in
            guard act.outboxTag != nil else { throw .refused(Phrase("outbox.isClosed")) }
            try act.setOutboxTag(nil)
        }.sequence
    }

    public func retry(_ id: Int64, _ order: Order = Order()) throws(StoreError) -> Int64 {
        guard [.refused, .dropped].contains(try message(id).state) else {
            throw .refused(Phrase("outbox.notSettled", ["message": .count(Int(id))]))
        }
        return try office.perform(.settleMessage, order) { act throws(StoreError) in
            try act.queueAgain(id)
        }.sequence
    }

    /// Gives a message up; the receiver never hears of it, and the journal says why.
    public func drop(_ id: Int64, _ order: Order) throws(StoreError) -> Int64 {
        guard [.refused, .waiting].contains(try message(id).state) else {
            throw .refused(Phrase("outbox.notWaiting", ["message": .count(Int(id))]))
        }
        return try office.perform(.settleMessage, order) { act throws(StoreError) in
            try act.dropOutbound(id)
        }.sequence
    }

    public func message(_ id: Int64) throws(StoreError) -> OutboundMessage {
        try office.demand(.readMessages)
        return try office.store.outbound(id)
    }
}
