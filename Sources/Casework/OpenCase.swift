// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// A case that is open, with the files the program works on it with.
///
/// What can be done to a case stands in the extensions, one operation a file.
package struct OpenCase: Sendable {
  package let store: CaseStore
  package let settings: CaseSettings
  package let zone: TimeZone
  package let files: ProgramFiles
  /// Who works on it: the name that stands in the activity log.
  package let who: String

  package var folder: URL { store.folder }

  private init(store: CaseStore, files: ProgramFiles, who: String) throws {
    let settings = try store.settings()
    guard let zone = TimeZone(identifier: settings.zone) else {
      throw CaseworkError("the case's time zone \(settings.zone) is not known on this machine")
    }
    (self.store, self.settings, self.zone) = (store, settings, zone)
    (self.files, self.who) = (files, who)
  }

  package static func create(
    at folder: URL, name: String?, zone: String, place: String?,
    files: ProgramFiles = .current(), who: String
  ) throws -> OpenCase {
    guard TimeZone(identifier: zone) != nil else {
      throw CaseworkError(
        "“\(zone)” is not a time zone; use an IANA name such as America/Chicago")
    }
    let settings = CaseSettings(
      name: name ?? folder.deletingPathExtension().lastPathComponent, zone: zone, place: place)
    let store = try CaseStore.create(
      at: folder, settings: settings, who: who, at: OpenCase.now())
    return try OpenCase(store: store, files: files, who: who)
  }

  package static func open(at folder: URL, files: ProgramFiles = .current(), who: String) throws
    -> OpenCase
  {
    try OpenCase(store: CaseStore.open(at: folder), files: files, who: who)
  }

  /// Seconds since 1970 UTC.
  package static func now() -> Int64 { Int64(Date().timeIntervalSince1970) }
}
