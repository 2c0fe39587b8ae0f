public import Domain

/// Why a file is no instance or no solution of one.
public enum InstanceError: Error, Hashable {
    case json(JSONError)
    /// A calendar has not one number for each day.
    case calendar(path: String, Place, days: Int, horizon: Int)
    case twice(path: String, Place, name: String)
    /// The solution belongs to another instance.
    case otherInstance(Place, found: String, wanted: String)
    case unknownPatient(path: String, Place, id: String)
    case missingPatient(Place, id: String)
}

extension InstanceError: Reportable {
    public var phrase: Phrase {
        switch self {
        case .json(let error): error.phrase
        case .calendar(let path, let place, let days, let horizon):
            Phrase(
                "instance.calendar",
                at(path, place, ["days": .count(days), "horizon": .count(horizon)]))
        case .twice(let path, let place, let name):
            Phrase("instance.twice", at(path, place, ["name": .text(name)]))
        case .otherInstance(let place, let found, let wanted):
            Phrase(
                "instance.other",
                at("instance", place, ["found": .text(found), "wanted": .text(wanted)]))
        case .unknownPatient(let path, let place, let id):
            Phrase("instance.unknownPatient", at(path, place, ["id": .text(id)]))
        case .missingPatient(let place, let id):
            Phrase("instance.missingPatient", at("patients", place, ["id": .text(id)]))
        }
    }

    private func at(
        _ path: String, _ place: Place, _ values: [String: Phrase.Value]
    ) -> [String: Phrase.Value] {
        values.merging([
            "path": .text(path), "line": .count(place.line), "column": .count(place.column),
        ]) { value, _ in value }
    }
}

/// Reads an instance and says, with the line, what is wrong with it.
public enum InstanceReader {
    private static let days = -100_000...100_000
    private static let amounts = 0...1_000_000
    private static let costs = 0...10_000_000

    public static func read(_ bytes: [UInt8]) throws(InstanceError) -> Instance {
        let root: JSONReader
        do throws(JSONError) {
            root = try JSONReader(parsing: bytes, limits: .file)
        } catch {
            throw .json(error)
        }
        return try read(root)
    }

    public static func read(_ root: JSONReader) throws(InstanceError) -> Instance {
        do throws(JSONError) {
            let format = try root.member("format")
            guard try format.string() == Instance.format else {
                throw format.failure(.word(of: [Instance.format]))
            }
        } catch {
            throw .json(error)
        }
        let horizon = try plain { () throws(JSONError) in
            try root.member("horizon").int(in: 1...4000)
        }
        let products = try plain { () throws(JSONError) in try root.member("products").elements() }
        let centres = try plain { () throws(JSONError) in try root.member("centres").elements() }
        let patients = try plain { () throws(JSONError) in try root.member("patients").elements() }
        var instance = Instance(
            name: try plain { () throws(JSONError) in try root.member("name").string() },
            horizon: horizon, products: [], centres: [], patients: [])
        try plain { () throws(JSONError) in
            instance.family = try root.optional("family")?.string() ?? ""
            instance.today = try root.member("today").int(in: 0...4000)
            instance.changeCost = try changeCost(root)
            instance.events =
                try root.optional("events")?.elements().map {
                    reader throws(JSONError) in try reader.string()
                } ?? []
        }
        for reader in products { instance.products.append(try product(reader, horizon)) }
        for reader in centres { instance.centres.append(try centre(reader, horizon)) }
        var seen: Set<String> = []
        instance.patients.reserveCapacity(patients.count)
        for reader in patients {
            let patient = try plain { () throws(JSONError) -> Instance.Patient in
                try Self.patient(reader, centres: centres.count, products: products.count)
            }
            guard seen.insert(patient.id).inserted else {
                throw .twice(path: reader.path, reader.place, name: patient.id)
            }
            var options: Set<Int> = []
            for option in patient.options where !options.insert(option.product).inserted {
                throw .twice(
                    path: reader.path + ".options", reader.place,
                    name: instance.products[option.product].name)
            }
            instance.patients.append(patient)
        }
        return instance
    }

    static func plain<Value>(
        _ body: () throws(JSONError) -> Value
    ) throws(InstanceError) -> Value {
        do throws(JSONError) {
            return try body()
        } catch {
            throw .json(error)
        }
    }

    private static func calendar(
        _ owner: JSONReader, _ name: String, _ horizon: Int
    ) throws(InstanceError) -> [Int] {
        let reader = try plain { () throws(JSONError) in try owner.member(name) }
        let row = try plain { () throws(JSONError) in try reader.ints(in: amounts) }
        guard row.count == horizon else {
            throw .calendar(path: reader.path, reader.place, days: row.count, horizon: horizon)
        }
        return row
    }

