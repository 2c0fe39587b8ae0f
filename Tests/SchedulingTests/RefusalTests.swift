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
            if answer.causes.map(\.constraint) == [.rule(.horizon)], answer.corrections.isEmpty {
                // The bed of an infusion on the first day would be taken the day before.
                #expect(request.activity == .infusion && request.day == 0)
                continue
            }
            try prove(answer, explainer, request)
            try proveDrops(answer, explainer, request)
            together += answer.causes.contains { !$0.together.isEmpty } ? 1 : 0
            for remedy in answer.remedies {
                if case .otherDay(activity, let day) = remedy.change {
                    #expect(all.contains { $0.course[activity] == day && $0.cost == remedy.cost })
                }
            }
        }
        #expect(together > 0)
    }

    /// By the checker: dropping any one cause, with what is named beside it, makes the request
    /// possible with everything else kept; and none of what is named beside it can be left out.
    private func proveDrops(
        _ answer: Explanation, _ explainer: Explainer, _ request: Request
    ) throws {
        let causes = Set(answer.causes.map(\.constraint))
        var sets = answer.corrections.map { $0.map(\.constraint) }
        #expect(!sets.isEmpty)
        let isAnyEnough = answer.causes.contains { $0.together.isEmpty }
        #expect(sets.allSatisfy { ($0.count == 1) == isAnyEnough })
        for cause in answer.causes {
            let company = cause.together.map(\.constraint)
            #expect(causes.isDisjoint(with: company))
            sets.append([cause.constraint] + company)
            let proof = try #require(explainer.proof(of: cause, request))
            #expect(Set(proof.broken.map(\.constraint)) == Set([cause.constraint] + company))
        }
        for dropped in sets {
            let course = try #require(explainer.witness(dropping: dropped, of: request))
            let broken = explainer.broken(by: course, of: request)
            #expect(broken == Set(dropped))
            for kept in dropped {
                let rest = dropped.filter { $0 != kept }
                #expect(explainer.witness(dropping: rest, of: request) == nil)
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
