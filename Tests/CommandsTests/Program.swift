// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

extension Tag {
  @Tag static var slow: Self
}

/// The real program, as its users run it.
struct Program {
  struct Result {
    var status: Int32
    var out: String
    var err: String

    /// The objects of a JSON Lines listing.
    func objects() throws -> [[String: Any]] {
      try out.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }

  static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program that was built along with these tests.
  static func executable() throws -> URL {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let places = [
      URL(filePath: tests).deletingLastPathComponent(),
      checkout.appending(path: ".build/debug"),
    ]
    return try #require(
      places.map { $0.appending(path: "brightline") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "brightline is not built beside its tests")
  }

  static func process(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["BRIGHTLINE_DATA"] = checkout.path
    environment["BRIGHTLINE_USER"] = "tester"
    process.environment = environment
    return process
  }

  @discardableResult
  static func run(_ arguments: String..., input: String? = nil) throws -> Result {
    try run(arguments, input: input)
  }

  @discardableResult
  static func run(_ arguments: [String], input: String? = nil) throws -> Result {
    let scratch = try ScratchFolder()
    let (out, err) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "err"))
    for file in [out, err] { try Data().write(to: file) }
    let process = try process(arguments)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    let typed = scratch.url.appending(path: "in")
    try Data((input ?? "").utf8).write(to: typed)
    process.standardInput = try FileHandle(forReadingFrom: typed)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }
}

/// A folder that goes away with its holder.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "brightline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}
