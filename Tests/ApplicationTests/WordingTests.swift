import Application
import Domain
import Testing

struct WordingTests {
    let english = Wording(.english)
    let japanese = Wording(.japanese)

    @Test func daysAreWrittenAsEachLanguageExpects() throws {
        let day = try Day(year: 2026, month: 11, day: 21)
        #expect(english.day(day) == "Sat 21 Nov 2026")
        #expect(japanese.day(day) == "2026年11月21日(土)")
        #expect(Wording(.japanese, usesEra: true).day(day) == "令和8年11月21日(土)")
        let first = try Day(year: 2019, month: 5, day: 1)
        #expect(Wording(.japanese, usesEra: true).day(first) == "令和元年5月1日(水)")
    }

    @Test func numbersAreGroupedAndRounded() {
        #expect(english.number(1234) == "1234")
        #expect(english.number(-1_234_567) == "-1,234,567")
        #expect(english.decimal(0.125, places: 2) == "0.13")
        #expect(english.decimal(-0.001, places: 1) == "0.0")
        #expect(japanese.decimal(12345.678, places: 1) == "12,345.7")
    }

    @Test func aCountChoosesItsForm() throws {
        let book = try PhraseBook(
            .english, files: [("t", "wait = {days} {days:day|days} left\n# note\n")])
        let wording = Wording(book: book)
        #expect(wording(Phrase("wait", ["days": 1])) == "1 day left")
        #expect(wording(Phrase("wait", ["days": 2])) == "2 days left")
        #expect(wording(Phrase("no.such.key")) == "no.such.key")
    }

    @Test(arguments: [
        ("a=b", PhraseBookError.Fault.noEqualsSign), ("a = {b", .openBrace),
        ("a = 1\na = 2", .keyAgain),
    ])
    func faultyFilesAreRefused(_ text: String, _ fault: PhraseBookError.Fault) {
        do {
            _ = try PhraseBook(.english, files: [("t", text)])
            Issue.record("not refused")
        } catch {
            #expect(error.fault == fault)
        }
    }
}
