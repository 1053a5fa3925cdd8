// SPDX-License-Identifier: Apache-2.0

import Events
import Evidence
import Foundation
import Tables

/// One or more logs read as one, so that what is in one may answer what another asks.
package struct LogSet: Sendable {
  /// The events of all. Their rows are numbered on from one log to the next.
  package let columns: EventColumns
  package let coverage: [Coverage]
  /// In the order given; without their columns.
  package private(set) var logs: [(name: String, reading: LogReading)] = []
  /// By log, what is added to the numbers of its rows.
  private var bases: [Int] = []
  /// So many of them were not read but at hand.
  package private(set) var known = 0

  /// - Parameters:
  ///   - place: where events are whose mapping does not say.
  ///   - slots: those that are wanted of the events; all if nil. What is kept in the cache has all.
  ///   - labels: columns whose texts are kept row by row, in the logs that have them.
  ///   - cache: where logs of a case are kept once they were read.
  package init(
    _ sources: [LogSource], zone: TimeZone, place: String?, slots: Set<Slot>? = nil,
    labels: [String] = [], cache: LogCache? = nil, workers: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress
  ) throws {
    var parts: [(columns: EventColumns, base: UInt32)] = []
    var base = 0
    for source in sources {
      let key = source.identity.map { LogCache.Key($0, zone: zone, place: place) }
      var wanted = labels
      var reading: LogReading?
      if let cache, let key, let held = cache.load(key) {
        wanted += held.labels.keys.filter { !wanted.contains($0) }
        if held.has(labels: labels) {
          reading = held
          known += 1
        }
      }
      var own: LogReading
      if let reading {
        own = reading
      } else {
        do {
          own = try LogReading.read(
            source.url, kind: source.kind, mapping: source.mapping,
            source: source.identity?.table ?? SourceID(hex: ""), zone: zone, place: place,
            slots: key == nil ? slots : nil, labels: wanted, workers: workers,
            isCancelled: isCancelled, progress: progress)
        } catch let error as TableError {
          throw CaseworkError("\(source.name): \(error.detail)")
        } catch let error as ColumnMapping.MissingColumn {
          throw CaseworkError("\(source.name): \(error.why)")
        }
        // A case that cannot be written to is read from its originals each time.
        if let cache, let key { try? cache.save(own, as: key) }
      }
      parts.append((own.columns, UInt32(base)))
      bases.append(base)
      base += own.lastRow + 1
      own.events = own.columns.count
      own.columns = EventColumns()
      logs.append((source.name, own))
    }
    columns = EventColumns(uniting: parts)
    coverage = logs.flatMap(\.reading.coverage)
  }

  /// The log that a row is of, and its number there.
  package func place(of row: Int) -> (log: Int, row: Int) {
    let log = bases.lastIndex { $0 <= row } ?? 0
    return (log, row - bases[log])
  }

  /// "12", or "calls.csv 12" where there are several logs.
  package func label(of row: Int) -> String {
    let place = place(of: row)
    return logs.count == 1 ? String(place.row) : "\(logs[place.log].name) \(place.row)"
  }
}
