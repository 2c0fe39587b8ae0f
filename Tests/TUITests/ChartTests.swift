import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct ChartTests {
    func picture(_ rows: Int, _ columns: Int, _ draw: (inout Frame) -> Void) -> String {
        var frame = Frame(Size(rows: rows, columns: columns))
        draw(&frame)
        return frame.text
    }

    @Test func linesOnALogarithmicAxis() {
        let ferritin: [Double] = [180, 240, 310, 900, 2600, 4210, 3900, 12_000, 8000, 2100, 700]
        var chart = Chart([
            .init(
                "ferritin", .line,
                ferritin.enumerated().map { .init(Double($0.offset), $0.element) })
        ])
        chart.scale = .log
        chart.levels = [.init(3000, "HEMATOTOX")]
        chart.marks = [(0, "D−5"), (5, "D0"), (10, "D+5")]
        expectSnapshot(picture(12, 60) { chart.draw(in: $0.area, on: &$0) }, named: "chart-log")
    }

    @Test func stepsWithABand() {
        let points = [(0.0, 0.0), (20, 0.08), (35, 0.31), (50, 0.52), (80, 0.61), (120, 0.66)]
        var chart = Chart([
            .init(
                "infused", .steps, points.map { .init($0.0, $0.1) },
                band: points.map { max(0, $0.1 - 0.07)...min(1, $0.1 + 0.07) })
        ])
        chart.from = 0
        chart.marks = [(0, "0"), (60, "60"), (120, "120")]
        expectSnapshot(picture(14, 70) { chart.draw(in: $0.area, on: &$0) }, named: "chart-steps")
    }

    @Test func columnsAndPointsWithACapacity() {
        let beds = [0.2, 0.4, 0.9, 1.4, 1.1, 0.7, 0.3, 0.5, 1.0, 1.9, 1.2, 0.8, 0.4, 0.2]
        var chart = Chart([
            .init(
                "expected", .columns,
                beds.enumerated().map { .init(Double($0.offset) * 3, $0.element) }),
            .init(
                "P90", .points,
                beds.enumerated().map { .init(Double($0.offset) * 3, $0.element + 0.6) }),
        ])
        chart.from = 0
        chart.levels = [.init(2, "capacity")]
        expectSnapshot(picture(10, 56) { chart.draw(in: $0.area, on: &$0) }, named: "chart-columns")
    }

    @Test func nothingAndOddValuesAreDrawnToo() {
        for points in [
            [], [Chart.Point(1, 1)], [.init(0, .nan), .init(1, .infinity), .init(2, -5)],
        ] {
            for form in [Chart.Series.Form.line, .steps, .points, .columns] {
                for scale in [Axis.Scale.linear, .log] {
                    var chart = Chart([.init("x", form, points)])
                    chart.scale = scale
                    for (rows, columns) in [(10, 40), (3, 12), (1, 1), (2, 80)] {
                        let text = picture(rows, columns) { chart.draw(in: $0.area, on: &$0) }
                        #expect(text.split(separator: "\n").count <= rows)
                    }
                }
            }
        }
        #expect(Sparkline.text([1, nil, 3, 2]) == "▁ █▅")
    }

    @Test func axesHaveRoundMarksThatCoverTheValues() {
        var random = RandomSource(seed: 21)
        for _ in 0..<2000 {
            let low = Double.random(in: -1e4...1e4, using: &random)
            let high = low + Double.random(in: 1e-3...1e4, using: &random)
            let axis = Axis(covering: [low, high])
            #expect(axis.least <= low && high <= axis.most)
            let marks = axis.marks(atMost: 6)
            #expect((1...7).contains(marks.count))
            #expect(marks == marks.sorted())
        }
        #expect(
            Axis(covering: [180, 12_000], scale: .log).marks(atMost: 5) == [
                100, 1000, 10_000, 100_000,
            ])
    }

    @Test func brailleDotsStandWhereTheyShould() {
        var canvas = BrailleCanvas(rows: 1, columns: 2)
        canvas.set(0, 0)
        canvas.set(3, 3)
        canvas.set(9, 9)
        #expect(canvas.characters(0) == ["⠁", "⢀"])
        canvas.line(from: (0, 3), to: (3, 3))
        #expect(canvas.characters(0) == ["⣁", "⣀"])
    }

    @Test(arguments: TimeAxis.Zoom.allCases)
    func everyDayHasOneColumnAndColumnsGiveTheirDay(_ zoom: TimeAxis.Zoom) {
        for columns in [1, 36, 111, 112, 200] {
            let axis = TimeAxis(first: Sample.today - 10, zoom: zoom, columns: columns)
            var last = 0
            for day in axis.days {
                guard let column = axis.column(of: day) else { continue }
                #expect(column >= last && column < columns)
                #expect(abs(axis.day(at: column) - day) < 31)
                last = column
            }
            #expect(axis.column(of: axis.days.lowerBound) == 0)
            #expect(axis.column(of: axis.days.lowerBound - 1) == nil)
            #expect(axis.columns(of: (Sample.today - 90)...(Sample.today + 9000)) == 0..<columns)
        }
    }
}
