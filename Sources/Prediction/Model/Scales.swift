import Glibc

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
    /// It must lie beyond everything seen and at least five times from the median: a patient may
    /// well be twice as ill as anybody before, and that is a warning, not a slip.
    func slip(_ value: Double) -> InputFault.Scale? {
        guard let range = seen.range, range.median > 0, value > 0,
            value < range.least || value > range.most,
            abs(log10(value / range.median)) >= log10(5)
        else { return nil }
        let steps: [Double] = value > range.median ? [10, 100, 1000] : [0.1, 0.01, 0.001]
        let fitting = steps.filter { (range.low...range.high).contains(value / $0) }
        let nearest = fitting.min {
            abs(log10(value / $0 / range.median)) < abs(log10(value / $1 / range.median))
        }
        // Not among the usual values even so, but the medians are whole powers of ten apart.
        guard let factor = nearest else { return nil }
        let known = unit.flatMap { Self.confusions[$0] } ?? []
        return InputFault.Scale(
            factor: factor, unit: known.first { $0.factor == factor }?.unit, median: range.median)
    }
}
