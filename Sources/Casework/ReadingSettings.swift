// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Imaging

extension CaseStore {
  /// How the files of this case are read.
  func readingSettings() throws -> ReadingSettings {
    guard let text = try setting("reading") else { return ReadingSettings() }
    return try JSONDecoder().decode(ReadingSettings.self, from: Data(text.utf8))
  }

  func set(_ settings: ReadingSettings) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try setSetting("reading", String(decoding: encoder.encode(settings), as: UTF8.self))
  }
}

extension OpenCase {
  /// Sets how files are read from now on. Files that could not be opened for want of a password are
  /// read again by the next `add`.
  ///
  /// - Parameters:
  ///   - languages: Tesseract's names joined by "+"; nil for those the case has.
  ///   - passwords: added to those the case has.
  package func readWith(languages: String?, passwords: [String]) throws {
    if let languages {
      do throws(ImagingError) { try Recognizer.check(languages: languages) } catch {
        throw CaseworkError(error.detail)
      }
    }
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let old = try store.readingSettings()
    var settings = old
    if let languages { settings.languages = languages }
    settings.passwords += passwords.filter { !settings.passwords.contains($0) }
    if settings != old {
      try store.set(settings)
      try store.log(entry(of: settings))
    }
    guard !passwords.isEmpty else { return }
    for (source, failures) in try store.failures()
    where failures.contains(where: { $0.reason == .encrypted }) {
      try store.readAgain(source)
    }
  }

  /// What the activity log says of how files are read from now on.
  func entry(of settings: ReadingSettings) -> Activity {
    Activity(
      time: OpenCase.now(), who: who, did: "read-with", object: self.settings.name,
      detail: "languages \(settings.languages), \(settings.passwords.count) passwords known")
  }
}
