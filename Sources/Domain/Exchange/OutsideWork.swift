/// Use of beds and devices by others: a stay, or a booking of another system.
public struct OutsideUse: Equatable, Sendable {
    public let key: String
    public let patient: Patient.ID?
    /// As the message named it.
    public let place: String
    public let resource: Resource.ID?
    public let unit: Int?
    public let span: DaySpan?
    public let status: String
    /// What was closed for it.
    public let block: BlockRecord.ID?
    /// Bookings of ours that stood there already.
    public let conflicts: [Booking.ID]
    public let message: String

    public init(
        key: String, patient: Patient.ID?, place: String, resource: Resource.ID?, unit: Int?,
        span: DaySpan?, status: String, block: BlockRecord.ID?, conflicts: [Booking.ID],
        message: String
    ) {
        self.key = key
        self.patient = patient
        self.place = place
        self.resource = resource
        self.unit = unit
        self.span = span
        self.status = status
        self.block = block
        self.conflicts = conflicts
        self.message = message
    }
}

/// An order of another system.
public struct OutsideOrder: Equatable, Sendable {
    public let key: String
    public let patient: Patient.ID?
    public let code: String
    public let words: String
    public let control: String
    public let status: String
    public let message: String

    public init(
        key: String, patient: Patient.ID?, code: String, words: String, control: String,
        status: String, message: String
    ) {
        self.key = key
        self.patient = patient
        self.code = code
        self.words = words
        self.control = control
        self.status = status
        self.message = message
    }
}
