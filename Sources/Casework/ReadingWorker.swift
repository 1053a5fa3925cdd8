// SPDX-License-Identifier: Apache-2.0

import CaseFile
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

  /// About how many bytes of a mailbox file are read at once.
  static let mailboxStretch = 4 << 20

  package static func main(files: ProgramFiles) -> Int32 {
    var desk = Desk(files: files)
    return WorkerMain.serve(limits: limits) { bytes in try desk.answer(.read(bytes)) }
  }

  /// What a worker keeps from one request to the next.
  struct Desk {
    let files: ProgramFiles
    private var readers: [ReadingOptions: DocumentReader] = [:]
    /// The password that opened a file, by its path.
    private var keys: [String: String] = [:]
    /// The archive last read from, which is asked for stretch by stretch.
    private var archive: (path: String, archive: OutlookArchive)?

    init(files: ProgramFiles) { self.files = files }

    mutating func answer(_ request: ReadingRequest) throws -> [UInt8] {
      do {
        switch request.task {
        case .open, .pages: return try pages(request).packed()
        case .settle: return try settle(request).packed()
        case .picture: return try picture(request)
        case .mail: return try mail(request).packed()
        case .mails: return try mails(request).packed()
        case .survey: return try survey(request).packed()
        case .table: return try table(request).packed()
        case .unpack: return try unpack(request).packed()
        }
      } catch let error as ReadingError {
        throw RefusedReading(failure: Failure(reason: error.reason, detail: error.detail))
      } catch let error as OutlookArchive.Refusal {
        throw RefusedReading(failure: error.failure)
      } catch let error as TableError {
        throw RefusedReading(failure: Failure(reason: error.reason, detail: error.detail))
      }
    }

    private mutating func pages(_ request: ReadingRequest) throws -> PagesReply {
      let (reader, count) = try openedReader(request)
      var reply = PagesReply(pageCount: count)
      guard request.first <= min(request.last, count) else { return reply }
      for number in request.first...min(request.last, count) {
        do {
          let page = try reader.page(
            number, of: request.path, kind: request.kind, source: request.source)
          reply.entries.append(.page(ReadPage(page)))
        } catch {
          reply.entries.append(
            .failure(Failure(page: number, reason: error.reason, detail: error.detail)))
        }
      }
      return reply
    }

    private mutating func settle(_ request: ReadingRequest) throws -> ContentReply {
      let read = try request.payload.map { try PagePacking.unpack($0) }
      var pages = read
      Furniture.settle(&pages)
      var reply = ContentReply()
      reply.content.pages = zip(read, pages).filter { $0 != $1 }.map { _, page in
        SettledPage(number: page.number, bates: page.bates, packed: PagePacking.pack(page))
      }
      reply.content.messages = PrintedMail.messages(in: pages).map(ReadMessage.init)
      let (reader, _) = try openedReader(request)
      do {
        reply.content.exposures = try reader.exposures(
          of: request.path, kind: request.kind, pages: pages)
        if request.kind == .pdf {
          reply.holdsFiles = try !reader.attachments(of: request.path).isEmpty
        }
      } catch {
        reply.content.failures.append(Failure(reason: error.reason, detail: error.detail))
      }
      return reply
    }

    private mutating func unpack(_ request: ReadingRequest) throws -> UnpackReply {
      switch request.kind {
      case .zip:
        let archive = try ZipContainer(request.path)
        let names = archive.entries.map(\.name)
        return UnpackReply(names: names, from: request.place.first) { index throws(ReadingError) in
          try archive.bytes(of: index)
        }
      case .pdf:
        let (reader, _) = try openedReader(request)
        let names = try reader.attachments(of: request.path).map(\.name)
        return UnpackReply(names: SafeNames.unique(names), from: request.place.first) {
          index throws(ReadingError) in try reader.attachment(index, of: request.path)
        }
      default: return try unpackMail(request)
      }
    }

    /// A `PictureSize`, then a PNG.
    private mutating func picture(_ request: ReadingRequest) throws -> [UInt8] {
      var raster = try openedReader(request).reader.raster(
        request.first, of: request.path, kind: request.kind, dpi: request.dpi)
      for box in request.cover { raster.fill(box, grey: 200) }
      for box in request.outline { raster.outline(box, grey: 0) }
      let points = 72 / raster.dpi
      let size = PictureSize(
        width: Double(raster.width) * points, height: Double(raster.height) * points)
      return try size.packed() + ImageFile.png(raster, quick: request.isUrgent)
    }

    /// A reader that opens the file, with the first password that does.
    private mutating func openedReader(
      _ request: ReadingRequest
    ) throws -> (reader: DocumentReader, count: Int) {
      let known = keys[request.path].map { [Optional($0)] }
      let tried = known ?? [nil] + request.options.passwords.map(Optional.init)
      var refusal = ReadingError(.encrypted, "The file is encrypted.")
      for password in tried {
        let reader = try reader(request.options.languages, password)
        switch Self.count(of: request, reader) {
        case .success(let count):
          if let password { keys[request.path] = password }
          return (reader, count)
        case .failure(let error):
          guard error.reason == .encrypted else { throw error }
          refusal = error
        }
      }
      throw refusal
    }

    private static func count(
      of request: ReadingRequest, _ reader: DocumentReader
    ) -> Result<Int, ReadingError> {
      do throws(ReadingError) {
        return .success(try reader.pageCount(of: request.path, kind: request.kind))
      } catch { return .failure(error) }
    }

    private mutating func reader(
      _ languages: String, _ password: String?
    ) throws -> DocumentReader {
      let options = ReadingOptions(languages: languages, password: password)
      if let reader = readers[options] { return reader }
      let opened = try DocumentReader(pdfium: files.pdfium(), options: options)
      readers[options] = opened
      return opened
    }

    mutating func outlookArchive(_ request: ReadingRequest) throws -> OutlookArchive {
      if let archive, archive.path == request.path { return archive.archive }
      let opened = try OutlookArchive(path: request.path)
      archive = (request.path, opened)
      return opened
    }

    func bytes(of request: ReadingRequest) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(filePath: request.path), options: .mappedIfSafe))
    }
  }
}

/// A failure that travels back as the text of a refusal.
struct RefusedReading: Error, CustomStringConvertible {
  var failure: Failure

  var description: String {
    (try? String(decoding: JSONEncoder().encode(failure), as: UTF8.self)) ?? failure.detail
  }
}
