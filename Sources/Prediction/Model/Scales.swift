import Glibc
import Statistics

extension Predictor {
    static func log(_ value: Double) -> Double { Glibc.log(value) }

    /// The unit that a column's own name ends with: `ldh_U_L`, `alc_10e9_L`.
    static func unit(inNameOf column: String) -> String? {
        endings.first { column.hasSuffix($0.ending) }?.unit
    }

    private static let endings: [(ending: String, unit: String)] = [
        ("_10e9_L", "10^9/L"), ("_10e4_uL", "10^4/µL"), ("_per_uL", "/µL"), ("_mg_dL", "mg/dL"),
        ("_mg_L", "mg/L"), ("_ng_mL", "ng/mL"), ("_pg_mL", "pg/mL"), ("_ug_L", "µg/L"),
        ("_mmol_L", "mmol/L"), ("_umol_L", "µmol/L"), ("_g_dL", "g/dL"), ("_g_L", "g/L"),
        ("_U_L", "U/L"), ("_IU_L", "IU/L"),
    ]

    /// Where a value written in a wrong unit comes from: the factor to the model's unit.
    private static let confusions: [String: [(factor: Double, unit: String)]] = [
        "mg/dL": [(10, "mg/L"), (0.1, "g/L"), (0.01, "g/dL"), (1000, "µg/dL")],
        "mg/L": [(0.1, "mg/dL")],
        "g/dL": [(10, "g/L"), (1000, "mg/dL")],
        "g/L": [(0.1, "g/dL")],
        "10^9/L": [
            (1000, "/µL"), (0.1, "10^4/µL"), (10, "10^8/L"), (100, "10^7/L"),
        ],
        "/µL": [(0.001, "10^9/L")],
        "ng/mL": [(1000, "pg/mL"), (0.001, "µg/mL"), (0.1, "µg/dL"), (100, "ng/dL")],
        "pg/mL": [(0.001, "ng/mL")],
        "µg/L": [(0.001, "mg/L"), (1000, "ng/L")],
        "U/L": [(0.001, "kU/L"), (1000, "mU/L")],
    ]

    /// A value far outside training that a power of ten brings back among the usual ones.
    ///
    /// It must lie beyond everything seen, at least five times from the median, and further out
    /// than the spread of the training rows explains: ferritin runs over two powers of ten by
    /// itself. What does not meet all three is a warning, not a slip.
    ///
    /// - Parameter inputCount: the more inputs a model has, the further out one of them lies by
    ///   chance: a wholly ordinary row is suspected once in two hundred times.
    func slip(_ value: Double, inputCount: Int) -> InputFault.Scale? {
        guard let range = seen.range, range.median > 0, value > 0,
            value < range.least || value > range.most,
            abs(log10(value / range.median)) >= log10(5)
        else { return nil }
        if range.low > 0, range.high > range.low {
            // 98 % of a normal distribution lie within 4.65 standard deviations.
            let spread = Self.log(range.high / range.low) / 4.65
            let distance = Distribution.normalQuantile(1 - 0.0025 / Double(max(1, inputCount)))
            guard abs(Self.log(value / range.median)) > distance * spread else { return nil }
        }
        let known = unit.flatMap { Self.confusions[$0] } ?? []
        let isHigh = value > range.median
        // A unit that laboratories do use comes before a bare power of ten.
        if let named = known.first(where: {
            ($0.factor > 1) == isHigh && (range.least...range.most).contains(value / $0.factor)
        }) {
            return InputFault.Scale(
                factor: named.factor, unit: named.unit, median: range.median)
        }
        let steps: [Double] = isHigh ? [10, 100, 1000] : [0.1, 0.01, 0.001]
        let fitting = steps.filter { (range.low...range.high).contains(value / $0) }
        let nearest = fitting.min {
            abs(log10(value / $0 / range.median)) < abs(log10(value / $1 / range.median))
        }
        return nearest.map { InputFault.Scale(factor: $0, unit: nil, median: range.median) }
    }
}
