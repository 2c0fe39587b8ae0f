import Application
import Domain
import Support
import TUI
import Terminal
import Testing

struct TextFieldTests {
    @Test func editsByCharacterAndNotByByte() {
        var field = TextField("サトウ")
        field.take(.left)
        field.take(.text("a"))
        #expect(field.text == "サトaウ")
        field.take(.backspace)
        field.take(.backspace)
        #expect(field.text == "サウ")
        field.take(.end)
        field.take(.text("か"))
        // A mark that is typed after its base becomes part of it.
        field.take(.text("\u{3099}"))
        #expect(field.text.count == 3 && field.place == 3)
        field.take(.backspace)
        #expect(field.text == "サウ")
    }

    @Test func aPasteOfLinesStaysOneLine() {
        var field = TextField()
        field.take(.paste("a\nb\tc\r\nd"))
        #expect(field.text == "a b c d")
        field.take(.control("w"))
        #expect(field.text == "a b c ")
        field.take(.control("u"))
        #expect(field.text.isEmpty)
    }

    @Test func isNeverLongerThanItsLimitNorOutOfBounds() {
        var random = RandomSource(seed: 5)
        let keys: [Key] = [
            .text("あ"), .text("\u{301}"), .text("x"), .left, .right, .home, .end, .backspace,
            .delete,
            .control("w"), .control("k"), .control("u"), .paste("か\u{3099}\u{200D}👩\n"), .text(" "),
        ]
        var field = TextField()
        for _ in 0..<20_000 {
            _ = field.take(random.pick(keys))
            #expect((0...field.text.count).contains(field.place))
        }
        var long = TextField()
        long.take(.paste(String(repeating: "x", count: 5000)))
        #expect(long.text.isEmpty)
    }
}

struct FormTests {
    static let today = Sample.today

    static var form: Form {
        Form(
            Phrase("lock.title"),
            [
                .init("id", Phrase("patients.column.id"), [.required, .identifier]),
                .init("name", Phrase("patients.column.name"), [.required, .atMost(10)]),
                .init("kana", Phrase("patients.column.reading"), [.kana]),
                .init(
                    "day", Phrase("board.column.infusion"),
                    [.day(today: today, today...(today + 100))]),
                .init("weight", Phrase("patients.column.age"), [.number(2...300)]),
                .init(
                    "theme", Phrase("action.theme"),
                    choices: [Phrase("theme.standard"), Phrase("theme.mono")]),
            ])
    }

    static func type(_ text: String, _ form: inout Form) {
        for character in text { _ = form.take(.text(character)) }
    }

    @Test func submitsOnlyWhatIsInOrder() {
        var form = Self.form
        #expect(form.take(.control("s")) == .editing)
        #expect(form.focus == 0 && form.fields[0].fault == Phrase("form.required"))
        Self.type("P-001", &form)
        _ = form.take(.enter)
        Self.type("山本 さくら", &form)
        _ = form.take(.enter)
        Self.type("ﾔﾏﾓﾄ サクラ", &form)
        _ = form.take(.enter)
        Self.type("11/30", &form)
        _ = form.take(.tab)
        Self.type("58.5", &form)
        _ = form.take(.enter)
        _ = form.take(.right)
        #expect(form.isValid)
        #expect(form.take(.enter) == .submitted)
        #expect(form.choice("theme") == 1 && form.text("weight") == "58.5")
        #expect(form.take(.escape) == .cancelled)
    }

    @Test(arguments: [
        (0, "P 1", "identifier.illegal"), (1, "12345678901", "form.tooLong"),
        (2, "Sato", "form.kana"),
        (3, "2026-02-30", "form.day"), (3, "2025-01-01", "form.dayOutside"),
        (4, "abc", "form.number"),
        (4, "1e9", "form.outside"), (4, "nan", "form.number"),
    ])
    func saysWhatIsWrongWhileTyping(_ place: Int, _ text: String, _ key: String) {
        var form = Self.form
        for _ in 0..<place { _ = form.take(.tab) }
        Self.type(text, &form)
        #expect(form.fields[place].fault?.key == key)
    }

    @Test(arguments: [
        ("2026-11-21", 0), ("2026/11/22", 1), ("11-20", -1), ("1/5", 45), ("21", 0), ("20", 29),
        ("+3", 3), ("-7", -7), ("R8.11.21", 0), ("２０２６年１１月２３日", 2), ("r8-12-1", 10),
    ])
    func daysAreUnderstoodAsTyped(_ text: String, _ offset: Int) {
        #expect(DayEntry.day(text, today: Self.today) == Self.today + offset)
    }

