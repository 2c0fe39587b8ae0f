public import Domain

/// What a pool has and gives on a day, as the engine counts it.
public struct PoolDay: Hashable, Sendable {
    public let pool: Pool
    public let day: Day
    public let capacity: Int
    public let used: Int
    public let courses: [Course.ID]

    public var isOverdrawn: Bool { used > capacity }
}

extension BoardModel {
    /// Every day of every pool on which something is used, in the order of days and pools.
    public var usage: [PoolDay] {
        capacity.lines.flatMap { pool, line in
            (0..<capacity.count).compactMap { index -> PoolDay? in
                guard line.used[index] != 0 else { return nil }
                let day = capacity.first + index
                return PoolDay(
                    pool: pool, day: day, capacity: line.capacity[index], used: line.used[index],
                    courses: capacity.holders(pool, day))
            }
        }.sorted { ($0.day, $0.pool.name) < ($1.day, $1.pool.name) }
    }
}
