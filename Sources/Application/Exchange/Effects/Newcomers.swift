import Domain
import Store

/// Messages that name a patient whom nobody knows, and patients whom a message makes known.
extension MessageEffects {
    /// Why a message waits for its patient. It is told with the name by which the message calls
    /// the patient: under that name it is found when somebody of that name is registered.
    enum Nobody: String, CaseIterable {
        case result = "interop.reason.resultOfNobody"
        case person = "interop.reason.incompletePerson"
        case row = "interop.reason.unknownPatient"

        func phrase(_ name: String) -> Phrase {
            Phrase(rawValue, ["number": .text(name.isEmpty ? "–" : name)])
        }
    }

    /// By what other messages call whomever this one has made known.
    func newcomers(in item: ImportedItem) -> [String] {
        registered + (item.kindName == "Patient" ? item.references.map(Self.name) : [])
    }
}

extension Office {
    /// Messages that were set aside for want of a patient of this number are read again.
    ///
    /// The registration stands whatever becomes of them: what cannot be read even now, or not
    /// while the store is away, stays in the quarantine, where people see it.
    func takeWaitingMessages(of number: String) {
        guard !number.isEmpty else { return }
        do throws(StoreError) {
            let inbox = Inbox(self, codes: try standingCodes())
            try inbox.takeWaiting(for: [number])
        } catch {
            return
        }
    }
}
