// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The folder a publication is written into before it is put in place.
final class Output {
  let folder: URL
  private(set) var files: [String] = []
  private(set) var bytes = 0

  init(_ folder: URL) { self.folder = folder }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: place)
    files.append(name)
    bytes += data.count
  }

  /// Writes a file line by line, so that a million lines need no room in memory.
  func writeLines(to name: String, _ lines: (_ add: (String) throws -> Void) throws -> Void) throws
  {
    try write(Data(), to: name)
    let handle = try FileHandle(forWritingTo: folder.appending(path: name))
    defer { try? handle.close() }
    var buffer = Data()
    var written = 0
    try lines { line in
      buffer.append(contentsOf: line.utf8)
      guard buffer.count > 1 << 20 else { return }
      try handle.write(contentsOf: buffer)
      written += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
    try handle.write(contentsOf: buffer)
    bytes += written + buffer.count
  }
}
