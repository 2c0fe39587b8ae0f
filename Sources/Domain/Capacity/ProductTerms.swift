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

    /// Why these terms cannot be; nil where they can.
    public var fault: Phrase? {
        let days = [
            transportDays, holdLeast, holdMost, shippingDays, releaseHold, shelfDays,
        ]
        if product.name.allSatisfy(\.isWhitespace) || source.allSatisfy(\.isWhitespace) {
            return Phrase("product.nameOrSourceMissing")
        }
        if days.contains(where: { $0 < 0 }) || manufacturingDays < 1 || product.components < 1
            || holdLeast > holdMost
        {
            return Phrase("product.daysImpossible")
        }
        // The first infusion is Day 0; split doses follow in order.
        if product.infusionDays.first != 0
            || zip(product.infusionDays, product.infusionDays.dropFirst()).contains(where: >=)
        {
            return Phrase("product.infusionDaysImpossible")
        }
        return nil
    }
}