    @Test(arguments: [
        "", "x", "2026-13-01", "99", "R900.1.1", "--3", "2026-11", "1.2.3.4", "+99999",
    ])
    func whatIsNoDayIsRefused(_ text: String) {
        #expect(DayEntry.day(text, today: Self.today) == nil)
    }

    @Test func aDayIsChosenFromTheMonthOfItsEntry() {
        let born = Form.Rule.day(today: Self.today, (Self.today - 100)...Self.today)
        var form = Form(Phrase("lock.title"), [.init("day", Phrase("intake.birth"), [born])])
        #expect(form.take(.function(4)) == .editing)
        // Tomorrow lies outside what the entry may hold: Enter does not take it.
        _ = form.take(.right)
        _ = form.take(.enter)
        #expect(form.text("day").isEmpty && form.calendar != nil)
        for _ in 1...3 { _ = form.take(.left) }
        _ = form.take(.enter)
        #expect(form.text("day") == (Self.today - 2).iso && form.calendar == nil)
        _ = form.take(.control("d"))
        #expect(form.take(.escape) == .editing && form.calendar == nil)
        #expect(form.take(.escape) == .cancelled)
    }

    @Test func pickerWalksAndRefusesClosedDays() {
        let closed = [Self.today + 2: Phrase("form.required")]
        var picker = DatePicker(day: Self.today, today: Self.today, closed: closed)
        #expect(picker.take(.right) == .choosing)
        _ = picker.take(.right)
        #expect(picker.refusal == Phrase("form.required") && picker.take(.enter) == .choosing)
        _ = picker.take(.down)
        #expect(picker.take(.enter) == .chosen(Self.today + 9))
        for character in "12/24" { _ = picker.take(.text(character)) }
        #expect(picker.day == Self.today + 33)
        _ = picker.take(.pageDown)
        #expect(picker.day.iso == "2027-01-24")
        #expect(picker.take(.escape) == .cancelled)
    }
}

struct ChoiceTests {
    @Test func dialogAsksForAReasonAndNeverTakesEnterForAnAnswer() {
        let choices = [
            Dialog.Choice("r", Phrase("action.undo")),
            Dialog.Choice("k", Phrase("action.back"), refusal: Phrase("refusal.gone")),
        ]
        var dialog = Dialog(Phrase("action.undo"), [], choices, asksReason: true)
        #expect(dialog.take(.enter) == .asking)
        #expect(dialog.take(.text("k")) == .asking)
        #expect(dialog.refusal == Phrase("refusal.gone"))
        #expect(dialog.take(.text("r")) == .asking)
        #expect(dialog.take(.enter) == .asking)
        #expect(dialog.refusal == Phrase("dialog.reasonMissing"))
        for character in "発熱" { _ = dialog.take(.text(character)) }
        #expect(dialog.take(.enter) == .chosen("r", reason: "発熱"))
        #expect(dialog.take(.escape) == .cancelled)
    }

    @Test(arguments: [
        ("zoom", "closer"), ("かくだい", "closer"), ("kakudai", "closer"), ("拡大", "closer"),
        ("haisho", "theme"), ("contrast", "theme"), ("kanjae", "goTo"), ("qui", "quit"),
        ("しゅうりょう", "quit"), ("nihongo", "language"), ("rokku", "lock"), ("gtp", "goTo"),
    ])
    func paletteFindsInBothLanguages(_ query: String, _ action: String) {
        for language in Language.allCases {
            var app = Sample.app(24, 80, language)
            app.press(":" + query)
            guard let palette = (app.desk.overlay as? CommandPalette)?.palette else {
                Issue.record("no palette")
                return
            }
            let first = palette.found.prefix(3).map { palette.items[$0].value.id }
            #expect(first.contains(action), "\(query): \(first)")
        }
    }

    @Test func theFilterFindsEveryScript() {
        let row = Searchable("K-0142 00482914 佐藤 花子 サトウ ハナコ axi-cel")
        for text in [
            "k-0142", "0142", "佐藤", "さとう", "ｻﾄｳ", "sato", "Satoh", "satou", "花子 axi", "hanako",
        ] {
            #expect(row.has(SearchText(text)), "\(text)")
        }
        for text in ["suzuki", "K-0143", "佐藤 鈴木"] { #expect(!row.has(SearchText(text)), "\(text)") }
    }
}
