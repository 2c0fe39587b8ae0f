import Domain

enum ForestCases {
    static func forest(
        _ question: CaseQuestion, seed: UInt64, threads: Int
    ) throws(AnalysisError) -> JSON { .null }
}
