import Application
import Domain
import Glibc

/// Where a command works: which store, who, and what time it is.
struct Workplace {
    let premises: Premises
    let person: Person
    let clock: () -> Instant

    /// The machine's clock, with the offset of its place.
    static func machineNow() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var seconds = time.tv_sec
        var local = tm()
        localtime_r(&seconds, &local)
        return Instant(
            utcMilliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000,
            offsetMinutes: Int16(local.tm_gmtoff / 60))
    }

    /// The address of the store: `--store`, `CARTAS_STORE`, else the user's own folder.
    static func address(_ invocation: Invocation) -> String {
        let environment = Environment.current
        if let named = invocation.value("store") ?? environment["CARTAS_STORE"] { return named }
        let data = environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? ".")/.local/share"
        return "\(data)/cartas/hospital.sqlite"
    }

    /// Opens the store and finds out who asks.
    ///
    /// - Parameter seedIsOwn: true for a command whose `--seed` says nothing of the store.
    static func open(
        _ invocation: Invocation, seedIsOwn: Bool = false
    ) throws(CommandError) -> Workplace {
        let address = address(invocation)
        let premises = try storing { () throws(StoreError) in try Premises(opening: address) }
        let clock = try clock(invocation, premises, seedIsOwn)
        let person = try storing { () throws(StoreError) in
            try premises.person(
                named: invocation.value("user"), token: SessionFile.token(for: address),
                now: clock())
        }
        return Workplace(premises: premises, person: person, clock: clock)
    }

    /// `--now` would let somebody date an entry; a real store refuses it.
    private static func clock(
        _ invocation: Invocation, _ premises: Premises, _ seedIsOwn: Bool
    ) throws(CommandError) -> () -> Instant {
        guard invocation.has("now") || (invocation.has("seed") && !seedIsOwn)
        else { return machineNow }
        guard premises.isDemonstration else {
            throw .refused(StoreError.refused(Phrase("cli.nowOnReal")))
        }
        guard let now = try now(invocation) else { return machineNow }
        return { now }
    }

    /// The instant of `--now`, or nil without one.
    static func now(_ invocation: Invocation) throws(CommandError) -> Instant? {
        guard let text = invocation.value("now") else { return nil }
        do throws(DayError) {
            return try Instant(iso: text)
        } catch {
            throw .usage(error.phrase)
        }
    }

    /// The office in which the person acts.
    var office: Office { premises.office(for: person, source: "cli", clock: clock) }
}

/// Runs a piece of store work: what the store cannot do ends the command with code 3, what it
/// refuses with code 1.
func storing<Value>(
    _ body: () throws(StoreError) -> Value
) throws(CommandError) -> Value {
    do throws(StoreError) {
        return try body()
    } catch {
        throw error.isUnavailability ? .unavailable(error) : .refused(error)
    }
}
