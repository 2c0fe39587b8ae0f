import Clinical
import Domain

/// The forecast of intensive care in words and for machines.
extension ClinicalDesk {
    public func page(_ forecast: ICUForecast) -> ClinicalPage {
        let reserve = forecast.nights.first?.beds.reservePercent ?? 0
        var lines = [
            wording(
                Phrase(
                    "icu.title",
                    [
                        "days": .count(forecast.nights.count), "day": .day(forecast.first),
                        "reserve": .decimal(Double(reserve) / 100, places: 1),
                    ]))
        ]
        for night in forecast.nights {
            let mark = night.overload >= forecast.warnAt ? "!" : " "
            lines.append("\(mark) " + line(night))
            lines.append("      " + reserveLine(night))
            let who = who(night.behind.prefix(5))
            if !who.isEmpty {
                lines.append("      " + wording(Phrase("icu.behind", ["who": .text(who)])))
            }
        }
        return ClinicalPage(json: json(forecast), lines: lines + [figures])
    }

    func line(_ night: ICUNight) -> String {
        wording(
            Phrase(
                "icu.night",
                [
                    "day": .text(wording.shortDay(night.day)),
                    "expected": .decimal(night.expected, places: 2),
                    "median": .count(night.median), "ninety": .count(night.ninety),
                    "beds": .count(night.beds.open),
                    "overload": .text(wording.percent(night.overload)),
                ]))
    }

    public func reserveLine(_ night: ICUNight) -> String {
        wording(
            Phrase(
                "icu.reserveLine",
                [
                    "spoken": .decimal(Double(night.beds.spokenForPercent) / 100, places: 2),
                    "reserve": .decimal(Double(night.beds.reservePercent) / 100, places: 2),
                    "booked": .count(night.beds.booked),
                ]))
    }

    /// Whoever lies behind a night, with the share of each.
    public func who(_ parts: some Sequence<ICUNight.Part>) -> String {
        wording.list(
            parts.map { part in
                let day = part.dayAfterInfusion
                return wording(
                    Phrase(
                        "icu.part",
                        [
                            "course": .text(part.course.text), "name": .text(part.name),
                            "day": .text(day < 0 ? "−\(-day)" : "+\(day)"),
                            "chance": .text(wording.percent(part.chance)),
                        ]))
            })
    }

    /// Where the figures come from, and how sure they are.
    public var figures: String {
        let rule = knowledge.ward.icu
        return wording(
            Phrase(
                "icu.figures",
                [
                    "percent": .decimal(rule.admission.percent, places: 1),
                    "source": .text(wording(rule.admission.provenance)),
                    "nights": .text(wording(rule.nights.provenance)),
                    "factors": .text(wording(rule.factors.provenance)),
                ]))
    }

    func json(_ forecast: ICUForecast) -> JSON {
        .array(
            forecast.nights.map { night in
                .object([
                    ("day", .string(night.day.iso)), ("beds", .int(night.beds.open)),
                    ("reservePercent", .int(night.beds.reservePercent)),
                    ("spokenForPercent", .int(night.beds.spokenForPercent)),
                    ("booked", .int(night.beds.booked)), ("expected", .double(night.expected)),
                    ("p50", .int(night.median)), ("p90", .int(night.ninety)),
                    ("overload", .double(night.overload)),
                    ("warned", .bool(night.overload >= forecast.warnAt)),
                    (
                        "behind",
                        .array(
                            night.behind.map { part in
                                .object([
                                    ("course", .string(part.course.text)),
                                    ("day", .int(part.dayAfterInfusion)),
                                    ("chance", .double(part.chance)),
                                ])
                            })
                    ),
                ])
            })
    }

    public func page(_ preview: BedClosingPreview) -> ClinicalPage {
        let worst = { (forecast: ICUForecast) in
            forecast.nights.filter { preview.closing.span.contains($0.day) }
                .map(\.overload).max() ?? 0
        }
        let (before, after) = (worst(preview.before), worst(preview.after))
        let held = preview.bookings.map { "\($0.booking.text) \($0.course.text) \($0.name)" }
        let lines = [
            wording(
                Phrase(
                    "icu.close",
                    [
                        "resource": .resource(preview.closing.resource),
                        "unit": .count(preview.closing.unit),
                        "first": .day(preview.closing.span.first),
                        "last": .day(preview.closing.span.last),
                    ])),
            wording(
                Phrase(
                    "icu.closeBefore",
                    [
                        "before": .text(wording.percent(before)),
                        "after": .text(wording.percent(after)),
                    ])),
            held.isEmpty
                ? wording("icu.closeNobody")
                : wording(Phrase("icu.closeHeld", ["bookings": .list(held.map { .text($0) })])),
            preview.atRisk.isEmpty
                ? wording("icu.closeNoRisk")
                : wording(
                    Phrase("icu.closeRisk", ["who": .text(who(preview.atRisk.prefix(8)))])),
            wording("icu.closeNothing"),
        ]
        return ClinicalPage(
            json: .object([
                ("before", json(preview.before)), ("after", json(preview.after)),
                (
                    "bookings",
                    .array(
                        preview.bookings.map { held in
                            .object([
                                ("booking", .string(held.booking.text)),
                                ("course", .string(held.course.text)),
                                ("first", .string(held.span.first.iso)),
                                ("last", .string(held.span.last.iso)),
                            ])
                        })
                ),
                (
                    "atRisk",
                    .array(
                        preview.atRisk.map { part in
                            .object([
                                ("course", .string(part.course.text)),
                                ("chance", .double(part.chance)),
                            ])
                        })
                ),
            ]), lines: lines)
    }
}
