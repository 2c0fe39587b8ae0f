import Glibc

/// The few distributions that tests and intervals need.
public enum Distribution {
    /// P(Z > z).
    public static func normalUpper(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

    /// P(|Z| > |z|).
    public static func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// The z below which a share `p` lies. Acklam's approximation, then Halley's step, which
    /// brings its nine digits to all sixteen.
    public static func normalQuantile(_ p: Double) -> Double {
        guard p > 0 else { return -.infinity }
        guard p < 1 else { return .infinity }
        let start = acklam(p)
        let error = 0.5 * erfc(-start / 2.0.squareRoot()) - p
        let slope = error * (2 * Double.pi).squareRoot() * exp(start * start / 2)
        return start - slope / (1 + start * slope / 2)
    }

    /// z for a two-sided interval: 1.96 for 95 %.
    public static func z(confidence: Double) -> Double { -normalQuantile((1 - confidence) / 2) }

    private static func acklam(_ p: Double) -> Double {
        let low = 0.02425
        if p < low {
            return tail((-2 * log(p)).squareRoot())
        }
        if p > 1 - low {
            return -tail((-2 * log(1 - p)).squareRoot())
        }
        let q = p - 0.5
        let r = q * q
        let top = polynomial(
            r,
            [
                -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
            ])
        let bottom = polynomial(
            r,
            [
                -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                6.680131188771972e+01, -1.328068155288572e+01, 1,
            ])
        return top * q / bottom
    }

    private static func tail(_ q: Double) -> Double {
        let top = polynomial(
            q,
            [
                -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
            ])
        let bottom = polynomial(
            q,
            [
                7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                3.754408661907416e+00, 1,
            ])
        return top / bottom
    }

    private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    /// P(chi-square > x). The recursion over the degrees of freedom has positive terms only.
    public static func chiSquareUpper(_ x: Double, degrees: Int) -> Double {
        guard x > 0, degrees > 0 else { return 1 }
        let half = x / 2
        var order: Double
        var sum: Double
        var term: Double
        if degrees % 2 == 1 {
            (order, sum) = (0.5, erfc(half.squareRoot()))
            term = 2 * (half / Double.pi).squareRoot() * exp(-half)
        } else {
            (order, sum) = (1, exp(-half))
            term = half * exp(-half)
        }
        // Q(a + 1) = Q(a) + x^a e^-x / Gamma(a + 1).
        while order < Double(degrees) / 2 {
            sum += term
            order += 1
            term *= half / order
        }
        return min(1, sum)
    }

    /// P(|T| > |t|) for whole degrees of freedom: the finite series in the angle atan(t / sqrt n).
    public static func studentTwoSided(_ t: Double, degrees: Int) -> Double {
        guard degrees > 0, t.isFinite else { return t.isFinite ? .nan : 0 }
        let angle = atan(abs(t) / Double(degrees).squareRoot())
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = degrees % 2 == 1
        var (sum, term) = (0.0, isOdd ? cosine : 1.0)
        var index = isOdd ? 3 : 2
        if degrees > 1 {
            sum = term
            while index <= degrees - 2 {
                term *= cosine * cosine * Double(index - 1) / Double(index)
                sum += term
                index += 2
            }
        }
        let inside = isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
        return max(0, 1 - inside)
    }

    /// Wilson's interval of a share.
    public static func wilson(successes: Int, of n: Int, confidence: Double = 0.95) -> Interval? {
        guard n > 0 else { return nil }
        let z = z(confidence: confidence)
        let (count, share) = (Double(n), Double(successes) / Double(n))
        let centre = (share + z * z / (2 * count)) / (1 + z * z / count)
        let reach =
            z / (1 + z * z / count)
            * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        return Interval(max(0, centre - reach), min(1, centre + reach))
    }
}

/// Two bounds.
public struct Interval: Hashable, Sendable {
    public let lower: Double
    public let upper: Double

    public init(_ lower: Double, _ upper: Double) { (self.lower, self.upper) = (lower, upper) }
}
