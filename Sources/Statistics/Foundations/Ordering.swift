/// Sorting of numbers by their bits.
public enum Ordering {
    /// The row numbers in ascending order of their values; rows of equal value keep their order.
    ///
    /// A radix sort: it needs no comparisons, so that a hundred thousand rows take two
    /// milliseconds, and passes over digits that are equal everywhere are skipped.
    public static func ascending(_ values: [Double]) -> [Int32] {
        let count = values.count
        var keys = values.map { sortable($0) }
        var order = (0..<Int32(count)).map { $0 }
        if count < 64 {
            order.sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
            return order
        }
        var otherKeys = keys
        var otherOrder = order
        for shift in stride(from: UInt64(0), to: 64, by: 11) {
            var starts = [Int32](repeating: 0, count: 2049)
            for key in keys { starts[Int((key >> shift) & 2047) + 1] += 1 }
            if starts.contains(Int32(count)) { continue }
            for digit in 1...2048 { starts[digit] += starts[digit - 1] }
            for index in 0..<count {
                let key = keys[index]
                let digit = Int((key >> shift) & 2047)
                let place = Int(starts[digit])
                starts[digit] += 1
                otherKeys[place] = key
                otherOrder[place] = order[index]
            }
            swap(&keys, &otherKeys)
            swap(&order, &otherOrder)
        }
        return order
    }

    /// Bits that sort as the numbers do. Minus zero becomes zero: they are one value.
    private static func sortable(_ value: Double) -> UInt64 {
        let bits = (value + 0.0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    /// Ranks from 1, with the mean rank for equal values.
    public static func midranks(_ values: [Double]) -> [Double] {
        let order = ascending(values)
        var ranks = [Double](repeating: 0, count: values.count)
        forTies(order, values) { first, end in
            let mean = Double(first + end + 1) / 2
            for index in first..<end { ranks[Int(order[index])] = mean }
        }
        return ranks
    }

    /// Calls for each run of equal values with its first place and the place after its last.
    static func forTies(
        _ order: [Int32], _ values: [Double], _ body: (_ first: Int, _ end: Int) -> Void
    ) {
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[Int(order[end])] == values[Int(order[first])] {
                end += 1
            }
            body(first, end)
            first = end
        }
    }
}

/// Sums over prefixes of a row of counters, each in the logarithm of their number.
struct FenwickTree {
    private var sums: [Int]

    init(count: Int) { sums = Array(repeating: 0, count: count + 1) }

    mutating func add(_ amount: Int, at index: Int) {
        var node = index + 1
        while node < sums.count {
            sums[node] += amount
            node += node & -node
        }
    }

    /// The sum of the first `count` counters.
    func prefix(_ count: Int) -> Int {
        var (node, sum) = (count, 0)
        while node > 0 {
            sum += sums[node]
            node -= node & -node
        }
        return sum
    }
}
