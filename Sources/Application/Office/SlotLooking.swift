public import Domain
import Store

extension Office {
    public func slots(
        _ resource: Resource.ID?, _ span: DaySpan, onlyFree: Bool = false
    ) throws(StoreError) -> [SlotLine] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.places(of: resource, span, onlyFree: onlyFree)
        }
    }

    /// The first free place, from a day on, of any resource that serves an activity.
    public func firstFreePlace(
        for activity: Activity.Kind, from day: Day
    ) throws(StoreError) -> UnitDay? {
        try look(.readSchedule) { view throws(StoreError) -> UnitDay? in
            for resource in try view.all(.resources)
            where resource.record.kind.serves == activity {
                if let free = try view.firstFree(resource.record.id, from: day) { return free }
            }
            return nil
        }
    }

    /// The load of intensive care by day: what is reserved, and what there is.
    public func icuReserve(
        _ span: DaySpan
    ) throws(StoreError) -> [(day: Day, load: Int, capacity: Int)] {
        try look(.readSchedule) { view throws(StoreError) in
            try view.icuReserve(span)
        }
    }
}
