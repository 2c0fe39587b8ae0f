import Domain
import Store

/// Absolute counts that a laboratory reports as a share of the leukocytes: worked out where it
/// sent no absolute count of the same time, and marked, because nobody has measured them.
extension MessageEffects {
    private static let shares = [("LYMPH_PCT", "ALC"), ("NEUT_PCT", "ANC")]

    /// To be called when a value has come or gone.
    func calculateCounts(_ cause: Observation) throws(StoreError) {
        for (share, count) in Self.shares where ["WBC", share].contains(cause.code) {
            let whole = try standing("WBC", cause)
            let part = try standing(share, cause)
            let known = try kept(count, cause).first
            if let known, !known.isCalculated, !known.isWithdrawn { continue }
            guard let whole, let part, case .number(let cells) = whole.value,
                case .number(let percent) = part.value, (0...100).contains(percent)
            else {
                // What it was worked out from has been withdrawn.
                if var known, known.isCalculated, !known.isWithdrawn {
                    known.isWithdrawn = true
                    try act.update(known, expecting: nil)
                }
                continue
            }
            let found = Observation(
                patient: cause.patient, code: count, value: .number(cells * percent / 100),
                unit: "10*9/L", at: cause.at,
                isProvisional: whole.isProvisional || part.isProvisional)
            if let known, known.isCalculated {
                try act.update(ObservationRecord(id: known.id, found), expecting: nil)
            } else {
                let id: Observation.ID = try act.nextID("C", "calculated")
                try act.insert(ObservationRecord(id: id.text, found))
            }
        }
    }

    /// A reported count takes the place of one that was worked out.
    func withdrawCalculated(_ reported: Observation) throws(StoreError) {
        for var known in try kept(reported.code, reported)
        where known.isCalculated && !known.isWithdrawn {
            known.isWithdrawn = true
            try act.update(known, expecting: nil)
        }
    }

    private func standing(
        _ code: String, _ cause: Observation
    ) throws(StoreError) -> Observation? {
        try kept(code, cause).first { !$0.isWithdrawn }?.observation
    }

    /// Everything of one item at the same time, what was reported first.
    func kept(
        _ code: String, _ cause: Observation
    ) throws(StoreError) -> [ObservationRecord] {
        try act.all(
            .observations(of: cause.patient, code: code, at: cause.at)
        ).map(\.record).sorted { !$0.isCalculated && $1.isCalculated }
    }
}
