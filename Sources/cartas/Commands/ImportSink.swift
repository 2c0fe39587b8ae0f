import Application
import Domain

/// Where imported messages go: nowhere in a trial, else into the store; and what is printed of
/// each.
struct ImportSink {
    private let invocation: Invocation
    private let codes: SiteCodes
    private let inbox: Inbox?

    /// - Parameter inbox: nil in a trial.
    init(_ invocation: Invocation, _ codes: SiteCodes, _ inbox: Inbox?) {
        self.invocation = invocation
        self.codes = codes
        self.inbox = inbox
    }

    var isDryRun: Bool { inbox == nil }

    mutating func take(_ item: ImportedItem) throws(CommandError) -> Receipt {
        let receipt: Receipt
        if let inbox {
            receipt = try storing { () throws(StoreError) in try inbox.receive(item) }
        } else {
            receipt = item.judgement
        }
        show(item, receipt)
        return receipt
    }

    private func show(_ item: ImportedItem, _ receipt: Receipt) {
        if invocation.wantsJSON {
            invocation.console.print(item.record(codes, receipt))
            return
        }
        let place = "\(item.source) [\(item.index)]: "
        for warning in receipt.warnings {
            invocation.console.print(
                place + invocation.wording(Phrase("interop.warning.\(warning)")))
        }
        if let why = receipt.why {
            invocation.console.print(place + invocation.wording(why))
        }
    }
}
