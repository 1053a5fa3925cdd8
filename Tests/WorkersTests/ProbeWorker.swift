// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

/// The probe of `Tests/WorkerProbe`, built beside these tests.
enum ProbeWorker {
  static func path() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let probe = URL(filePath: tests).deletingLastPathComponent().appending(path: "WorkerProbe").path
    try #require(
      FileManager.default.isExecutableFile(atPath: probe),
      "WorkerProbe is not built beside its tests")
    return probe
  }

  static func pool(
    _ mode: String = "serve", environment: [String] = [], seconds: Double = 60,
    processorSeconds: Double = 30
  ) throws -> WorkerPool {
    let limits = WorkerLimits(
      memoryBytes: 1 << 29, secondsPerRequest: seconds, processorSeconds: processorSeconds,
      replyBytes: 1 << 16)
    let command = [try path(), mode]
    return WorkerPool(
      count: 1, command: environment.isEmpty ? command : ["/usr/bin/env"] + environment + command,
      limits: limits)
  }

  /// Does an attempt in a process of its own that is not confined, and tells what came of it.
  static func unconfined(_ attempt: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try path())
    process.arguments = ["try"] + attempt.split(separator: " ").map(String.init)
    let out = Pipe()
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = try out.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}

/// A folder with one file, which an attempt may try to change.
final class Scene {
  let folder: URL
  var file: URL { folder.appending(path: "kept") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "scene-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("as it was".utf8).write(to: file)
    // So long ago that any touch would show.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1e9), .posixPermissions: 0o640],
      ofItemAtPath: file.path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Everything of the folder that could have been changed.
  func state() throws -> String {
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      let path = folder.appending(path: name).path
      let attributes = try manager.attributesOfItem(atPath: path)
      let text = manager.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
      let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(name) \(attributes[.posixPermissions] ?? 0) \(date) \(text ?? "-")"
    }.joined(separator: "\n")
  }
}
