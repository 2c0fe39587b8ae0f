/// A seeded source of chance, small enough to live in a register (SplitMix64).
public struct RandomStream: Sendable {
    private var state: UInt64

    public init(seed: UInt64, stream: UInt64 = 0) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ stream &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678
        _ = next()
    }

    @inline(__always)
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed &>> 31)
    }

    /// A number in `0..<bound`; the bias of the multiplication is below 2⁻³².
    @inline(__always)
    public mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() &>> 32) &* UInt64(truncatingIfNeeded: bound)) &>> 32)
    }

    /// A number in 0 ..< 1.
    @inline(__always)
    public mutating func unit() -> Double { Double(next() &>> 11) * 0x1p-53 }

    /// True once in so many times.
    @inline(__always)
    mutating func happens(_ chance: Double) -> Bool {
        next() &>> 32 < UInt64(chance * 0x1p32)
    }
}
