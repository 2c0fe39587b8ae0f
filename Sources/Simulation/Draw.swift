import Glibc

/// From a number of the unit interval to what is wanted, so that the number can be kept and used
/// in another scenario.
public enum Draw {
    public static func exponential(_ unit: Double, rate: Double) -> Double {
        -log(1 - unit) / rate
    }

    /// One of a list; nil of an empty one.
    static func one(of values: [Int], _ unit: Double) -> Int? {
        values.isEmpty ? nil : values[min(values.count - 1, Int(unit * Double(values.count)))]
    }
}

/// What is to happen next, the earliest first.
struct Agenda<Moment: Comparable> {
    private var heap: [Moment] = []

    mutating func add(_ moment: Moment) {
        heap.append(moment)
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> Moment? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var place = 0
        while true {
            let (left, right) = (2 * place + 1, 2 * place + 2)
            var least = place
            if left < heap.count, heap[left] < heap[least] { least = left }
            if right < heap.count, heap[right] < heap[least] { least = right }
            guard least != place else { return first }
            heap.swapAt(place, least)
            place = least
        }
    }
}
