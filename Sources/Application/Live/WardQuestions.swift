import Clinical
public import Domain

/// Everything about one course at its bedside.
public struct PictureQuestion: Question {
    public typealias Reply = PatientPicture

    public let course: Course.ID
    public let language: Language

    public init(_ course: Course.ID, _ language: Language) {
        (self.course, self.language) = (course, language)
    }

    public func reply(with follower: Follower) throws(StoreError) -> PatientPicture {
        let (office, desk) = (try follower.office(), try follower.desk(language))
        let (models, now) = (try follower.models(), follower.clock())
        return try office.picture(
            of: course, under: desk, flags: try office.flags(of: course, under: desk, models),
            yesterday: try office.flags(
                of: course, under: desk, models, asOf: now.adding(minutes: -24 * 60)))
    }
}

/// Who is on the ward, what is due, and who lies in which bed.
public struct WardQuestion: Question {
    public let language: Language
    public let nights: Int

    public init(_ language: Language, nights: Int) {
        (self.language, self.nights) = (language, nights)
    }

    public struct Reply: Equatable, Sendable {
        public let list: WardList
        public let beds: BedMap
        /// The same flags as on the Board and on their own page.
        public let flags: [Course.ID: CourseFlags]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let list = try follower.wardList(language)
        var flags: [Course.ID: CourseFlags] = [:]
        for row in list.rows { flags[row.course] = try follower.flags(of: row.course) }
        return Reply(
            list: list,
            beds: BedMap(follower.hospital, from: follower.clock().day, nights: nights),
            flags: flags)
    }
}

/// What would an entry give?
public struct JudgeQuestion: Question {
    public let entry: BedsideEntry
    public let language: Language

    public init(_ entry: BedsideEntry, _ language: Language) {
        (self.entry, self.language) = (entry, language)
    }

    public struct Reply: Equatable, Sendable {
        public let lines: [Line]
        /// What cannot be graded, and why.
        public let refused: [String]
    }

    public struct Line: Equatable, Sendable {
        public let toxicity: Toxicity
        public let level: Int
        public let before: Int?
        public let deciding: [String]
        public let text: [String]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let desk = try follower.desk(language)
        let judgement = try follower.office().preview(entry, under: desk)
        return Reply(
            lines: judgement.grades.map { judged in
                Line(
                    toxicity: judged.grade.toxicity, level: judged.grade.level,
                    before: judged.before, deciding: judged.grade.deciding.map(\.name),
                    text: judged.page.lines)
            }, refused: judgement.refused.map(\.sentence))
    }
}

/// What would the form of local toxicity give?
public struct LICATSQuestion: Question {
    public let form: LICATSForm
    public let language: Language

    public init(_ form: LICATSForm, _ language: Language) {
        (self.form, self.language) = (form, language)
    }

    public struct Reply: Equatable, Sendable {
        public let level: Int
        public let bin: String
        public let lines: [String]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let result = try follower.office().preview(form, under: try follower.desk(language))
        return Reply(level: result.grade.level, bin: result.bin, lines: result.page.lines)
    }
}

/// The words of a form that stand in rule files: items, questions, points of the time-out.
public struct FormWordsQuestion: Question {
    public let language: Language

    public init(_ language: Language) { self.language = language }

    public struct Reply: Equatable, Sendable {
        public let licatsItems: [Word]
        public let licatsQuestions: [Word]
        public let checks: [Word]
        public let reserve: Word
        public let doses: Int
        public let drugs: [String]
        public let asksSecond: Bool
    }

    public struct Word: Equatable, Sendable {
        public let id: String
        public let says: String

        public init(id: String, says: String) { (self.id, self.says) = (id, says) }
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let desk = try follower.desk(language)
        let rule = desk.knowledge.ward.timeOut
        return Reply(
            licatsItems: desk.licatsItems.map { Word(id: $0.id, says: $0.says) },
            licatsQuestions: desk.licatsQuestions.map { Word(id: $0.id, says: $0.says) },
            checks: rule.checks.map { Word(id: $0.id, says: desk.wording($0.says)) },
            reserve: Word(
                id: rule.drug,
                says: "\(desk.wording(rule.says)) [\(desk.wording(rule.reserveProvenance))]"),
            doses: rule.doses, drugs: desk.knowledge.ward.drugs,
            asksSecond: try follower.office().asksSecondPerson(for: .recordTimeOut))
    }
}

