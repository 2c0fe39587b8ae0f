import Solver
import Testing

struct RandomStreamTests {
    @Test func theSameSeedGivesTheSameNumbers() {
        var one = RandomStream(seed: 7, stream: 1)
        var other = RandomStream(seed: 7, stream: 1)
        var third = RandomStream(seed: 7, stream: 2)
        let numbers = (0..<8).map { _ in one.next() }
        #expect(numbers == (0..<8).map { _ in other.next() })
        #expect(numbers != (0..<8).map { _ in third.next() })
    }

    @Test func numbersStayBelowTheirBound() {
        var stream = RandomStream(seed: 1)
        var seen = [Int](repeating: 0, count: 5)
        for _ in 0..<5000 { seen[stream.below(5)] += 1 }
        #expect(seen.allSatisfy { $0 > 850 && $0 < 1150 })
        #expect((0..<1000).allSatisfy { _ in (0..<1).contains(stream.unit()) })
    }
}
