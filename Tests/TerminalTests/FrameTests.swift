import Support
import Terminal
import Testing

struct FrameTests {
    @Test func widthsAreThoseOfTheTerminal() {
        #expect("日本語".displayWidth == 6)
        #expect("ｷﾞ".displayWidth == 2)
        #expect("か\u{3099}".displayWidth == 2)
        #expect("①※→■°±℃▲α┌".displayWidth == 10)
        #expect("e\u{301}".displayWidth == 1)
        #expect("葛\u{E0100}".displayWidth == 2)
        #expect("𠮷野㈱".displayWidth == 6)
    }

    @Test func textIsClippedBetweenWholeGlyphs() {
        #expect("山田 太郎".clipped(to: 9) == "山田 太郎")
        #expect("山田 太郎".clipped(to: 8) == "山田 太…")
        #expect("山田".clipped(to: 3) == "山…")
        #expect("山田".clipped(to: 2) == "…")
        #expect("山田".fitted(to: 6) == "山田  ")
        #expect("12".fittedRight(to: 4) == "  12")
    }

    @Test func linesBreakAsBothLanguagesWish() {
        #expect("one two three".wrapped(to: 8) == ["one two", "three"])
        #expect("患者を登録します。次へ".wrapped(to: 16) == ["患者を登録しま", "す。次へ"])
        #expect("abcdefghij".wrapped(to: 4) == ["abcd", "efgh", "ij"])
        #expect("".wrapped(to: 4) == [""])
    }

    @Test func aWideGlyphIsNeverHalved() {
        var frame = Frame(Size(rows: 1, columns: 5))
        frame.write("日本語", row: 0)
        #expect(frame.text == "日本")
        frame.write("x", row: 0, column: 1)
        #expect(frame.text == " x本")
        frame.write("語", row: 0, column: 3)
        #expect(frame.text == " x 語")
        frame.write("語", row: 0, column: 4)
        #expect(frame.text == " x 語")
        frame.write("日本", row: 0, column: -2)
        #expect(frame.text == "本 語")
    }

    @Test func aTailFollowsEveryWideGlyphWhateverIsWritten() {
        var random = RandomSource(seed: 3)
        let pieces = ["a", "日本", "ｷﾞ", "か\u{3099}", "—", "x y", "𠮷"]
        var frame = Frame(Size(rows: 2, columns: 9))
        for _ in 0..<20_000 {
            frame.write(
                random.pick(pieces), row: random.int(in: -1...2), column: random.int(in: -3...10),
                width: random.int(in: 0...10))
            for row in 0..<2 {
                let cells = Array(frame.row(row))
                for (place, cell) in cells.enumerated() {
                    let isWide = !cell.isTail && cell.glyph.displayWidth == 2
                    let hasTail = place + 1 < cells.count && cells[place + 1].isTail
                    #expect(isWide == hasTail)
                }
                #expect(!cells[0].isTail)
            }
        }
    }

    @Test func areasAreCutWithoutLoss() {
        var area = Area(Size(rows: 24, columns: 80))
        let top = area.cutTop(1)
        let bottom = area.cutBottom(2)
        let left = area.cutLeft(30)
        #expect(top == Area(row: 0, column: 0, rows: 1, columns: 80))
        #expect(bottom == Area(row: 22, column: 0, rows: 2, columns: 80))
        #expect(left == Area(row: 1, column: 0, rows: 21, columns: 30))
        #expect(area == Area(row: 1, column: 30, rows: 21, columns: 50))
        #expect(area.cutTop(100).rows == 21)
        #expect(area.isEmpty)
    }

    @Test func symbolsFallBackWhereTheTerminalDrawsThemWide() {
        var narrow = Repertoire(locale: "ja_JP.UTF-8")
        #expect(narrow == .full)
        narrow.learn(row: 2, column: 3)
        narrow.learn(row: 3, column: 3)
        #expect(narrow == .narrowSymbols)
        #expect(String("━┃▸●患α⡇".map { narrow.drawn($0) }) == "=|>*患?:")
        var latin = Repertoire(locale: "C")
        #expect(latin == .ascii)
        #expect(String("患│a".map { latin.drawn($0) }) == "?|a")
        latin.learn(row: 2, column: 3)
        #expect(latin == .full)
    }

    /// Every symbol of the program has an ASCII form of its own, so that a bar can still be read.
    @Test func everySignOfTheBarsHasAPlainForm() {
        let plain = Repertoire.narrowSymbols
        for sign in "━─┫┤█▓▒░·┃╎╋┼│▸▲●↑↓→" {
            #expect(plain.drawn(sign).isASCII && plain.drawn(sign) != "?", "\(sign)")
        }
    }

    @Test func themesNeedNoColour() {
        let mono = Theme(named: nil, noColor: "1")
        #expect(mono.name == .mono)
        for ink in Ink.allCases {
            for paper in Paper.allCases {
                let look = mono.look(of: Style(ink, paper: paper), colors: 256)
                #expect(look.ink == -1 && look.paper == -1)
            }
        }
        #expect(mono.look(of: Style(.danger), colors: 0).attributes == .bold)
        #expect(mono.look(of: Style(.plain, paper: .selected), colors: 0).attributes == .reverse)
        for name in Theme.Name.allCases where name != .mono {
            let theme = Theme(name)
            for ink in Ink.allCases {
                #expect((-1...7).contains(theme.look(of: Style(ink), colors: 8).ink))
                #expect((-1...255).contains(theme.look(of: Style(ink), colors: 256).ink))
            }
        }
    }
}
