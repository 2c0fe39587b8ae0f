import Solver

/// How long single questions take on a full board, measured with the caller's clock.
public struct InsertionCost: Sendable {
    public let medianNanoseconds: Int
    public let p99Nanoseconds: Int
    /// What a move's consequences take, in the median.
    public let consequencesNanoseconds: Int

    /// Takes every patient off the plan, asks for the best place and puts the patient back.
    public init(_ model: Model, _ solution: Solution, clock: () -> Int) {
        let questions = Questions(plan: solution, patients: model.instance.patients.indices)
        let times = questions.answers(model, clock: clock).map(\.nanoseconds).sorted()
        medianNanoseconds = times.isEmpty ? 0 : times[times.count / 2]
        p99Nanoseconds = times.isEmpty ? 0 : times[times.count * 99 / 100]
        var board = LiveBoard(model, solution)
        var moves: [Int] = []
        for patient in model.instance.patients.indices.prefix(200) {
            guard var course = board[patient] else { continue }
            course.infusion -= 1
            let start = clock()
            _ = board.consequences(of: patient, movedTo: course)
            moves.append(clock() - start)
        }
        moves.sort()
        consequencesNanoseconds = moves.isEmpty ? 0 : moves[moves.count / 2]
    }
}
