/// The simplex method on the programme of chains.
extension Programme {
    private static let slight = 1e-7
    private static let tiny = 1e-9
    private static let pivotsBetweenInversions = 120
    private static let listed = 40

    /// Finds the cheapest mixture of the columns, with all days watched that it overdraws.
    ///
    /// - Parameter stop: asked now and then; a mixture that is not finished goes on from there.
    mutating func solve(stop: () -> Bool) {
        for _ in 0..<30 {
            settle(stop)
            guard !stop(), watchOverdrawn(30) else { return }
            restore(stop)
        }
    }

    // MARK: Bases

    /// The duals, anew from what the basis costs.
    mutating func weigh() {
        for row in 0..<rows {
            let column = inverse + row &* stride
            var sum = 0.0
            for place in 0..<rows where basic[place] >= 0 {
                sum += self.column[Int(basic[place])].cost * column[place]
            }
            dual[row] = sum
        }
        publish()
    }

    private func publish() {
        for row in problem.jobCount..<rows { price[Int(cellOfRow[row])] = -dual[row] }
    }

    /// The inverse of a basis of these variables, anew.
    mutating func invert(_ members: [Int32]) {
        for row in 0..<rows {
            (inverse + row &* stride).update(repeating: 0, count: rows)
            inverse[row &* stride &+ row] = 1
            restPlace[row] = -1
            basic[row] = .min
        }
        for index in 0..<columns { column[index].place = -1 }
        for variable in members where variable < 0 {
            let row = Int(-1 - variable)
            (basic[row], restPlace[row]) = (variable, Int32(row))
        }
        for variable in members where variable >= 0 {
            load(Int(variable))
            var place = -1
            for candidate in 0..<rows
            where basic[candidate] == .min
                && (place < 0 || abs(alpha[candidate]) > abs(alpha[place]))
            {
                place = candidate
            }
            guard place >= 0, abs(alpha[place]) > 1e-8 else { continue }
            exchange(place)
            basic[place] = variable
            column[Int(variable)].place = Int32(place)
        }
        fillGaps()
        for place in 0..<rows {
            var sum = 0.0
            for row in 0..<rows { sum += inverse[row &* stride &+ place] * right[row] }
            value[place] = sum
        }
        weigh()
    }

    /// Where columns turned out to depend on one another, omissions and rests take their places.
    private mutating func fillGaps() {
        for place in 0..<rows where basic[place] == .min {
            var best: (row: Int, size: Double) = (-1, 1e-8)
            for row in 0..<rows {
                let isOut =
                    row < problem.jobCount ? column[row].place < 0 : restPlace[row] < 0
                let size = abs(inverse[row &* stride &+ place])
                if isOut, size > best.size { best = (row, size) }
            }
            guard best.row >= 0 else { continue }
            alpha.update(from: inverse + best.row &* stride, count: rows)
            exchange(place)
            if best.row < problem.jobCount {
                (basic[place], column[best.row].place) = (Int32(best.row), Int32(place))
            } else {
                (basic[place], restPlace[best.row]) = (Int32(-1 - best.row), Int32(place))
            }
        }
    }

    /// A column as the present basis sees it, into `alpha`.
    private func load(_ index: Int) {
        alpha.update(from: inverse + Int(column[index].job) &* stride, count: rows)
        let first = uses + index &* width
        for number in 0..<Int(column[index].count) {
            let row = Int(rowOfCell[Int(first[number].cell)])
            if row < 0 { continue }
            let (amount, source) = (Double(first[number].amount), inverse + row &* stride)
            for place in 0..<rows { alpha[place] += amount * source[place] }
        }
    }

    private func load(variable: Int32) {
        if variable >= 0 { return load(Int(variable)) }
        alpha.update(from: inverse + Int(-1 - variable) &* stride, count: rows)
    }

    /// Makes `alpha` the unit column of a place.
    private func exchange(_ place: Int) {
        let pivot = 1 / alpha[place]
        var count = 0
        for number in 0..<rows where abs(alpha[number]) > 1e-13 {
            touched[count] = Int32(truncatingIfNeeded: number)
            count &+= 1
        }
        let isFull = count &* 3 > rows
        for row in 0..<rows {
            let column = inverse + row &* stride
            let share = column[place] * pivot
            if share == 0 { continue }
            if isFull {
                for number in 0..<rows { column[number] -= alpha[number] * share }
            } else {
                for index in 0..<count {
                    let number = Int(touched[index])
                    column[number] -= alpha[number] * share
                }
            }
            column[place] = share
        }
    }

