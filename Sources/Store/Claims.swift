import Domain

/// Places and shares follow from the records that take or open them, in the same transaction.
extension Transaction {
    func occupy<Kept: Record>(before: Kept?, after: Kept?) throws(StoreError) {
        if Kept.self is any Occupying.Type {
            try claim(before as? any Occupying, after as? any Occupying)
        } else if Kept.self is any Opening.Type {
            try open(before as? any Opening, after as? any Opening)
        }
    }

    private func claim(
        _ before: (any Occupying)?, _ after: (any Occupying)?
    ) throws(StoreError) {
        let (old, new) = (before?.claimedPlaces ?? [], after?.claimedPlaces ?? [])
        let holder = (after ?? before)?.holder ?? ""
        let (oldSet, newSet) = (Set(old), Set(new))
        for place in old where !newSet.contains(place) {
            let freed = try connection.run(
                "DELETE FROM claim WHERE resource = $1 AND day = $2 AND unit = $3 AND holder = $4",
                place.values + [.text(holder)])
            guard freed == 1 else {
                throw .damaged(table: "claim", column: 3, value: Table.keyText(place.values))
            }
        }
        for place in new where !oldSet.contains(place) {
            do throws(StoreError) {
                try connection.run(
                    "INSERT INTO claim (resource, day, unit, holder) VALUES ($1, $2, $3, $4)",
                    place.values + [.text(holder)])
            } catch .constraint(.unique, _) {
                throw .taken(place, by: nil)
            } catch .constraint(.foreignKey, _) {
                throw .noSuchUnit(place)
            }
        }
        try share(before, after, holder)
    }

    private func share(
        _ before: (any Occupying)?, _ after: (any Occupying)?, _ holder: String
    ) throws(StoreError) {
        let (old, new) = (before?.icuShares ?? [], after?.icuShares ?? [])
        if old == new { return }
        if !old.isEmpty {
            try connection.run("DELETE FROM icu_share WHERE holder = $1", [.text(holder)])
        }
        for share in new {
            do throws(StoreError) {
                try connection.run(
                    "INSERT INTO icu_share (holder, resource, day, percent) "
                        + "VALUES ($1, $2, $3, $4)",
                    [
                        .text(holder), .text(Self.reserve), .int(Int64(share.day.number)),
                        .int(share.percent),
                    ])
            } catch .constraint(.check, _) {
                throw .icuFull(share.day)
            } catch .constraint(.foreignKey, _) {
                throw .icuFull(share.day)
            }
        }
    }

    /// The resource whose openings are the reserve of intensive care.
    public static let reserve = "icu-reserve"

    private func open(_ before: (any Opening)?, _ after: (any Opening)?) throws(StoreError) {
        let old = before?.openedPlaces ?? []
        let new = after?.openedPlaces ?? []
        let newSet = Set(new.map(\.place))
        for (place, _) in old where !newSet.contains(place) {
            do throws(StoreError) {
                try connection.run(
                    "DELETE FROM unit_day WHERE resource = $1 AND day = $2 AND unit = $3",
                    place.values)
            } catch .constraint(.foreignKey, _) {
                throw .taken(place, by: nil)
            }
        }
        let name = (after ?? before)?.key.first ?? .null
        let times = Dictionary(old.map { ($0.place, $0.time) }) { first, _ in first }
        for (place, time) in new {
            if let known = times[place] {
                if known == time { continue }
                try connection.run(
                    "UPDATE unit_day SET time = $1 WHERE resource = $2 AND day = $3 AND unit = $4",
                    [.time(time)] + place.values)
            } else {
                try open(place, time, name)
            }
        }
        try openReserve(before, after, name)
    }

    private func open(
        _ place: UnitDay, _ time: ClockTime?, _ name: Value
    ) throws(StoreError) {
        do throws(StoreError) {
            try connection.run(
                "INSERT INTO unit_day (resource, day, unit, time, opening) "
                    + "VALUES ($1, $2, $3, $4, $5)",
                place.values + [.time(time), name])
        } catch .constraint(.unique, _) {
            throw .exists(table: "unit_day", key: Table.keyText(place.values))
        }
    }

    private func openReserve(
        _ before: (any Opening)?, _ after: (any Opening)?, _ name: Value
    ) throws(StoreError) {
        let old = before?.openedReserve ?? []
        let new = after?.openedReserve ?? []
        let kept = Set(new.map(\.day))
        let known = Set(old.map(\.day))
        for share in old where !kept.contains(share.day) {
            do throws(StoreError) {
                try connection.run(
                    "DELETE FROM icu_day WHERE resource = $1 AND day = $2",
                    [.text(Self.reserve), .int(Int64(share.day.number))])
            } catch .constraint(.foreignKey, _) {
                throw .icuFull(share.day)
            }
        }
        for share in new {
            let (day, percent) = (share.day, share.percent)
            if known.contains(day) {
                do throws(StoreError) {
                    try connection.run(
                        "UPDATE icu_day SET capacity = $1 WHERE resource = $2 AND day = $3",
                        [.int(percent), .text(Self.reserve), .int(Int64(day.number))])
                } catch .constraint(.check, _) {
                    throw .icuFull(day)
                }
            } else {
                try connection.run(
                    "INSERT INTO icu_day (resource, day, capacity, opening) "
                        + "VALUES ($1, $2, $3, $4)",
                    [.text(Self.reserve), .int(Int64(day.number)), .int(percent), name])
            }
        }
    }
}

extension UnitDay {
    var values: [Value] { [.text(resource.text), .int(Int64(day.number)), .int(unit)] }
}
