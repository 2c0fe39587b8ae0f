import Domain
import Statistics

/// Invented people. Their names are common ones, put together by chance.
enum DemoNames {
    private static let families: [(String, String)] = [
        ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ"),
        ("伊藤", "イトウ"), ("渡辺", "ワタナベ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"),
        ("小林", "コバヤシ"), ("加藤", "カトウ"), ("吉田", "ヨシダ"), ("山田", "ヤマダ"),
        ("佐々木", "ササキ"), ("山口", "ヤマグチ"), ("松本", "マツモト"), ("井上", "イノウエ"),
        ("木村", "キムラ"), ("林", "ハヤシ"), ("清水", "シミズ"), ("斎藤", "サイトウ"),
        ("髙木", "タカギ"), ("石川", "イシカワ"), ("橋本", "ハシモト"), ("藤田", "フジタ"),
        ("後藤", "ゴトウ"), ("近藤", "コンドウ"), ("村上", "ムラカミ"), ("遠藤", "エンドウ"),
        ("青木", "アオキ"), ("坂本", "サカモト"), ("福田", "フクダ"), ("太田", "オオタ"),
    ]
    private static let women: [(String, String)] = [
        ("花子", "ハナコ"), ("さくら", "サクラ"), ("美咲", "ミサキ"), ("陽子", "ヨウコ"),
        ("恵", "メグミ"), ("和子", "カズコ"), ("由美", "ユミ"), ("真由美", "マユミ"),
        ("久美子", "クミコ"), ("愛", "アイ"), ("結衣", "ユイ"), ("幸子", "サチコ"),
    ]
    private static let men: [(String, String)] = [
        ("一郎", "イチロウ"), ("誠", "マコト"), ("健", "ケン"), ("大輔", "ダイスケ"),
        ("隆", "タカシ"), ("修", "オサム"), ("実", "ミノル"), ("翔太", "ショウタ"),
        ("浩", "ヒロシ"), ("茂", "シゲル"), ("拓也", "タクヤ"), ("清", "キヨシ"),
    ]
    private static let latinFamilies = ["Smith", "Nguyen", "Garcia", "Müller", "Okafor", "Kim"]
    private static let latinGiven: [Sex: [String]] = [
        .female: ["Anna", "Maria", "Linh", "Grace"], .male: ["John", "Pedro", "Minh", "Jan"],
    ]

    static let hospitals = [
        "北総合病院(架空)", "みなと医療センター(架空)", "中央赤十字(架空)", "東大橋病院(架空)",
        "山手がんセンター(架空)", "川辺市民病院(架空)",
    ]

    static func name(_ sex: Sex, _ random: inout SeededGenerator) -> PersonName {
        if random.unit() < 0.04 {
            let given = latinGiven[sex] ?? []
            return PersonName(
                family: latinFamilies[random.below(latinFamilies.count)],
                given: given.isEmpty ? "" : given[random.below(given.count)])
        }
        let family = families[random.below(families.count)]
        let list = sex == .female ? women : men
        let given = list[random.below(list.count)]
        return PersonName(
            family: family.0, given: given.0, familyKana: family.1, givenKana: given.1)
    }

    /// The staff of the demo hospital, one for each role and a few more.
    static let users: [User] = [
        user("tanaka", "田中 恵美", [.coordinator]), user("sato", "佐藤 健", [.coordinator]),
        user("mori", "森 太郎", [.physician]), user("okada", "岡田 律", [.physician]),
        user("suzuki", "鈴木 葵", [.apheresis]), user("ito", "伊藤 環", [.processing]),
        user("kobayashi", "小林 結", [.ward]), user("nakano", "中野 直", [.ward]),
        user("watanabe", "渡辺 圭", [.icu]), user("yamamoto", "山本 薫", [.manager]),
        user("admin", "管理 担当", [.administrator]),
    ]

    private static func user(_ id: String, _ name: String, _ roles: Set<Role>) -> User {
        // The identifiers of this list are letters, which every identifier may hold.
        guard let identifier = try? User.ID(id) else { fatalError(id) }
        return User(id: identifier, name: name, roles: roles)
    }
}
