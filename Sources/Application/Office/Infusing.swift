import Clinical
import Domain
import Store

/// Before cells run: two people's time-out and the rescue drug, or somebody's stated words.
extension Reading {
    /// Refuses the word "infused" while the time-out or the reserve is missing.
    ///
    /// A person decides: whoever says override or emergency in words may go on, and the second
    /// person of the act stands by it in the same journal entry.
    func demandReadyToInfuse(
        _ course: Course.ID, at time: Instant, _ rule: WardFile.TimeOut, _ reason: Reason
    ) throws(StoreError) {
        guard reason.kind != .override, reason.kind != .emergency else { return }
        let first = time.adding(minutes: -rule.hours * 60)
        guard let taken = try timeOuts(of: course).last(where: { first <= $0.at && $0.at <= time })
        else {
            throw .refused(
                Phrase(
                    "infusion.noTimeOut",
                    ["course": .text(course.text), "hours": .count(rule.hours)]))
        }
        let doses = try reserves(of: course).first { $0.drug == rule.drug }?.doses ?? taken.reserved
        guard doses >= rule.doses else {
            throw .refused(
                Phrase(
                    "infusion.notReserved",
                    [
                        "course": .text(course.text), "drug": .text(rule.drug),
                        "doses": .count(doses), "needed": .count(rule.doses),
                    ]))
        }
    }
}
