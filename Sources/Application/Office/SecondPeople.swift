public import Domain
import Store

extension Office {
    /// Whether an act asks here for a second person. A demo or test store knows nobody's
    /// password and does not ask.
    public func asksSecondPerson(
        for act: Act, _ milestone: Milestone.Kind? = nil
    ) throws(StoreError) -> Bool {
        guard act.asksSecondPerson(milestone) else { return false }
        return try !Reception.isDemonstration(store)
    }

    /// Whether another person, asked beside this one, really stands there: they give name and
    /// password of their own, may do the act themselves, and are not the first.
    public func confirmSecondPerson(
        _ given: Credentials, for act: Act
    ) throws(StoreError) -> SecondPerson {
        try demand(act)
        let user = try Reception.confirm(store, given, now: now)
        guard user.id != person.user.id else { throw .refused(Phrase("users.samePerson")) }
        let second = Person(user: user, proof: .none)
        guard act.isAllowed(to: second) else { throw .refused(refusal(of: act, to: user)) }
        return SecondPerson(user, for: act, beside: person.user.id)
    }

    /// Stops an act that asks for two where only one came.
    func demandSecond(
        _ act: Act, _ milestone: Milestone.Kind?, _ second: SecondPerson?
    ) throws(StoreError) {
        guard try asksSecondPerson(for: act, milestone) else { return }
        guard let second, second.act == act, second.first == person.user.id else {
            throw .refused(Phrase("office.secondMissing", ["act": .phrase(act.phrase)]))
        }
    }
}
