public import Domain
import Store

/// Which figure a screen wants, as of when, and set side by side by what.
public struct FigureRequest: Equatable, Sendable {
    public enum Page: String, CaseIterable, Sendable {
        case waits, pair, funnel, flow, control, utilisation, distribution, fairness, forecast,
            kpis, pdca
    }

    public var page: Page
    public var pair: WaitPair
    public var measure: ControlMeasure
    public var grouping: FigureGrouping?
    /// Nil for the present, which moves on.
    public var asOf: Day?

    public init(_ page: Page = .waits) {
        self.page = page
        pair = WaitPair(.referred, .infused)
        measure = .wait(WaitPair(.referred, .infused))
    }
}

/// A figure for the screens.
public struct FigureQuestion: Question {
    public typealias Reply = Figure

    public let request: FigureRequest

    public init(_ request: FigureRequest) { self.request = request }

    public func reply(with follower: Follower) throws(StoreError) -> Figure {
        var scope = FigureScope(asOf: moment(follower.clock()))
        scope.grouping = request.grouping
        let office = try follower.office()
        switch request.page {
        case .utilisation: return try office.utilisation(scope)
        case .kpis: return try office.indicators(scope)
        default: break
        }
        let history = try follower.history()
        let courses = history.courses
        switch request.page {
        case .pair:
            return WaitFigure.pair(request.pair, courses, scope, distances: history.distances)
        case .funnel: return FunnelFigure.figure(courses, scope)
        case .flow: return FlowFigure.figure(courses, scope)
        case .control: return history.control(request.measure, scope)
        case .distribution: return DistributionFigure.figure(request.pair, courses, scope)
        case .fairness:
            return FairnessFigure.figure(
                request.pair, courses, scope, distances: history.distances)
        case .forecast:
            let desk = try follower.desk(.english)
            return ForecastFigure.figure(
                courses, scope,
                icu: try office.icuBackTest(of: courses, asOf: scope.asOf, under: desk))
        case .pdca: return ImprovementFigure.figure(history, scope)
        case .waits, .utilisation, .kpis: return WaitFigure.table(courses, scope)
        }
    }

    private func moment(_ now: Instant) -> Instant {
        guard let day = request.asOf, day < now.day else { return now }
        return Instant(day + 1, .midnight, offsetMinutes: now.offsetMinutes)
            .adding(milliseconds: -1)
    }
}

/// Who is behind a row of a figure.
public struct CoursesQuestion: Question {
    public let courses: [Course.ID]

    public struct Line: Equatable, Sendable {
        public let course: Course.ID
        public let patient: Patient.ID
        public let referred: Day
        public let product: Product.ID?
        /// How it ended; nil while it runs.
        public let ending: Ending?
    }

    public typealias Reply = [Line]

    public init(_ courses: [Course.ID]) { self.courses = courses }

    public func reply(with follower: Follower) throws(StoreError) -> [Line] {
        let traces = Dictionary(
            try follower.history().courses.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        return courses.compactMap { traces[$0] }.map { trace in
            Line(
                course: trace.id, patient: trace.patient, referred: trace.referred.day,
                product: trace.product, ending: trace.ending)
        }
    }
}

/// Writes the figure that a person is looking at into a file of their own.
public struct ExportFigure: Deed {
    public enum Form: String, CaseIterable, Sendable { case csv, json, svg, html }

    public let request: FigureRequest
    public let form: Form
    public let language: Language

    public init(_ request: FigureRequest, _ form: Form, _ language: Language) {
        (self.request, self.form, self.language) = (request, form, language)
    }

    public func perform(with follower: Follower) throws(StoreError) -> Phrase {
        let wording = Wording(language)
        let figure = try FigureQuestion(request).reply(with: follower)
        let day = (request.asOf ?? follower.clock().day).iso
        let name =
            form == .html
            ? "cartas-report-\(day).html"
            : "cartas-\(figure.id)-\(day).\(form.rawValue)"
        let text: String
        switch form {
        case .csv: text = figure.csv(wording)
        case .json: text = figure.json(wording).pretty
        case .svg:
            guard let plot = figure.plot else { throw .refused(Phrase("figure.noPlot")) }
            text = FigureSVG.text(plot, wording, title: wording(figure.title))
        case .html: text = try follower.office().report(figure.scope).html(language)
        }
        do throws(FileError) {
            try OutputFile.write(text, to: name)
        } catch {
            throw .refused(error.phrase)
        }
        return Phrase("figure.exported", ["file": .text(name)])
    }
}