    /// Brings a variable into the basis at a place; `alpha` holds it.
    private mutating func enter(_ variable: Int32, at place: Int, reducedCost: Double) {
        let length = value[place] / alpha[place]
        for number in 0..<rows { value[number] -= length * alpha[number] }
        value[place] = length
        exchange(place)
        for row in 0..<rows { dual[row] += reducedCost * inverse[row &* stride &+ place] }
        publish()
        let left = basic[place]
        if left >= 0 { column[Int(left)].place = -1 } else { restPlace[Int(-1 - left)] = -1 }
        basic[place] = variable
        if variable >= 0 {
            column[Int(variable)].place = Int32(place)
        } else {
            restPlace[Int(-1 - variable)] = Int32(place)
        }
        pivots += 1
        if pivots % Self.pivotsBetweenInversions == 0 {
            invert((0..<rows).map { basic[$0] })
        }
    }

    // MARK: From a mixture that overdraws nothing

    /// Takes in what is wanted until nothing is.
    private mutating func settle(_ stop: () -> Bool) {
        var candidates: [Int32] = []
        for step in 0..<4000 {
            if step & 15 == 15, stop() { return }
            var best: (variable: Int32, cost: Double) = (.min, -Self.slight)
            for index in candidates where column[Int(index)].place < 0 {
                let cost = reducedCost(Int(index))
                if cost < best.cost { best = (index, cost) }
            }
            for row in problem.jobCount..<rows where restPlace[row] < 0 && -dual[row] < best.cost {
                best = (Int32(-1 - row), -dual[row])
            }
            if best.variable == .min {
                candidates = wanted()
                if candidates.isEmpty { return }
                continue
            }
            load(variable: best.variable)
            guard let place = leaving() else { return }
            enter(best.variable, at: place, reducedCost: best.cost)
        }
    }

    /// An omission may always be taken, at a price that nobody pays who has a choice: so there is
    /// a mixture in every branch.
    @inline(__always)
    private func mayEnter(_ index: Int) -> Bool {
        !column[index].isBarred || index < problem.jobCount
    }

    /// The columns that would save most.
    private func wanted() -> [Int32] {
        var found: [(cost: Double, index: Int32)] = []
        for index in 0..<columns where column[index].place < 0 && mayEnter(index) {
            let cost = reducedCost(index)
            if cost < -Self.slight { found.append((cost, Int32(index))) }
        }
        found.sort { ($0.cost, $0.index) < ($1.cost, $1.index) }
        return found.prefix(Self.listed).map(\.index)
    }

    /// The place that reaches nothing first; among near equals the one of the largest step.
    private func leaving() -> Int? {
        var most = Double.infinity
        for place in 0..<rows where alpha[place] > Self.tiny {
            most = min(most, (max(0, value[place]) + Self.tiny) / alpha[place])
        }
        var found: Int?
        var size = 0.0
        for place in 0..<rows where alpha[place] > Self.tiny {
            if max(0, value[place]) <= most * alpha[place], alpha[place] > size {
                (found, size) = (place, alpha[place])
            }
        }
        return found
    }

    // MARK: From a mixture that is cheap but overdraws something

    private mutating func restore(_ stop: () -> Bool) {
        for step in 0..<2000 {
            if step & 15 == 15, stop() { return }
            var (place, least) = (-1, -Self.slight)
            for number in 0..<rows where value[number] < least {
                (place, least) = (number, value[number])
            }
            if place < 0 { return }
            guard let (variable, cost) = entering(place) else { return }
            load(variable: variable)
            guard alpha[place] < -Self.tiny else { return }
            enter(variable, at: place, reducedCost: cost)
        }
    }

    /// What makes up for the lack at a place at the least cost.
    private func entering(_ place: Int) -> (variable: Int32, cost: Double)? {
        for row in problem.jobCount..<rows {
            scratch[Int(cellOfRow[row])] = inverse[row &* stride &+ place]
        }
        defer { for row in problem.jobCount..<rows { scratch[Int(cellOfRow[row])] = 0 } }
        var best: (variable: Int32, cost: Double, ratio: Double, size: Double)?
        func offer(_ variable: Int32, _ cost: Double, _ size: Double) {
            let ratio = max(0, cost) / size
            if let best, ratio > best.ratio + Self.tiny { return }
            if let best, ratio > best.ratio - Self.tiny, size <= best.size { return }
            best = (variable, cost, ratio, size)
        }
        for row in problem.jobCount..<rows where restPlace[row] < 0 {
            let step = inverse[row &* stride &+ place]
            if step < -Self.slight { offer(Int32(-1 - row), -dual[row], -step) }
        }
        for index in 0..<columns where column[index].place < 0 && mayEnter(index) {
            var step = inverse[Int(column[index].job) &* stride &+ place]
            let first = uses + index &* width
            for number in 0..<Int(column[index].count) {
                step += scratch[Int(first[number].cell)] * Double(first[number].amount)
            }
            if step < -Self.slight { offer(Int32(index), reducedCost(index), -step) }
        }
        return best.map { ($0.variable, $0.cost) }
    }
}
