// SPDX-License-Identifier: Apache-2.0

import Policy

/// What `make fuzz-policy` calls with bytes that nobody wrote: reads them as a policy file, looks
/// up its names, shows what is wrong and, where nothing is, writes it anew and runs its examples.
///
/// Ends the program where an error has no place in the file, or the canonical form of a file is not
/// its own; a crash, a hang and memory without
/// bound the fuzzer sees for itself.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  // Most of what is to be tried stands inside a block.
  if !text.contains("```") { text = "```policy\n\(text)\n```\n" }
  FuzzedFile(text).check()
  return 0
}

struct FuzzedFile {
  private let text: String
  private let lines: [Int]

  init(_ text: String) {
    self.text = text
    lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      .map { Substring($0).unicodeScalars.count }
  }

  func check() {
    let (file, reading) = PolicyFile.parse(text, file: "a")
    let library = PolicyLibrary([file])
    let found = reading + library.check()
    for diagnostic in found {
      require(diagnostic.line, diagnostic.column, diagnostic.message)
      for note in diagnostic.notes { require(note.line, note.column, note.message) }
    }
    let shown = DiagnosticRenderer(sources: ["a": text]).render(found)
    precondition(found.isEmpty == shown.isEmpty, "what is wrong is not shown")
    if !reading.contains(where: { $0.severity == .error }) { format() }
    if !found.contains(where: { $0.severity == .error }) { run(library) }
  }

  /// What can be read can be written anew, and that is its own canonical form.
  private func format() {
    do {
      let once = try PolicyFile.formatted(text, file: "a")
      let twice = try PolicyFile.formatted(once, file: "a")
      precondition(once == twice, "written anew twice it differs")
    } catch {
      preconditionFailure("cannot be written anew: \(error)")
    }
  }

  private func require(_ line: Int, _ column: Int, _ message: String) {
    precondition(
      lines.indices.contains(line - 1) && (1...lines[line - 1] + 1).contains(column),
      "\(line):\(column) is no place of the file: \(message)")
  }

  private func run(_ library: PolicyLibrary) {
    for result in library.runExamples() {
      precondition(lines.indices.contains(result.line - 1), "an example without a line")
    }
  }
}
