// Feeds the iCalendar reader: events come out or they do not, and every record is JSON.
import Domain
import Interop

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    for event in CalendarReader.events(bytes) {
        guard (try? JSONParser.parse(event.record(source: "f", index: 0).compact)) != nil else {
            fatalError("the record is no JSON")
        }
    }
    return 0
}
