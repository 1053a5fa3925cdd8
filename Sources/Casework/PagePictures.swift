// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Publishing
import Workers

/// The worker process that makes pictures. It starts at once, so that it is ready when the case is.
package final class PictureReader: Sendable {
  fileprivate let pool: WorkerPool

  package init(files: ProgramFiles = .current()) {
    pool = WorkerPool(
      count: 1, command: [files.executable.path, "worker"], limits: ReadingWorker.limits,
      early: true)
  }
}

/// Pages as pictures, made by a worker process like everything else that opens a released file.
struct PagePictures {
  private let originals: Originals
  private let kinds: [SourceID: SourceKind]
  private let settings: ReadingSettings
  private let pool: WorkerPool

  init(case opened: OpenCase, reader: PictureReader) {
    originals = Originals(in: opened.folder)
    let sources = (try? opened.store.sources()) ?? []
    settings = (try? opened.store.readingSettings()) ?? ReadingSettings()
    kinds = Dictionary(uniqueKeysWithValues: sources.map { ($0.source.id, $0.source.kind) })
    pool = reader.pool
  }

  /// Nil for a page that cannot be pictured.
  func picture(
    of source: SourceID, page: Int, cover: [Box] = [], outline: [Box] = [], dpi: Double = 110,
    isUrgent: Bool = false
  ) throws -> PageImage? {
    guard let kind = kinds[source] else { return nil }
    var request = ReadingRequest(
      task: .picture, path: originals.url(of: source).path, kind: kind, source: source,
      first: page, last: page, dpi: dpi, cover: cover, outline: outline)
    request.options = settings
    request.isUrgent = isUrgent
    pool.submit(try request.bytes, tag: 0)
    let result = pool.next()?.result
    if case .failure(.couldNotStart(let reason))? = result {
      throw CaseworkError("no reader could be started: \(reason)")
    }
    guard case .success(let bytes)? = result, let size = PictureSize(bytes[...]) else { return nil }
    return PageImage(
      png: Array(bytes.dropFirst(PictureSize.bytes)), width: size.width, height: size.height)
  }
}
