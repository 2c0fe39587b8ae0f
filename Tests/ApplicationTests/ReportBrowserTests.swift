import Domain
import Glibc
import Support
import Testing

@testable import Application

/// The report in a real browser without a window, where one is installed: what it asks the network
/// for, and that there is a picture.
struct ReportBrowserTests {
    private static let programs: [String] = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ]
    private static let browser = programs.first { (path: String) in access(path, X_OK) == 0 }

    @Test(.enabled(if: browser != nil)) func noRequestLeavesThePage() throws {
        let program = try #require(Self.browser)
        let folder = try TemporaryFolder()
        let (page, log, picture) = (
            folder.file("report.html"), folder.file("net.json"), folder.file("report.png")
        )
        let courses = try RandomHistory.courses(150, seed: 31)
        let scope = FigureScope(asOf: RandomHistory.now)
        let report = Report(
            scope: scope,
            figures: [
                WaitFigure.table(courses, scope), FunnelFigure.figure(courses, scope),
                FlowFigure.figure(courses, scope),
            ], centre: "")
        func open(_ html: String) throws -> String {
            try OutputFile.write(html, to: page)
            unlink(log)
            let output = try Process.run(
                program,
                [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-sync",
                    "--disable-background-networking", "--disable-component-update",
                    "--disable-default-apps", "--disable-extensions", "--no-first-run",
                    "--disable-domain-reliability", "--user-data-dir=\(folder.file("profile"))",
                    "--host-resolver-rules=MAP * ~NOTFOUND", "--log-net-log=\(log)",
                    "--screenshot=\(picture)", "--window-size=1100,1400", "file://\(page)",
                ], environment: ["HOME": folder.file("home")])
            #expect(output.code == 0, "\(output.errors.suffix(400))")
            return String(decoding: try InputFile.read(log), as: UTF8.self)
        }
        func asked(_ log: String) -> Bool { log.contains("elsewhere.example") }
        // A page that asks is noticed, or the check would show nothing.
        let leaking = "<html><body><img src=\"http://elsewhere.example/x.png\"></body></html>"
        #expect(asked(try open(leaking)))
        let html = report.html(.japanese)
        let found = try open(html)
        #expect(!asked(found))
        #expect(found.contains("report.html"), "the page itself was opened")
        // The page's own frame asks for nothing: the only addresses are its file's.
        let requests = found.split(separator: "\"url\":\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        let foreign = requests.filter { !$0.hasPrefix("file://") && $0.contains("://") }
        let own = foreign.filter { !$0.contains("google") && !$0.hasPrefix("chrome") }
        #expect(own == [], "\(own)")
        let image = try InputFile.read(picture)
        #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]) && image.count > 20_000)
    }
}
