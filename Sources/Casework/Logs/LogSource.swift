// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Events
import Evidence
import Foundation

/// A table whose rows are events by a mapping, to be audited as columns.
package struct LogSource: Sendable {
  package var url: URL
  /// As people know it.
  package var name: String
  package var kind: SourceKind
  package var mapping: Mapping
  /// The place that the mapping names.
  package var place: String? { mapping.place }
  /// The SHA-256 of the table and of the mapping's file; nil for files outside a case.
  var identity: Identity?

  struct Identity: Sendable, Hashable {
    var table: SourceID
    var mapping: SourceID
  }

  /// Files that are in no case. One mapping is for all of them; of several each is for the files
  /// that its `source` names.
  package static func files(_ logs: [URL], mappings: [URL]) throws -> [LogSource] {
    let read = try mappings.map { try Mapping(at: $0) }
    return try logs.flatMap { url -> [LogSource] in
      let own = read.count == 1 ? read : read.filter { $0.matches(sourceName: url.path) }
      guard !own.isEmpty else {
        throw CaseworkError(
          "no mapping is for \(url.lastPathComponent): none of "
            + "\(mappings.map(\.lastPathComponent).joined(separator: ", ")) names it as its source")
      }
      let kind = try kind(of: url)
      return own.map {
        LogSource(url: url, name: url.lastPathComponent, kind: kind, mapping: $0)
      }
    }
  }

  private static func kind(of url: URL) throws -> SourceKind {
    let file: FileHandle
    do { file = try FileHandle(forReadingFrom: url) } catch {
      throw CaseworkError("\(url.path) cannot be opened; does it exist?")
    }
    defer { try? file.close() }
    let head = Array(try file.read(upToCount: 1 << 16) ?? Data())
    switch FileKind.sniff(head, name: url.lastPathComponent) {
    case .csv, .text: return .csv
    case .jsonl: return .jsonl
    case .xlsx: return .xlsx
    case let other:
      throw CaseworkError(
        "\(url.path) is no table (\(other.rawValue)): a log is a CSV or JSON Lines file, packed or "
          + "not, or an XLSX workbook")
    }
  }
}

extension OpenCase {
  /// The tables of the case that mappings in force make events of.
  ///
  /// - Parameter names: those that are wanted, by their names or the ends of them; all if empty.
  package func logs(named names: [String]) throws -> [LogSource] {
    let sources = try store.sources()
    let mappings = try sources.current(.mapping).map {
      (
        id: $0.source.id,
        mapping: try Mapping(yaml: originalText(of: $0.source.id), file: $0.source.name)
      )
    }
    let originals = Originals(in: folder)
    var found: [(names: [String], log: LogSource)] = []
    for stored in sources where [.csv, .jsonl, .xlsx].contains(stored.source.kind) {
      for (id, mapping) in mappings
      where stored.names.contains(where: { mapping.matches(sourceName: $0) }) {
        found.append(
          (
            stored.names,
            LogSource(
              url: originals.url(of: stored.source.id), name: stored.source.name,
              kind: stored.source.kind,
              mapping: mapping,
              identity: LogSource.Identity(table: stored.source.id, mapping: id))
          ))
      }
    }
    guard !found.isEmpty else {
      throw CaseworkError(
        "\(folder.path) has no table that a mapping in force is for; `brightline map FILE` proposes "
          + "a mapping, `brightline add` adds it")
    }
    if names.isEmpty { return found.map(\.log) }
    return try names.flatMap { name -> [LogSource] in
      let own = found.filter { $0.names.contains { $0 == name || $0.hasSuffix("/" + name) } }
      guard !own.isEmpty else {
        let known = Set(found.map(\.log.name)).sorted().joined(separator: ", ")
        throw CaseworkError(
          "\(folder.path) has no table '\(name)' with a mapping; its tables are \(known)")
      }
      return own.map(\.log)
    }
  }
}
