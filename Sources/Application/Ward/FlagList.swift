import Clinical
public import Domain

/// The flags of one course among those of all, in one row.
public struct FlagRow: Equatable, Sendable {
    public let course: Course.ID
    public let name: String
    public let product: String
    public let dayAfterInfusion: Int?
    public let flags: CourseFlags

    init(
        _ course: Course.ID, _ state: Hospital.CourseState, _ flags: CourseFlags,
        _ hospital: Hospital, _ today: Day
    ) {
        (self.course, self.flags) = (course, flags)
        name = hospital.patients[state.record.patient]?.name.full ?? ""
        product = state.record.product?.text ?? ""
        dayAfterInfusion = state.dayZero.map { today - $0 }
    }
}

extension Hospital.CourseState {
    /// Flags foretell what comes; after the days of watching nothing of it is left to come.
    func isFlagged(on today: Day, under ward: WardFile) -> Bool {
        guard let infused = first(.infused)?.at.day else { return true }
        return today - infused <= ward.lastWatchedDay
    }
}

extension CourseFlags {
    /// The worse of CRS and ICANS: what intensive care looks at.
    public var worst: Flag.Verdict? {
        let both = [self[.crs]?.verdict, self[.icans]?.verdict]
        return both.contains(.high)
            ? .high : both.contains(.raised) ? .raised : both.contains(.low) ? .low : nil
    }
}

extension Office {
    public func flagList(
        under desk: ClinicalDesk, _ models: [DeskModel]
    ) throws(StoreError) -> [FlagRow] {
        let hospital = try hospital()
        let today = now.day
        var rows: [FlagRow] = []
        for (id, state) in hospital.courses.sorted(by: { $0.key < $1.key })
        where state.isFlagged(on: today, under: desk.knowledge.ward) {
            rows.append(
                FlagRow(id, state, try flags(of: id, under: desk, models), hospital, today))
        }
        return rows
    }

    /// The desk of the forecast, with the flags of those who may need a bed.
    public func icu(
        under desk: ClinicalDesk, _ models: [DeskModel]
    ) throws(StoreError) -> ICUDesk {
        let (hospital, now) = (try hospital(), now)
        let bare = ICUDesk(hospital, desk, now: now)
        var verdicts: [Course.ID: Flag.Verdict] = [:]
        for candidate in bare.candidates(days: 60) {
            verdicts[candidate.course] = try flags(
                of: candidate.course, under: desk, models
            ).worst
        }
        return ICUDesk(hospital, desk, verdicts: verdicts, now: now)
    }

    /// The hand-over sheet of the shift.
    public func handOver(under desk: ClinicalDesk) throws(StoreError) -> [String] {
        let list = try wardList(under: desk)
        var treatments: [Course.ID: [Treatment]] = [:]
        for row in list.rows { treatments[row.course] = try self.treatments(of: row.course) }
        return desk.handOver(list, treatments)
    }
}

extension ICUDesk {
    /// - Throws: where the resource has no such bed.
    public func checked(
        _ closing: BedClosing, days: Int = ICUForecast.days
    ) throws(StoreError) -> BedClosingPreview {
        guard let found = hospital.resources[closing.resource], found.kind == .icuBed,
            found.id.text != Pool.reserveName
        else {
            throw .refused(
                Phrase("icu.outside", ["resource": .resource(closing.resource)]))
        }
        return preview(closing, days: days)
    }
}

extension ClinicalDesk {
    public func page(_ rows: [FlagRow]) -> ClinicalPage {
        let lines = rows.flatMap { row -> [String] in
            let day = row.dayAfterInfusion.map { wording.dayAfterInfusion($0) } ?? "–"
            return ["\(row.course.text)  \(row.name)  \(row.product)  \(day)"]
                + Flag.Concern.allCases.compactMap { row.flags[$0] }.map { "    " + headline($0) }
        }
        return ClinicalPage(
            json: .array(
                rows.map { row in
                    .object([
                        ("course", .string(row.course.text)),
                        ("day", row.dayAfterInfusion.map { .int($0) } ?? .null),
                        ("flags", page(row.flags).json["flags"] ?? .null),
                    ])
                }), lines: lines.isEmpty ? [wording("flags.none")] : lines)
    }

    /// The flags of one course with everything behind them, the trends and what changed.
    public func flagPage(_ picture: PatientPicture) -> ClinicalPage {
        var lines: [String] = []
        for line in picture.flags {
            lines.append(line.headline)
            lines += line.details
            if let before = line.yesterday {
                lines.append("  " + wording(Phrase("flags.change", ["before": .text(before)])))
            }
        }
        let signs = page(picture.signs)
        let flags = CourseFlags(course: picture.course, flags: picture.flags.map(\.flag))
        return ClinicalPage(
            json: .object([
                ("course", .string(picture.course.text)),
                ("flags", page(flags).json["flags"] ?? .null),
                (
                    "changed",
                    .array(
                        picture.flags.map { line in
                            .object([
                                ("concern", .string(line.flag.concern.rawValue)),
                                ("model", .string(line.flag.model)),
                                ("yesterday", .optional(line.yesterday)),
                            ])
                        })
                ), ("signs", signs.json), ("csf", picture.csf?.json ?? .null),
            ]),
            lines: lines + signs.lines + (picture.csf?.phrases ?? []).map { wording($0) })
    }
}