/// A text to read, to print or to copy.
public struct TextQuestion: Question {
    public typealias Reply = [String]

    public enum Kind: Hashable, Sendable {
        case chart, handOver, letter, status, discharge, cards
        /// Which products suit and when what the patient takes is washed out.
        case judgement
        /// What is to be processed at the collection, and the quick-reference table.
        case apheresis
    }

    public let kind: Kind
    /// Nil for what is about the whole ward.
    public let course: Course.ID?
    public let language: Language

    public init(_ kind: Kind, _ course: Course.ID?, _ language: Language) {
        (self.kind, self.course, self.language) = (kind, course, language)
    }

    public func reply(with follower: Follower) throws(StoreError) -> [String] {
        let (office, desk) = (try follower.office(), try follower.desk(language))
        guard kind != .handOver, let course else { return try office.handOver(under: desk) }
        if kind == .cards { return try follower.cards(of: course, language) }
        if kind == .judgement || kind == .apheresis {
            let file = try office.patientFile(of: course, under: desk)
            return kind == .judgement ? try desk.judgement(file) : desk.collection(file)
        }
        if kind == .discharge {
            return desk.page(try office.discharge(of: course, under: desk)).lines
        }
        let picture = try office.picture(of: course, under: desk, flags: nil, yesterday: nil)
        return switch kind {
        case .chart: desk.chartText(picture)
        case .letter: desk.letter(picture)
        default: [desk.status(picture)]
        }
    }
}

/// The flags of everybody before day 28.
public struct FlagsQuestion: Question {
    public let language: Language

    public init(_ language: Language) { self.language = language }

    public struct Reply: Equatable, Sendable {
        public let rows: [FlagRow]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        Reply(rows: try follower.flagRows())
    }
}

/// What intensive care has to expect.
public struct ICUQuestion: Question {
    public let language: Language
    /// A bed of which somebody asks what closing it would do.
    public let closing: BedClosing?

    public init(_ language: Language, closing: BedClosing? = nil) {
        (self.language, self.closing) = (language, closing)
    }

    public struct Reply: Equatable, Sendable {
        public let forecast: ICUForecast
        public let preview: BedClosingPreview?
        public let beds: BedMap
        /// The same flags as on the Board and on the ward.
        public let flags: [Course.ID: CourseFlags]
        /// What each night rests on, in words, and where the figures come from.
        public let reserves: [String]
        public let figures: String
        public let lines: [String]
    }

    public func reply(with follower: Follower) throws(StoreError) -> Reply {
        let desk = try follower.desk(language)
        let icu = try follower.icu(language)
        let forecast = icu.forecast()
        var preview: BedClosingPreview?
        if let closing { preview = try icu.checked(closing) }
        var flags: [Course.ID: CourseFlags] = [:]
        for part in forecast.nights.flatMap(\.behind) where flags[part.course] == nil {
            flags[part.course] = try follower.flags(of: part.course)
        }
        return Reply(
            forecast: forecast, preview: preview,
            beds: BedMap(
                follower.hospital, from: follower.clock().day, nights: ICUForecast.days),
            flags: flags,
            reserves: forecast.nights.map { desk.reserveLine($0) }, figures: desk.figures,
            lines: preview.map { desk.page($0).lines } ?? [])
    }
}

extension ClinicalDesk {
    fileprivate func judgement(_ file: PatientFile) throws(StoreError) -> [String] {
        let eligibility: ClinicalPage
        do throws(ClinicalRefusal) {
            eligibility = try self.eligibility(file, product: nil)
        } catch {
            throw .refused(error.phrase)
        }
        return eligibility.lines + [""] + washouts(file).lines
    }

    /// The sheet of the product that is chosen, with why there is none; the table is for everybody.
    fileprivate func collection(_ file: PatientFile) -> [String] {
        let sheet: [String]
        if let product = file.product {
            do throws(ClinicalRefusal) {
                sheet = try apheresisSheet(file, product: product).lines
            } catch {
                sheet = [wording(error.phrase)]
            }
        } else {
            sheet = [wording("apheresis.noProduct")]
        }
        return sheet + [""] + apheresisTable(file).lines
    }
}
