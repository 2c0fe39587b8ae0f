import Scheduling
import Solver
import Support
import Testing

/// Refused requests: every explanation is a clash, and nothing in it is superfluous.
struct RefusalTests {
    static let cases = max(60, InsertionTests.cases / 10)

    @Test func explanationsAreRealAndMinimal() throws {
        var random = RandomSource(seed: 21)
        var (refused, together) = (0, 0)
        while refused < Self.cases {
            let instance = RandomInstances.make(&random, patients: 6)
            let model = Model(instance)
            var board = Board(model.problem)
            let insertion = Insertion(model.problem)
            for patient in 1..<6 {
                if let found = insertion.best(patient, in: board.ledger) {
                    board.move(patient, to: found.placement)
                }
            }
            let solution = model.solution(board.plan)
            let activity = random.pick(Activity.allCases)
            let request = Request(
                patient: 0, activity: activity, day: random.int(in: 0...instance.horizon - 1))
            let explainer = Explainer(model, solution)
            let answer = explainer.explain(request)
            let all = BruteForce(instance, others: solution, without: 0).courses(0)
            let isPossible = all.contains { $0.course[activity] == request.day }
            #expect(answer.isFeasible == isPossible)
            guard !answer.isFeasible else { continue }
            refused += 1
            #expect(!answer.causes.isEmpty)
            try prove(answer, explainer, request)
            try proveCorrections(answer, explainer, request)
            together += answer.corrections.contains { $0.count > 1 } ? 1 : 0
            for remedy in answer.remedies {
                if case .otherDay(activity, let day) = remedy.change {
                    #expect(all.contains { $0.course[activity] == day && $0.cost == remedy.cost })
                }
            }
        }
        #expect(together > 0)
    }

    /// By the checker: what is named as enough is enough, with everything else kept; and where a
    /// set is named, none of it can be left out.
    private func proveCorrections(
        _ answer: Explanation, _ explainer: Explainer, _ request: Request
    ) throws {
        let causes = Set(answer.causes.map(\.constraint))
        // A product that is on no list, or a day outside the calendar, cannot be waived.
        guard causes != [.rule(.product)], causes != [.rule(.horizon)] else { return }
        #expect(!answer.corrections.isEmpty)
        for set in answer.corrections {
            let dropped = set.map(\.constraint)
            let course = try #require(explainer.witness(dropping: dropped, of: request))
            let broken = explainer.broken(by: course, of: request)
            #expect(!broken.isEmpty && broken.isSubset(of: Set(dropped)))
            if dropped.count == 1 { #expect(causes.isSuperset(of: dropped)) }
            guard dropped.count > 1 else { continue }
            // Two blockers of their own: the clash that is told names but one of them.
            for kept in dropped {
                let rest = dropped.filter { $0 != kept }
                #expect(explainer.witness(dropping: rest, of: request) == nil)
            }
            for cause in causes {
                #expect(explainer.witness(dropping: [cause], of: request) == nil)
            }
        }
    }

    /// By the checker: without one cause there is a course that breaks none of the others. With
    /// all of them there is none, as trying all courses of the small calendar shows.
    private func prove(
        _ answer: Explanation, _ explainer: Explainer, _ request: Request
    ) throws {
        let causes = Set(answer.causes.map(\.constraint))
        let proof = explainer.proof(of: request)
        #expect(proof.map { Set($0.keys) } == causes)
        for (cause, course) in proof ?? [:] {
            let broken = explainer.broken(by: course, of: request)
            #expect(broken.isDisjoint(with: causes.subtracting([cause])))
            #expect(broken.contains(cause), "\(cause) is in the way")
            if let activity = request.activity { #expect(course[activity] == request.day) }
        }
    }
}
