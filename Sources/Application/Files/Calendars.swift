public import Domain

/// The holiday files that ship with the program, by country code.
public enum Calendars {
    public static let countries: [String] = files.map(\.country)

    public static func holidays(_ country: String) -> HolidayCalendar? {
        files.first { $0.country == country }
    }

    private static let files: [HolidayCalendar] = Asset.all(below: "Resources/calendars/").map {
        do throws(JSONError) {
            return try HolidayCalendar(reading: JSONReader(parsing: $0.bytes))
        } catch {
            // Embedded files are part of the program, and a test reads every one of them.
            fatalError("\($0.path): \(error)")
        }
    }
}
