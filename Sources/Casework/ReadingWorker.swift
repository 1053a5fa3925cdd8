// SPDX-License-Identifier: Apache-2.0

import Documents
import Evidence
import Foundation
import Imaging
import Mail
import Tables
import Workers

/// The worker's side: reads one file after another, as it is asked to.
///
/// It runs in a process of its own with limits on memory, time and output, and may not write,
/// connect or start programs; whatever a file makes it do, the case is out of its reach.
package enum ReadingWorker {
  package static let limits = WorkerLimits(
    memoryBytes: 3 << 30, secondsPerRequest: 360, processorSeconds: 90, replyBytes: 512 << 20)

  package static func main(files: ProgramFiles) -> Int32 {
    var desk = Desk(files: files)
    return WorkerMain.serve(limits: limits) { bytes in
      try desk.answer(JSONDecoder().decode(ReadingRequest.self, from: Data(bytes)))
    }
  }

  /// What a worker keeps from one request to the next.
  private struct Desk {
    let files: ProgramFiles
    var reader: DocumentReader?

    init(files: ProgramFiles) { self.files = files }

    mutating func answer(_ request: ReadingRequest) throws -> [UInt8] {
      do {
        switch request.task {
        case .open, .pages: return try pages(request).packed()
        case .picture: return try picture(request)
        case .mail:
          let reading = try MailFile.messages(
            in: bytes(of: request), kind: request.kind, source: request.source)
          return Array(
            try JSONEncoder().encode(
              ContentReply(messages: reading.messages, failures: reading.failures)))
        case .table:
          let sheets = try TableReader.read(bytes(of: request), kind: request.kind)
          return Array(try JSONEncoder().encode(ContentReply(sheets: sheets)))
        }
      } catch let error as ReadingError {
        throw RefusedReading(failure: Failure(reason: error.reason, detail: error.detail))
      } catch let error as TableError {
        throw RefusedReading(failure: Failure(reason: error.reason, detail: error.detail))
      }
    }

    private mutating func pages(_ request: ReadingRequest) throws -> PagesReply {
      let reader = try openReader()
      let count = try reader.pageCount(of: request.path, kind: request.kind)
      var reply = PagesReply(pageCount: count)
      guard request.first <= min(request.last, count) else { return reply }
      for number in request.first...min(request.last, count) {
        do {
          let page = try reader.page(
            number, of: request.path, kind: request.kind, source: request.source)
          reply.entries.append(.page(page))
        } catch {
          reply.entries.append(
            .failure(Failure(page: number, reason: error.reason, detail: error.detail)))
        }
      }
      return reply
    }

    /// A `PictureSize`, then a PNG.
    private mutating func picture(_ request: ReadingRequest) throws -> [UInt8] {
      let reader = try openReader()
      var raster = try reader.raster(
        request.first, of: request.path, kind: request.kind, dpi: request.dpi)
      for box in request.cover { raster.fill(box, grey: 200) }
      let points = 72 / raster.dpi
      let size = PictureSize(
        width: Double(raster.width) * points, height: Double(raster.height) * points)
      return try size.packed() + ImageFile.png(raster)
    }

    private mutating func openReader() throws -> DocumentReader {
      if let reader { return reader }
      let opened = try DocumentReader(pdfium: files.pdfium(), options: ReadingOptions())
      reader = opened
      return opened
    }

    private func bytes(of request: ReadingRequest) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(filePath: request.path), options: .mappedIfSafe))
    }
  }
}

/// What a mail file or a table gives.
struct ContentReply: Codable, Sendable {
  var messages: [Message] = []
  var sheets: [Sheet] = []
  var failures: [Failure] = []
}

/// A failure that travels back as the text of a refusal.
struct RefusedReading: Error, CustomStringConvertible {
  var failure: Failure

  var description: String {
    (try? String(decoding: JSONEncoder().encode(failure), as: UTF8.self)) ?? failure.detail
  }
}
