/// A product with the days of its way to the patient, as this centre has agreed them.
public struct ProductTerms: Equatable, Sendable {
    public var product: Product
    public var transportDays: Int
    public var holdLeast: Int
    public var holdMost: Int
    public var manufacturingDays: Int
    public var shippingDays: Int
    public var releaseHold: Int
    public var shelfDays: Int
    /// Who says so; `recalled` figures stay marked wherever they show.
    public var source: String

    public init(
        product: Product, transportDays: Int, holdLeast: Int, holdMost: Int,
        manufacturingDays: Int, shippingDays: Int, releaseHold: Int, shelfDays: Int,
        source: String
    ) {
        self.product = product
        self.transportDays = transportDays
        self.holdLeast = holdLeast
        self.holdMost = holdMost
        self.manufacturingDays = manufacturingDays
        self.shippingDays = shippingDays
        self.releaseHold = releaseHold
        self.shelfDays = shelfDays
        self.source = source
    }
}
