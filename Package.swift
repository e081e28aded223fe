// swift-tools-version: 6.2
import PackageDescription

/// The house: a target exists only where an arrow must never turn round (ARCHITECTURE.md holds the table).
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

func native(_ name: String, _ pkgConfig: String?, _ package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func ours(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// Files that come with the program: photo standards, layouts for filing, and where cities lie.
let builtIn =
  ["national-2017", "national-2002", "self-taught-white", "ga-461", "freshman"].map { "Standards/\($0).json" }
  + ["Cities/places.tsv", "Filing/registration.json", "Filing/students.json"]
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

let package = Package(
  name: "biying",
  products: [.executable(name: "biying", targets: ["biying"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
      traits: [.defaults, "CommandLineArguments"]),
  ],
  targets: [
    native("CPostgres", "libpq", "libpq-dev"),
    native("CIconv", nil, "libc6-dev"),
    native("CSpawn", nil, "libc6-dev"),
    native("CArgon2", "libargon2", "libargon2-dev"),
    // Written by ./setup: Debian's file without the flag that SwiftPM warns about.
    native("CPango", "biying-pangocairo", "libpango1.0-dev"),
    native("CHarfBuzz", "harfbuzz-subset", "libharfbuzz-dev"),
    native("CXlsxWriter", "xlsxwriter", "libxlsxwriter-dev"),
    native("CArchive", "libarchive", "libarchive-dev"),
    native("CXML", "libxml-2.0", "libxml2-dev"),
    native("CQRCode", "libqrencode", "libqrencode-dev"),
    native("CZBar", "zbar", "libzbar-dev"),
    native("CNettle", "hogweed", "nettle-dev"),
    native("CGPhoto", "libgphoto2", "libgphoto2-dev"),
    native("CTurboJPEG", "libturbojpeg", "libturbojpeg0-dev"),
    native("CCMark", "libcmark", "libcmark-dev"),
    .target(name: "COutward", linkerSettings: [.linkedLibrary("curl")]),

    // `Standards` and `Cities` there lead to the folders of these names beside this file: files that people read, built in.
    ours(
      "GraduatePhotos", [], exclude: ["Standards/README.md", "Filing/README.md", "Cities/README.md", "Cities/make-places.py"],
      resources: builtIn.map { .embedInCode($0) }),
    ours(
      "Paperwork",
      [
        "GraduatePhotos", "CHarfBuzz", "CIconv", "CPango", "CSpawn", "CXlsxWriter", "CArchive", "CXML", "CQRCode",
        "CZBar", "CTurboJPEG", "CNettle",
      ],
      // The page on a disc; its first style sheets are links to the center's own.
      resources: [.embedInCode("Viewer/Page")]),
    // Its loops over pixels and weights would take a tenth of a second each without optimisation: in debug builds too, then.
    .target(
      name: "CDarkroom", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png16"), .linkedLibrary("lcms2")]),
    .target(name: "COnnx"),
    // For the same reason: with it the tests judge pictures by the program that they build anyway.
    .target(
      name: "Darkroom", dependencies: ["GraduatePhotos", "CDarkroom", "COnnx"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    ours(
      "Storage",
      [
        "CPostgres", crypto, .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    ours("Outward", ["COutward", crypto]),
    ours("Workflow", ["GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "CArgon2", crypto]),
    // Prints slips and the day's sheet and reads queue slips out of pictures, so Paperwork too.
    ours("Station", ["GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "CArgon2", "CGPhoto", crypto]),
    ours(
      "Website", ["GraduatePhotos", "Workflow", "Station", "CCMark", hummingbird], exclude: ["Public/Examples/README.md"],
      resources: [.embedInCode("Assets"), .embedInCode("Public/Examples")]),
    // Plays by the public addresses alone: nothing of the center's inside may be imported there.
    ours("Season", ["GraduatePhotos", "Paperwork", "Outward", "CArchive", crypto]),
    .executableTarget(
      name: "biying",
      dependencies: [
        "GraduatePhotos", "Paperwork", "Darkroom", "Storage", "Outward", "Workflow", "Station", "Website", "Season",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
      ],
      swiftSettings: strict),

    .target(name: "CCrashRecorder", path: "Tests/CCrashRecorder", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "TestSupport",
      dependencies: [
        "Workflow", "Website", "Station", "Darkroom", "Outward", "Storage", "GraduatePhotos", "CPostgres", "CCrashRecorder",
        hummingbird, crypto,
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("GraduatePhotosTests", ["GraduatePhotos"]),
    tests("PaperworkTests", ["Paperwork", "CHarfBuzz"]),
    tests("DarkroomTests", ["Darkroom", "GraduatePhotos", "CTurboJPEG"]),
    tests("StorageTests", ["Storage", "TestSupport", "CPostgres"]),
    tests("OutwardTests", ["Outward", crypto], exclude: ["Fixtures"]),
    tests("WorkflowTests", ["Workflow", "Station", "TestSupport", "Paperwork", "Outward"]),
    tests(
      "StationTests",
      ["Station", "Workflow", "biying", "TestSupport", "Outward", "Darkroom", "Paperwork", "CTurboJPEG", crypto],
      exclude: ["Fixtures"]),
    tests("WebsiteTests", ["Website", "TestSupport", "Outward", hummingbird]),
    tests("BrowserTests", ["Website", "Station", "TestSupport", "Outward", hummingbird]),
    tests("CommandTests", ["biying", "TestSupport", "Workflow"]),
    tests("SeasonTests", ["Season"]),
    tests("TidyTests", []),
  ]
)
