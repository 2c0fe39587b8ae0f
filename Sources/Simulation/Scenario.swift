public import Domain
import Scheduling

/// What is changed in a question "what if". Nothing but this differs from the centre as it is.
public struct Scenario: Sendable, Equatable {
    public enum Change: Sendable, Equatable {
        /// Units more or fewer, on some weekdays and some days of the measured year.
        case capacity(Place, units: Int, weekdays: Set<Weekday>, days: ClosedRange<Int>?)
        /// A maker's planned days of manufacturing.
        case slip(Product.ID, days: Int)
        /// Referrals more or fewer in a month.
        case referrals(perMonth: Double)
    }

    /// A calendar of the centre.
    public enum Place: Sendable, Hashable {
        case apheresis, processing, receipt, infusion, beds
        /// Whole beds of intensive care.
        case intensiveCare
        case start(Product.ID)
    }

    public var name: String
    public var changes: [Change]

    public init(name: String, changes: [Change] = []) {
        (self.name, self.changes) = (name, changes)
    }
}

extension CentreFit {
    /// The centre under a scenario. Referrals are changed where they are drawn, so that those who
    /// come anyway are the same in every scenario.
    func changed(by scenario: Scenario) -> CentreFit {
        var fit = self
        for change in scenario.changes {
            switch change {
            case .capacity(let place, let units, let weekdays, let days):
                fit.add(units, at: place, on: weekdays, days)
            case .slip(let product, let more):
                fit.makers = fit.makers.map { maker in
                    guard maker.id == product else { return maker }
                    return Maker(
                        id: maker.id, terms: maker.terms,
                        manufacturingDays: max(1, maker.manufacturingDays + more),
                        slips: maker.slips)
                }
            case .referrals: break
            }
        }
        return fit
    }

    private mutating func add(
        _ units: Int, at place: Scenario.Place, on weekdays: Set<Weekday>,
        _ days: ClosedRange<Int>?
    ) {
        func change(_ line: inout [Int], by amount: Int) {
            for index in line.indices {
                let day = index - SimulatedTime.warmUp
                let isMeant =
                    (weekdays.isEmpty || weekdays.contains((firstDay + index).weekday))
                    && (days.map { $0.contains(day) } ?? true)
                // A change of capacity does not open a day on which nobody works.
                let isOpen = line[index] > 0 || !weekdays.isEmpty
                if isMeant, isOpen { line[index] = max(0, line[index] + amount) }
            }
        }
        switch place {
        case .apheresis: change(&centre.apheresis, by: units)
        case .processing: change(&centre.processing, by: units)
        case .receipt: change(&centre.receipt, by: units)
        case .infusion: change(&centre.infusion, by: units)
        case .beds: change(&centre.beds, by: units)
        case .intensiveCare:
            change(&centre.icu, by: units * 100)
            change(&intensive.beds, by: units)
        case .start(let product):
            makers = makers.map { maker in
                guard maker.id == product else { return maker }
                var terms = maker.terms
                change(&terms.starts, by: units)
                return Maker(
                    id: maker.id, terms: terms, manufacturingDays: maker.manufacturingDays,
                    slips: maker.slips)
            }
        }
    }
}
