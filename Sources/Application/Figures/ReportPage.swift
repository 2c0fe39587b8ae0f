import Domain

/// The report as one page that needs nothing else: no script, no font and no picture from
/// elsewhere, in both languages, and fit to be printed.
extension Report {
    /// - Parameter language: the one that is shown first; the other is one press away, without a
    ///   script.
    public func html(_ language: Language) -> String {
        let order: [Language] =
            language == .japanese ? [.japanese, .english] : [.english, .japanese]
        let title = FigureSVG.escaped(Wording(language)("report.title"))
        var page = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>

            """
        for (place, each) in order.enumerated() {
            let checked = place == 0 ? " checked" : ""
            page +=
                "<input type=\"radio\" name=\"language\" id=\"show-\(each.rawValue)\"\(checked)>"
                + "<label for=\"show-\(each.rawValue)\">"
                + (each == .japanese ? "日本語" : "English") + "</label>\n"
        }
        for each in order { page += body(Wording(each)) }
        return page + "</body>\n</html>\n"
    }

    private static let style = """
        body{font:14px/1.5 sans-serif;color:#111;background:#fff;max-width:1100px;margin:1em auto;\
        padding:0 1em}
        h1{font-size:1.5em;margin:.6em 0 0}h2{font-size:1.15em;margin:2em 0 .3em;\
        border-bottom:1px solid #888}
        main{display:none}
        #show-ja:checked~main[lang=ja],#show-en:checked~main[lang=en]{display:block}
        .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:12px;margin:.5em 0}
        th,td{border:1px solid #bbb;padding:2px 6px;text-align:left;vertical-align:top}
        th{background:#eee}td.n{text-align:right;white-space:nowrap}
        ul{font-size:12px;color:#444;padding-left:1.2em}p.note{font-size:13px}
        svg{max-width:100%;height:auto}
        input,label{font-size:12px}
        @page{size:A4;margin:14mm}
        @media print{input,label{display:none}body{margin:0;max-width:none}\
        section{break-inside:avoid-page}h2{break-after:avoid}tr{break-inside:avoid}\
        .scroll{overflow:visible}table{font-size:9px}}
        """

    private func body(_ wording: Wording) -> String {
        func safe(_ text: String) -> String { FigureSVG.escaped(text) }
        var text =
            "<main lang=\"\(wording.language.rawValue)\">\n<h1>"
            + safe(wording("report.title")) + "</h1>\n<p>" + safe(wording(scope.phrase)) + "</p>\n"
        for figure in figures {
            text += "<section>\n<h2>\(safe(wording(figure.title)))</h2>\n"
            if let plot = figure.plot {
                text += FigureSVG.text(plot, wording, title: wording(figure.title)) + "\n"
            }
            text += table(figure.table, wording)
            for note in figure.notes {
                text += "<p class=\"note\">\(safe(wording(note)))</p>\n"
            }
            text += "<ul>\n"
            for definition in figure.definitions {
                text += "<li>\(safe(wording(definition)))</li>\n"
            }
            text += "</ul>\n</section>\n"
        }
        return text + "</main>\n"
    }

    private func table(_ table: FigureTable, _ wording: Wording) -> String {
        guard !table.rows.isEmpty else { return "" }
        var text = "<div class=\"scroll\"><table>\n<thead><tr>"
        for head in table.heads(wording) { text += "<th>\(FigureSVG.escaped(head))</th>" }
        text += "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            text += "<tr><th>\(FigureSVG.escaped(wording(row.label)))</th>"
            for cell in row.cells {
                let kind = cell.isNumeric ? " class=\"n\"" : ""
                text += "<td\(kind)>\(FigureSVG.escaped(wording(cell)))</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody>\n</table></div>\n"
    }
}
