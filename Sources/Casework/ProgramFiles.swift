// SPDX-License-Identifier: Apache-2.0

import Correspondence
import Events
import Foundation

/// The files the program comes with: cue phrases, organizations, report templates, the example,
/// and PDFium. They lie beside an installed program, or in the checkout it was built in.
package struct ProgramFiles: Sendable {
  package static let version = "0.1.0"

  package let executable: URL
  private let roots: [URL]

  /// Looks, in this order: `$BRIGHTLINE_DATA`, `../share/brightline` beside the program, and each
  /// folder above the program that holds a `Data` folder.
  package init(executable: URL, environment: [String: String]) {
    self.executable = executable
    var roots: [URL] = []
    if let named = environment["BRIGHTLINE_DATA"] { roots.append(URL(filePath: named)) }
    let bin = executable.deletingLastPathComponent()
    roots.append(bin.appending(path: "../share/brightline").standardizedFileURL)
    var above = bin
    while above.path != "/" {
      roots.append(above)
      above = above.deletingLastPathComponent()
    }
    self.roots = roots.filter {
      FileManager.default.fileExists(atPath: $0.appending(path: "Data/cues.yaml").path)
    }
    pdfiumNamed = environment["BRIGHTLINE_PDFIUM"]
  }

  private let pdfiumNamed: String?

  /// The running program's own files.
  package static func current() -> ProgramFiles {
    let link = "/proc/self/exe"
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: link))
    return ProgramFiles(
      executable: URL(filePath: path ?? CommandLine.arguments[0]),
      environment: ProcessInfo.processInfo.environment)
  }

  /// - Parameter path: relative to the root, such as `Data/cues.yaml`.
  package func url(_ path: String) throws -> URL {
    guard let root = roots.first else {
      throw CaseworkError(
        "the program's data is missing: neither ../share/brightline beside "
          + "\(executable.path) nor a checkout around it holds Data/cues.yaml; "
          + "reinstall it, or set BRIGHTLINE_DATA")
    }
    let url = root.appending(path: path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw CaseworkError("\(url.path) is missing; reinstall brightline")
    }
    return url
  }

  package func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// The PDFium to load: `$BRIGHTLINE_PDFIUM`, then `../lib/brightline`, then a checkout's own.
  package func pdfium() throws -> String {
    if let pdfiumNamed { return pdfiumNamed }
    let installed = executable.deletingLastPathComponent()
      .appending(path: "../lib/brightline/libpdfium.so").standardizedFileURL
    let candidates =
      [installed] + roots.map { $0.appending(path: ".vendor/pdfium-5.15.2/libpdfium.so") }
    guard
      let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) })
    else {
      throw CaseworkError(
        "PDFium is missing (looked in \(candidates.map(\.path).joined(separator: ", "))); "
          + "run `make setup`, or set BRIGHTLINE_PDFIUM to a libpdfium.so")
    }
    return found.path
  }

  func cues() throws -> Cues {
    try Cues(yaml: text("Data/cues.yaml"), file: "Data/cues.yaml")
  }

  func agencies() throws -> OrganizationGuide {
    try OrganizationGuide(yaml: text("Data/agencies.yaml"), file: "Data/agencies.yaml")
  }

  func officeHours() throws -> OfficeHours {
    try OfficeHours(yaml: text("Data/office-hours.yaml"), file: "Data/office-hours.yaml")
  }

  /// Every file of `Data/report`, by name.
  func reportTemplates() throws -> [String: String] { try texts(in: "Data/report") }

  /// Every file of `Data/policy`, by name.
  func policyTemplates() throws -> [String: String] { try texts(in: "Data/policy") }

  private func texts(in folder: String) throws -> [String: String] {
    let folder = try url(folder)
    var out: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      out[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return out
  }
}

/// What keeps an operation from being done, with what to do about it.
package struct CaseworkError: Error, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
