// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A room of the house: one target, its sources and the rooms it may look into.
func room(_ name: String, _ uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, swiftSettings: strict)
}

func library(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// Tests of one room; `inputs` are folders of files that the tests read themselves.
func tests(_ room: String, _ uses: [Target.Dependency] = [], inputs: [String] = []) -> Target {
  .testTarget(
    name: room + "Tests",
    dependencies: [.target(name: room), "TestSupport"] + (room == "Evidence" ? [] : ["Evidence"])
      + uses,
    exclude: inputs, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "brightline",
  products: [
    .executable(name: "brightline", targets: ["brightline"]),
    .library(name: "Evidence", targets: ["Evidence"]),
    .library(name: "Policy", targets: ["Policy"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Native libraries: a module map or a small header, and the Swift wrapper that makes it safe.
    .target(name: "CPDFium"),
    room("PDFium", ["CPDFium"]),
    .target(name: "CTesseract"),
    library("CLeptonica", pkgConfig: "lept", apt: "libleptonica-dev"),
    room("Tesseract", ["CLeptonica", "CTesseract"]),
    library("CGMime", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
    room("GMime", ["CGMime"]),
    library("CCMark", pkgConfig: "libcmark", apt: "libcmark-dev"),
    library("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
    library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
    library("CPQ", pkgConfig: "libpq", apt: "libpq-dev"),
    library("CXML", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    library("CGsf", pkgConfig: "libgsf-1", apt: "libgsf-1-dev"),
    room("Gsf", ["CGsf"]),
    room("Markdown", ["CCMark"]),
    room("PostgreSQL", ["CPQ"]),
    room("Zip", ["CZip"]),
    room("Unpacking", ["CArchive"]),
    room("XML", ["CXML"]),
    room("TextCoding"),
    room("YAMLFiles", [yams]),
    room("RichText", ["TextCoding"]),
    room("OutlookFiles", ["Gsf", "RichText", "TextCoding"]),
    room("Workbook", ["XML", "Zip"]),

    // The values every stage speaks.
    room("Evidence"),

    // The stages: each knows Evidence, and no other stage.
    room("Workers", ["Evidence"]),
    room("Imaging", ["Evidence", "Tesseract"]),
    room("TextDocuments", ["Evidence", "RichText", "TextCoding", "XML", "Zip"]),
    room("Documents", ["Evidence", "Imaging", "PDFium", "TextDocuments", "Zip"]),
    room("Mail", ["Evidence", "GMime", "OutlookFiles"]),
    room("Correspondence", ["Evidence", "YAMLFiles"]),
    room("Tables", ["Evidence", "TextCoding", "Unpacking", "Workbook"]),
    room("Events", ["Evidence", "YAMLFiles"]),
    room("Releases", ["Evidence"]),
    room("Wording", ["Evidence"]),
    room("Policy", ["Evidence"]),
    room("Audit", ["Evidence", "Policy"]),
    room("Searching", ["Evidence"]),
    room("Figures", ["Evidence"]),
    room("Templates", [mustache]),
    room("Publishing", ["Evidence", "Figures", "Templates"]),
    room("PolicyPages", ["Evidence", "Markdown", "Policy", "Templates"]),

    // The store, what can be done to a case, and the face.
    room("CaseFile", ["Evidence", "Searching", grdb, crypto]),
    room(
      "Casework",
      [
        "Evidence", "Workers", "Imaging", "Documents", "Mail", "Correspondence", "Tables", "Events",
        "Releases", "Wording", "Policy", "PolicyPages", "Audit", "Figures", "Publishing",
        "Searching",
        "CaseFile",
      ]),
    room("Commands", ["Casework", "Evidence", "Policy", argumentParser]),
    .executableTarget(name: "brightline", dependencies: ["Commands"], swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Evidence"),
    .target(name: "TestArchives", path: "Tests/TestArchives", swiftSettings: strict),
    tests("Zip", ["TestArchives"]),
    tests("TextCoding"),
    // A worker for the tests that does what it is told; nothing installs it.
    .executableTarget(
      name: "WorkerProbe", dependencies: ["Workers"], path: "Tests/WorkerProbe",
      swiftSettings: strict),
    tests("Workers", ["WorkerProbe"]),
    tests("Imaging"),
    tests("TextDocuments", ["TestArchives"]),
    tests("Documents", ["TestArchives"]),
    tests("GMime"),
    tests("RichText"),
    tests("OutlookFiles", ["TestArchives"]),
    tests("Mail", ["OutlookFiles", "TestArchives"]),
    tests("Correspondence"),
    tests("Tables", ["TestArchives", "Unpacking"]),
    tests("Events", ["Tables"]),
    tests("Releases"),
    tests("Wording"),
    tests("Policy", inputs: ["Cases", "Corpus"]),
    tests("Markdown"),
    tests("PolicyPages", ["Policy"]),
    .target(name: "TestPostgreSQL", path: "Tests/TestPostgreSQL", swiftSettings: strict),
    tests("PostgreSQL", ["TestPostgreSQL"]),
    tests("Audit", ["Policy", "PostgreSQL", "TestPostgreSQL"]),
    tests("Figures"),
    tests("Publishing", ["Figures", "Templates"]),
    tests("Searching"),
    tests("CaseFile", ["Searching", grdb]),
    tests(
      "Commands",
      [
        "brightline", "CaseFile", "Casework", "Events", "Policy", "Tables", "TestArchives",
        "TestPostgreSQL",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
