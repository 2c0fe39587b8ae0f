import Domain
import Support
import Testing

struct NameTests {
    let sato = PersonName(
        family: "佐藤", given: "花子", familyKana: "サトウ", givenKana: "ハナコ")
    let smith = PersonName(family: "Smith", given: "John")

    @Test(arguments: [
        "佐", "佐藤花", "花子", "さと", "サトウ", "ｻﾄｳ", "satou", "sato", "Satoh", "hanako",
        "sato hanako",
    ])
    func aNameIsFoundInEveryForm(_ typed: String) { #expect(sato.matches(typed)) }

    @Test(arguments: ["鈴", "suzuki", "ato", "satoi"])
    func otherNamesAreNot(_ typed: String) { #expect(!sato.matches(typed)) }

    @Test func latinNames() {
        #expect(smith.full == "Smith, John")
        #expect(smith.matches("smi") && smith.matches("John"))
        #expect(!smith.matches("Jones"))
    }

    @Test(arguments: [
        ("ｶﾞｷﾞﾊﾟｳﾞ", "ガギパヴ"), ("か\u{3099}ぎゃ", "ガギャ"), ("ＡＢＣ　１", "abc 1"),
        // A second voice mark on a voiced sound has nowhere to go and is dropped.
        ("が\u{3099}", "ガ"),
    ])
    func foldedKana(_ text: String, _ folded: String) { #expect(Kana.folded(text) == folded) }

    @Test(arguments: [
        ("シュンイチ", "shunichi"), ("イッコウ", "ikkou"), ("マッチャ", "matcha"), ("リョウ", "ryou"),
    ])
    func romaji(_ kana: String, _ latin: String) { #expect(Kana.romaji(kana) == latin) }
}
