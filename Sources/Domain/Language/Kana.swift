/// Japanese readings made comparable: half-width and full-width, hiragana and katakana, with and
/// without long marks are one reading to whoever searches for a name on the telephone.
public enum Kana {
    /// Katakana in full width, with voice marks joined; everything else in lower case.
    public static func folded(_ text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            // What most of a list is made of asks no table of the whole of Unicode.
            case 0x41...0x5A: scalars.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
            case 0...0x7F, 0x30A0...0x30FF, 0x4E00...0x9FFF: scalars.append(scalar)
            case 0x3041...0x3096, 0x309D...0x309E:  // Hiragana stands 0x60 below katakana.
                scalars.append(Unicode.Scalar(scalar.value + 0x60) ?? scalar)
            case 0xFF66...0xFF9D:
                scalars.append(halfWidth[Int(scalar.value - 0xFF66)])
            case 0x3099, 0xFF9E: voice(&scalars, by: 1)
            case 0x309A, 0xFF9F: voice(&scalars, by: 2)
            case 0x3000: scalars.append(" ")
            case 0xFF01...0xFF5E:  // Full-width ASCII.
                let narrow = Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
                scalars.append(contentsOf: narrow.properties.lowercaseMapping.unicodeScalars)
            default:
                scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: scalars)
        return String(folded)
    }

    /// The voiced form stands one after its base, the half-voiced form two after.
    private static func voice(_ scalars: inout [Unicode.Scalar], by step: UInt32) {
        guard let last = scalars.last else { return }
        if last == "ウ" && step == 1 {
            scalars[scalars.count - 1] = "ヴ"
        } else if voiceable.contains(last), step == 1 || ("ハ"..."ホ").contains(last) {
            scalars[scalars.count - 1] = Unicode.Scalar(last.value + step) ?? last
        }
    }

    private static let voiceable = Set(
        "カキクケコサシスセソタチツテトハヒフヘホ".unicodeScalars)

    private static let halfWidth = Array(
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
            .unicodeScalars)

    /// Hepburn without long marks: サトウ is `satou`, and so is what a coordinator types.
    public static func romaji(_ text: String) -> String {
        let kana = Array(folded(text).unicodeScalars)
        var latin = ""
        var doublesNext = false
        var index = 0
        while index < kana.count {
            let first = kana[index]
            var syllable = isKatakana(first) ? syllables[String(first)] : nil
            if index + 1 < kana.count, small.contains(kana[index + 1]),
                let pair = syllables[String(first) + String(kana[index + 1])]
            {
                syllable = pair
                index += 1
            }
            index += 1
            let scalar = kana[index - 1]
            if scalar == "ッ" {
                doublesNext = true
            } else if scalar != "ー" {
                let next = syllable ?? String(scalar)
                if doublesNext, let first = next.first { latin.append(first == "c" ? "t" : first) }
                doublesNext = false
                latin += next
            }
        }
        return latin
    }

    private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool {
        (0x30A0...0x30FF).contains(scalar.value)
    }

    /// The second half of a syllable that is written with two signs.
    private static let small = Set("ァィゥェォャュョ".unicodeScalars)

    /// How people type a name in Latin letters varies: `Satoh`, `Sato`, `Satou` and `Ito`, `Itou`
    /// all fold to one spelling.
    public static func foldedRomaji(_ text: String) -> String {
        var out: [Unicode.Scalar] = []
        let letters = Array(folded(text).unicodeScalars.filter { isLetterOrNumber($0) })
        for (index, letter) in letters.enumerated() {
            let next: Unicode.Scalar = index + 1 < letters.count ? letters[index + 1] : " "
            if letter == "h", out.last == "o", !isVowel(next) { continue }
            if letter == "u", out.last == "o" || out.last == "u" { continue }
            if letter == "o", out.last == "o" { continue }
            if letter == "m", next == "b" || next == "p" || next == "m" {
                out.append("n")
                continue
            }
            out.append(letter)
        }
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: out)
        return String(folded)
    }

    private static func isVowel(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a", "i", "u", "e", "o", "y": true
        default: false
        }
    }

    private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A, 0x30A1...0x30FA, 0x4E00...0x9FFF: true
        case 0...0x7F: false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    private static let syllables: [String: String] = {
        let table = """
            ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so
            タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he
            ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro
            ワ wa ヰ i ヱ e ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo
            ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe
            ポ po ヴ vu ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo キャ kya キュ kyu キョ kyo
            シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo
            ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo
            ギャ gya ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo
            ピャ pya ピュ pyu ピョ pyo ファ fa フィ fi フェ fe フォ fo ティ ti ディ di シェ she
            ジェ je チェ che ウィ wi ウェ we ウォ wo ヴァ va ヴィ vi ヴェ ve ヴォ vo
            """
        let words = table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
        var syllables: [String: String] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            syllables[words[index]] = words[index + 1]
        }
        return syllables
    }()
}
