import Statistics

/// Grows one tree from a seed of its own.
struct TreeGrower {
    private let data: ForestData
    private let settings: ForestSettings

    init(_ data: ForestData, _ settings: ForestSettings) {
        (self.data, self.settings) = (data, settings)
    }

    /// How often each row was drawn for a tree: also tells which rows it has never seen.
    static func repeats(
        _ count: Int, _ settings: ForestSettings, tree: Int
    ) -> (repeats: [Int32], generator: SeededGenerator) {
        var generator = SeededGenerator(seed: settings.seed, stream: UInt64(tree) + 1)
        guard settings.bootstrap else {
            return (Array(repeating: 1, count: count), generator)
        }
        var repeats = [Int32](repeating: 0, count: count)
        for _ in 0..<count { repeats[generator.below(count)] += 1 }
        return (repeats, generator)
    }

    /// A part of the drawn rows that is yet to become a node.
    private struct Pending {
        let first: Int
        let end: Int
        /// The node whose right branch this is.
        let parent: Int
    }

    func grow(tree number: Int) -> SurvivalTree {
        let drawn = Self.repeats(data.count, settings, tree: number)
        var generator = drawn.generator
        var tree = SurvivalTree()
        var rows = data.byTime.filter { drawn.repeats[Int($0)] > 0 }
        var spare = rows
        let scratch = SplitScratch(rows: data.count, times: data.eventTimes.count)
        rows.withUnsafeMutableBufferPointer { rows in
            spare.withUnsafeMutableBufferPointer { spare in
                withUnsafeData { unsafe in
                    drawn.repeats.withUnsafeBufferPointer { repeats in
                        guard let repeats = repeats.baseAddress else { return }
                        let search = SplitSearch(unsafe, scratch, minLeaf: settings.minLeaf)
                        grow(&tree, rows, spare, unsafe, repeats, search, &generator)
                    }
                }
            }
        }
        return tree
    }

    private func withUnsafeData(_ body: (SplitSearch.UnsafeData) -> Void) {
        data.places.withUnsafeBufferPointer { places in
            data.rowsInOrder.withUnsafeBufferPointer { inOrder in
                data.valueRanks.withUnsafeBufferPointer { ranks in
                    data.reached.withUnsafeBufferPointer { reached in
                        data.events.withUnsafeBufferPointer { events in
                            // Training data has at least one row and one feature.
                            body(
                                SplitSearch.UnsafeData(
                                    count: data.count, places: places.baseAddress!,
                                    rowsInOrder: inOrder.baseAddress!,
                                    valueRanks: ranks.baseAddress!,
                                    reached: reached.baseAddress!, events: events.baseAddress!))
                        }
                    }
                }
            }
        }
    }

    private func grow(
        _ tree: inout SurvivalTree, _ rows: UnsafeMutableBufferPointer<Int32>,
        _ spare: UnsafeMutableBufferPointer<Int32>, _ unsafe: SplitSearch.UnsafeData,
        _ repeats: UnsafePointer<Int32>, _ search: SplitSearch,
        _ generator: inout SeededGenerator
    ) {
        var features = (0..<data.width).map { $0 }
        var pending = [Pending(first: 0, end: rows.count, parent: -1)]
        while let part = pending.popLast() {
            if part.parent >= 0 { tree.links[part.parent] = Int32(tree.nodeCount) }
            let members = UnsafeBufferPointer(rebasing: rows[part.first..<part.end])
            let split = best(members, repeats, search, &features, &generator)
            guard split.feature >= 0 else {
                tree.appendLeaf(
                    eventTimeCount: data.eventTimes.count, steps(members, repeats))
                continue
            }
            let places = unsafe.places + split.feature * data.count
            var (left, right) = (part.first, 0)
            // Stable, so that the rows of both branches stay in the order of time.
            for index in part.first..<part.end {
                let row = rows[index]
                if places[Int(row)] <= split.leftPlace {
                    rows[left] = row
                    left += 1
                } else {
                    spare[right] = row
                    right += 1
                }
            }
            for index in 0..<right { rows[left + index] = spare[index] }
            let node = tree.nodeCount
            tree.features.append(Int32(split.feature))
            tree.thresholds.append(threshold(split))
            tree.links.append(0)
            // The left branch is popped next and so becomes the next node.
            pending.append(Pending(first: left, end: part.end, parent: node))
            pending.append(Pending(first: part.first, end: left, parent: -1))
        }
    }

    /// The middle between the two values, or the lower one where no number lies between them.
    private func threshold(_ split: SplitSearch.Split) -> Double {
        let offset = split.feature * data.count
        let column = data.columns[split.feature]
        let low = column[Int(data.rowsInOrder[offset + Int(split.leftPlace)])]
        let high = column[Int(data.rowsInOrder[offset + Int(split.rightPlace)])]
        let middle = low / 2 + high / 2
        return middle < high && middle >= low ? middle : low
    }

    private func best(
        _ rows: UnsafeBufferPointer<Int32>, _ repeats: UnsafePointer<Int32>,
        _ search: SplitSearch, _ features: inout [Int], _ generator: inout SeededGenerator
    ) -> SplitSearch.Split {
        var best = SplitSearch.Split()
        guard rows.count >= settings.minSplit, rows.count >= 2 * settings.minLeaf else {
            return best
        }
        let times = search.prepare(rows, repeats)
        guard times > 0 else { return best }
        // As in the reference: drawing ends after the wanted number of features, and goes on only
        // while all of them were constant here. A node is not left whole for want of a luckier
        // draw, and the trees stay as different from each other as that number makes them.
        var (drawn, tried) = (0, 0)
        let wanted = settings.features(of: data.width)
        while drawn < wanted || tried == 0, drawn < features.count {
            features.swapAt(drawn, drawn + generator.below(features.count - drawn))
            let feature = features[drawn]
            drawn += 1
            guard search.arrange(feature, rows) else { continue }
            tried += 1
            search.search(feature, rows.count, times, &best)
        }
        return best
    }

    /// The events and the rows at risk of a leaf at each of its event times.
    private func steps(
        _ rows: UnsafeBufferPointer<Int32>, _ repeats: UnsafePointer<Int32>
    ) -> [(time: Int32, events: Int32, atRisk: Int32)] {
        var atRisk: Int32 = 0
        for row in rows { atRisk += repeats[Int(row)] }
        var steps: [(time: Int32, events: Int32, atRisk: Int32)] = []
        var index = 0
        while index < rows.count {
            let reached = data.reached[Int(rows[index])]
            var (events, leaving): (Int32, Int32) = (0, 0)
            while index < rows.count, data.reached[Int(rows[index])] == reached {
                let row = Int(rows[index])
                leaving += repeats[row]
                if data.events[row] { events += repeats[row] }
                index += 1
            }
            if events > 0 { steps.append((reached - 1, events, atRisk)) }
            atRisk -= leaving
        }
        return steps
    }
}
