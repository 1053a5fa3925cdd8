// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Policy

struct PolicyFormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Write policy files in their canonical form.",
    discussion: """
      Prints the canonical form of one file. What stands outside the policy blocks stays as it is, \
      and so does what the blocks say; a file with errors is refused.
      """)

  @Argument(
    help: "Policy files, or folders of them.", completion: .file(extensions: ["md"]))
  var paths: [String]
  @Flag(name: .shortAndLong, help: "Change the files themselves.")
  var inPlace = false
  @Flag(help: "Change nothing: name the files that are not in their canonical form.")
  var check = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if inPlace && check {
      throw ValidationError("--in-place changes files and --check changes none: give one of them.")
    }
  }

  func run() throws {
    let files = try paths.flatMap(Self.files)
    if files.count != 1, !inPlace, !check {
      throw ValidationError(
        "\(files.count) files: give one, or --in-place or --check for many.")
    }
    var isRefused = false
    var others = 0
    for url in files {
      guard let text = try? String(contentsOf: url, encoding: .utf8) else {
        Terminal.complain("\(url.relativePath): is not UTF-8 text")
        isRefused = true
        continue
      }
      do {
        let formatted = try PolicyFile.formatted(text, file: url.relativePath)
        if formatted != text { others += 1 }
        try deliver(formatted, of: text, to: url)
      } catch let error as PolicyFormattingError {
        let renderer = common.style.renderer(sources: [url.relativePath: text])
        Terminal.complain(renderer.render(error.diagnostics), prefix: nil)
        isRefused = true
      }
    }
    if isRefused { throw ExitCode(2) }
    if check && others > 0 { throw ExitCode.toLookAt }
  }

  private func deliver(_ formatted: String, of text: String, to url: URL) throws {
    if check {
      if formatted != text { Terminal.print(url.relativePath) }
    } else if inPlace {
      guard formatted != text else { return }
      try Data(formatted.utf8).write(to: url, options: .atomic)
      common.say("\(url.relativePath): written anew")
    } else {
      Terminal.write(Array(formatted.utf8), to: STDOUT_FILENO)
    }
  }

  /// A file itself; of a folder every `*.policy.md` below it, by path.
  private static func files(at path: String) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ValidationError("\(path) does not exist.")
    }
    guard isFolder.boolValue else { return [URL(filePath: path)] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".policy.md") }.sorted()
      .map { URL(filePath: path).appending(path: $0) }
  }
}

extension TextStyle {
  /// Shows what is wrong with policy files in the colours of the terminal.
  func renderer(sources: [String: String]) -> DiagnosticRenderer {
    DiagnosticRenderer(sources: sources, width: Terminal.width ?? 100) { span, text in
      switch span {
      case .error: self(.red, text)
      case .warning: self(.yellow, text)
      case .message, .place: self(.bold, text)
      case .caret, .fix: self(.green, text)
      case .note, .gutter: self(.faint, text)
      }
    }
  }
}
