// SPDX-License-Identifier: Apache-2.0

import Events
import Evidence
import Synchronization

/// What rows of each combination of classes are, each worked out once for all cores.
final class RowMeanings: Sendable {
  /// An event that a row is, in numbers.
  struct Part: Sendable {
    var kind: UInt32
    /// The place of its time and of its name among those asked for; -1 for none.
    var time: Int
    var name: Int
    /// The person, where it is not the row that names it.
    var person: String?
  }

  struct Meaning: Sendable {
    /// None for a row that is no event.
    var parts: [Part]
    var whyNot: String
  }

  private struct State {
    var kinds = Numbering<Event>()
    var known: [[UInt32]: Meaning] = [:]
  }

  private let bound: ColumnMapping
  private let tuples: [[UInt32]]
  private let state = Mutex(State())

  /// - Parameter tuples: the combinations of classes that rows have, but for those of their names.
  init(_ bound: ColumnMapping, tuples: [[UInt32]]) {
    (self.bound, self.tuples) = (bound, tuples)
  }

  /// In the order in which they were asked for first, which differs from run to run.
  var kinds: [Event] { state.withLock { $0.kinds.values } }

  var tupleCount: Int { tuples.count }
  var nameCount: Int { bound.names.count }

  /// The class of a name; a blank one is nil.
  func classify(name: Int, _ text: String?) -> UInt32 { bound.classify(name: name, text) }

  /// - Parameters:
  ///   - tuple: the number of a combination.
  ///   - names: the classes of the names.
  func meaning(of tuple: Int, names: [UInt32]) -> Meaning {
    let key = tuples[tuple] + names
    if let known = state.withLock({ $0.known[key] }) { return known }
    let meaning = bound.meaning(of: key)
    return state.withLock { state in
      let made: Meaning
      switch meaning {
      case .notEvent(let why): made = Meaning(parts: [], whyNot: why)
      case .events(let events):
        let parts = events.map { one in
          Self.part(one, kind: state.kinds.number(of: one.event))
        }
        made = Meaning(parts: parts, whyNot: "")
      }
      state.known[key] = made
      return made
    }
  }

  /// A name that is no known person's, such as a withheld one, is nobody's.
  private static func part(_ made: ColumnMapping.Made, kind: UInt32) -> Part {
    guard case .known = made.event.facts["person"] else {
      return Part(kind: kind, time: made.time, name: -1, person: nil)
    }
    return Part(kind: kind, time: made.time, name: made.name, person: made.person)
  }
}