    private static func product(
        _ reader: JSONReader, _ horizon: Int
    ) throws(InstanceError) -> Instance.Product {
        let starts = try calendar(reader, "starts", horizon)
        return try plain { () throws(JSONError) -> Instance.Product in
            let mode = try reader.member("mode")
            let word = try mode.string()
            guard ["fresh", "cryo"].contains(word) else {
                throw mode.failure(.word(of: ["fresh", "cryo"]))
            }
            func lag(_ name: String) throws(JSONError) -> Int {
                try reader.member(name).int(in: 0...4000)
            }
            return Instance.Product(
                name: try reader.member("name").string(), isFresh: word == "fresh",
                transport: try lag("transport"), holdLeast: try lag("holdMin"),
                holdMost: try lag("holdMax"), shipping: try lag("shipping"),
                releaseHold: try lag("releaseHold"), shelf: try lag("shelf"), starts: starts)
        }
    }

    private static func centre(
        _ reader: JSONReader, _ horizon: Int
    ) throws(InstanceError) -> Instance.Centre {
        Instance.Centre(
            name: try plain { () throws(JSONError) in try reader.member("name").string() },
            remote: try plain { () throws(JSONError) in
                try reader.member("remote").int(in: 0...4000)
            },
            apheresis: try calendar(reader, "apheresis", horizon),
            processing: try calendar(reader, "processing", horizon),
            receipt: try calendar(reader, "receipt", horizon),
            infusion: try calendar(reader, "infusion", horizon),
            beds: try calendar(reader, "beds", horizon),
            icu: try calendar(reader, "icu", horizon))
    }
}

// MARK: Patients

extension InstanceReader {
    private static func patient(
        _ reader: JSONReader, centres: Int, products: Int
    ) throws(JSONError) -> Instance.Patient {
        func int(_ name: String, _ range: ClosedRange<Int>) throws(JSONError) -> Int {
            try reader.member(name).int(in: range)
        }
        let gap = try reader.member("ldGap")
        let gaps = try gap.ints(in: 0...4000)
        guard gaps.count == 2, gaps[0] <= gaps[1] else { throw gap.failure(.range("[g0, g1]")) }
        let icu = try reader.member("icu")
        let reserve = try icu.ints(in: amounts)
        guard reserve.count == Instance.reserveDays else {
            throw icu.failure(.range("[\(Instance.reserveDays)]"))
        }
        var patient = Instance.Patient(
            id: try reader.member("id").string(),
            centre: try int("centre", 0...max(0, centres - 1)),
            referral: try int("referral", days), release: try int("release", days),
            deadline: try int("deadline", days), weight: try int("weight", 1...100_000),
            tardyWeight: try int("tardyWeight", 0...100_000),
            unscheduledCost: try int("unscheduledCost", costs),
            bridgeGap: try int("bridgeGap", 0...4000), conditioningGap: gaps[0]...gaps[1],
            isInpatientConditioning: try reader.member("ldInpatient").bool(),
            lengthOfStay: try int("los", 1...4000), icu: reserve,
            options: try reader.member("options").elements().map { option throws(JSONError) in
                Instance.Option(
                    product: try option.member("product").int(in: 0...max(0, products - 1)),
                    apheresisDays: try option.member("apheresisDays").int(in: 1...14),
                    manufacturingDays: try option.member("mfgDays").int(in: 0...4000),
                    cost: try option.member("cost").int(in: costs))
            })
        patient.isMandatory = try reader.optional("mandatory")?.bool() ?? false
        patient.fixed = try dates(reader.optional("fixed"))
        patient.former = try dates(reader.optional("prev"))
        return patient
    }

    private static func dates(_ reader: JSONReader?) throws(JSONError) -> Instance.Dates {
        guard let reader else { return Instance.Dates() }
        try reader.allowOnly(Set(Activity.allCases.map(\.rawValue) + ["product"]))
        var dates = Instance.Dates(product: try reader.optional("product")?.int(in: days))
        for activity in Activity.allCases {
            dates.days[activity] = try reader.optional(activity.rawValue)?.int(in: days)
        }
        return dates
    }

    private static func changeCost(
        _ root: JSONReader
    ) throws(JSONError) -> Instance.ChangeCost {
        guard let reader = try root.optional("perturbation") else { return Instance.ChangeCost() }
        var cost = Instance.ChangeCost(product: try reader.optional("product")?.int(in: costs) ?? 0)
        for activity in Activity.allCases {
            guard let move = try reader.optional(activity.rawValue) else { continue }
            cost.moves[activity] = Instance.ChangeCost.Move(
                fixed: try move.member("fixed").int(in: costs),
                perDay: try move.member("perDay").int(in: costs))
        }
        return cost
    }
}
