// swift-tools-version: 6.2
import PackageDescription

// The floors of the house, from the ground up. A target may name only targets of lower floors;
// `TidyTests` holds the sources to the same rule, because SwiftPM lets a target import what its
// dependencies depend on.

let swiftSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    // An import is private to its file unless it says `public import`: what a module shows of
    // another is then written down where it happens.
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// - Parameter fixtures: true where the folder holds files beside the sources; tests read them by
///   path, because bundles bake in the path of the build.
func tests(
    _ room: String, _ dependencies: [Target.Dependency] = [], fixtures: Bool = false
) -> Target {
    .testTarget(
        name: room + "Tests",
        dependencies: [.target(name: room), "Support"] + dependencies,
        exclude: fixtures ? ["Fixtures"] : [], swiftSettings: swiftSettings)
}

let package = Package(
    name: "cartas",
    products: [.executable(name: "cartas", targets: ["cartas"])],
    targets: [
        // Floor 0: C headers and nothing else.
        .target(name: "CAssets"),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .target(
            name: "CTerm",
            cSettings: [.define("_GNU_SOURCE"), .define("NCURSES_WIDECHAR", to: "1")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        // Floor 1: words and pure mathematics.
        room("Domain"),
        room("Solver"),
        room("Statistics"),

        // Floor 2: one subject each; none of them knows its neighbours.
        room("Clinical", ["Domain"]),
        room("Interop", ["Domain", "COpenSSL"]),
        room("Prediction", ["Domain", "Statistics"]),
        room("Scheduling", ["Domain", "Solver"]),
        room("Store", ["Domain", "CSQLite", "CPostgreSQL", "COpenSSL"]),
        room("Terminal", ["CTerm"]),

        // Floor 3: the centre over seeded time.
        room("Simulation", ["Domain", "Scheduling", "Statistics"]),

        // Floor 4: use cases, language, settings.
        room(
            "Application",
            [
                "Domain", "Solver", "Statistics",
                "Clinical", "Interop", "Prediction", "Scheduling", "Simulation", "Store",
                "CAssets", "CSodium", "CZlib",
            ]),

        // Floor 5: models, updates, views.
        room("TUI", ["Application", "Domain", "Terminal"]),

        // Floor 6: arguments, wiring, exit codes.
        .executableTarget(
            name: "cartas", dependencies: ["Application", "Domain", "TUI", "Terminal"],
            swiftSettings: swiftSettings),

        // Tests mirror the floors.
        .target(
            name: "Support", dependencies: ["Application", "Domain"], path: "Tests/Support",
            swiftSettings: swiftSettings),
        tests("Domain", ["Application"], fixtures: true),
        tests("Statistics", ["Application", "Domain", "Prediction"], fixtures: true),
        tests("Prediction", ["Application", "Domain", "Statistics"]),
        tests("Clinical", ["Application", "Domain", "Scheduling"], fixtures: true),
        tests("Solver"),
        tests("Scheduling", ["Domain", "Solver"], fixtures: true),
        tests("Store", ["Application", "Domain", "Prediction"]),
        tests("Application", ["Domain", "Statistics", "Store"]),
        tests("Simulation", ["Domain", "Scheduling", "Statistics"]),
        tests("Terminal"),
        .testTarget(
            name: "TUITests",
            dependencies: ["Application", "Domain", "Support", "TUI", "Terminal"],
            exclude: ["Snapshots"], swiftSettings: swiftSettings),
        tests("Interop", ["Application", "Domain"], fixtures: true),
        tests("cartas", ["Application", "Clinical", "Domain", "Terminal"]),
        .testTarget(
            name: "TidyTests", dependencies: ["Application", "CAssets", "Domain", "Support"],
            swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
