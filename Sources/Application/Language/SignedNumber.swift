extension Int {
    /// A difference as it is written for people: `+3`, `−2`, `0`.
    public var signed: String { self > 0 ? "+\(self)" : self < 0 ? "−\(-self)" : "0" }
}
