import Solver

/// How long single questions take on a full board, measured with the caller's clock.
public struct InsertionCost: Sendable {
    public let medianNanoseconds: Int
    public let p99Nanoseconds: Int
    /// What a move's consequences take, in the median.
    public let consequencesNanoseconds: Int
    /// Answers that were held against a scan of every chain, and those that differed.
    public let scanned: Int
    public let wrong: Int

    /// Takes every patient off the plan, asks for the best place and puts the patient back.
    ///
    /// - Parameter scans: how many of the answers are held against an exhaustive scan.
    public init(_ model: Model, _ solution: Solution, scans: Int = 0, clock: () -> Int) {
        let questions = Questions(plan: solution, patients: model.instance.patients.indices)
        let answers = questions.answers(model, clock: clock)
        let times = answers.map(\.nanoseconds).sorted()
        var scan = ExhaustiveScan(model.instance, solution)
        // Spread over the patients, so that every hospital has its share.
        let step = max(1, answers.count / max(1, scans))
        let asked = Array(
            stride(from: 0, to: scans > 0 ? answers.count : 0, by: step).prefix(scans))
        scanned = asked.count
        var differing = 0
        for index in asked {
            let patient = answers[index].patient
            let least = scan.least(patient, own: solution.courses[patient])
            if least != answers[index].best { differing += 1 }
        }
        wrong = differing
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
