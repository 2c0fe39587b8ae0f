/// A table that can be read and written: its columns with their names in both languages.
public struct TableSchema: Sendable {
    public enum Kind: Sendable {
        case text, day, number, whole
        /// A moment, or a day where no hour is known.
        case time
        case sex
    }

    public struct Field: Sendable {
        public let name: String
        public let kind: Kind
        public let isRequired: Bool
        public let english: String
        public let japanese: String
        /// What other tables call it.
        let others: [String]

        init(
            _ name: String, _ english: String, _ japanese: String, _ others: [String] = [],
            kind: Kind = .text, required: Bool = false
        ) {
            self.name = name
            self.kind = kind
            isRequired = required
            self.english = english
            self.japanese = japanese
            self.others = others
        }

        func isCalled(_ header: String) -> Bool {
            let wanted = Self.folded(header)
            return ([name, english, japanese] + others).contains { Self.folded($0) == wanted }
        }

        private static func folded(_ text: String) -> String {
            String(
                Wave.folded(text).lowercased().filter {
                    !" _-　・（）()".contains($0)
                })
        }
    }

    public let name: String
    public let fields: [Field]

    public static let all = [patients, courses, observations, bookings]

    public static func named(_ name: String) -> TableSchema? { all.first { $0.name == name } }

    private static let number = Field(
        "hospitalNumber", "Hospital number", "患者番号",
        ["MRN", "Patient ID", "診察券番号", "患者ID", "ID"], required: true)

    public static let patients = TableSchema(
        name: "patients",
        fields: [
            number,
            Field("family", "Family name", "姓", ["Name", "氏名", "患者氏名", "漢字氏名"], required: true),
            Field("given", "Given name", "名"),
            Field("familyKana", "Family name (kana)", "姓カナ", ["カナ氏名", "フリガナ", "セイ"]),
            Field("givenKana", "Given name (kana)", "名カナ", ["メイ"]),
            Field("sex", "Sex", "性別", ["Gender"], kind: .sex),
            Field(
                "birth", "Date of birth", "生年月日", ["DOB", "Birthday"], kind: .day, required: true),
        ])

    /// A centre's own spreadsheet, with courses in the middle of their way.
    public static let courses = TableSchema(
        name: "courses",
        fields: patients.fields + [
            Field("product", "Product", "製品", ["製品名", "Therapy"], required: true),
            Field("indication", "Indication", "適応", ["疾患", "病名", "Diagnosis"]),
            Field("referred", "Referred", "紹介日", ["Referral date"], kind: .day, required: true),
            Field("collected", "Apheresis", "アフェレーシス日", ["採取日", "Collection"], kind: .day),
            Field("shipped", "Shipped", "出荷日", ["発送日"], kind: .day),
            Field("started", "Manufacturing start", "製造開始日", kind: .day),
            Field("released", "Released", "出荷判定日", ["製造完了日"], kind: .day),
            Field("received", "Received", "納品日", ["受領日"], kind: .day),
            Field("infused", "Infusion", "投与日", ["輸注日"], kind: .day),
            Field("discharged", "Discharge", "退院日", kind: .day),
            Field("note", "Note", "備考", ["コメント", "Comment"]),
        ])

    public static let observations = TableSchema(
        name: "observations",
        fields: [
            number,
            Field("code", "Code", "検査コード", ["LOINC", "JLAC10"], required: true),
            Field("system", "System", "コード体系"),
            Field("value", "Value", "値", ["結果", "結果値", "Result"], required: true),
            Field("unit", "Unit", "単位"),
            Field("at", "Time", "日時", ["採取日時", "検査日時", "Date"], kind: .time, required: true),
        ])

    public static let bookings = TableSchema(
        name: "bookings",
        fields: [
            Field("id", "Booking", "予約番号"),
            Field("resource", "Resource", "資源", ["装置", "病床", "Room"], required: true),
            Field("unit", "Unit", "号機", ["番号", "Bed"], kind: .whole),
            Field("start", "Start", "開始", ["開始日", "From"], kind: .time, required: true),
            Field("end", "End", "終了", ["終了日", "To"], kind: .time),
            Field("hospitalNumber", "Hospital number", "患者番号", ["MRN"]),
            Field("state", "State", "状態", ["Status"]),
            Field("note", "Note", "備考", ["Comment"]),
        ])
}
