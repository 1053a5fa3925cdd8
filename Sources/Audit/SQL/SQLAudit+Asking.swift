// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

extension SQLAudit {
  /// What the searches of the strata that ask need: the tables that the third step reads.
  ///
  /// - Parameter steps: of time in which rows lie.
  func askTables(_ strata: [StratumRows], steps: [Int64]) -> [SQLTable] {
    var list = SQLTable(
      "audit_strata",
      [
        "stratum": "INT", "class": "INT", "first_stretch": "INT", "last_stretch": "INT",
        "is_instant": "INT", "asks": "INT",
      ])
    var asking = SQLTable("audit_asking", ["stratum": "INT", "search": "INT"])
    var counted: Set<Int> = []
    var used: Set<Int> = []
    for (number, entry) in strata.enumerated() {
      let own = decider.classes[entry.kindClass]
      var asked: [Int] = []
      if case .asks(let positions) = entry.answer {
        asked = Set(positions.map { own.searches[$0] }).sorted()
      }
      if case .settled = entry.answer {} else { used.formUnion(own.searches) }
      counted.formUnion(asked)
      list.add([
        Int64(number), Int64(entry.kindClass), Int64(entry.first), Int64(entry.last),
        entry.isInstant ? 1 : 0, Int64(asked.count),
      ])
      for search in asked { asking.add([Int64(number), Int64(search)]) }
    }
    return [list, asking] + searchTables(used.sorted(), counted: counted)
      + [bounds(used.sorted(), steps), reaches(counted), levels]
  }

  private func searchTables(_ used: [Int], counted: Set<Int>) -> [SQLTable] {
    var searches = SQLTable(
      "audit_searches",
      [
        "search": "INT", "enough": "INT", "same_person": "INT", "anyone": "INT", "always": "INT",
        "since": "BIGINT",
      ])
    var fits = SQLTable("audit_fits", ["search": "INT", "kind": "INT"])
    var found = SQLTable(
      "audit_found", ["search": "INT", "kind": "INT", "link": "INT", "is_certain": "INT"])
    var judged = SQLTable(
      "audit_judging",
      [
        "search": "INT", "kind": "INT", "link": "INT", "self_possible": "INT",
        "self_certain": "INT",
      ])
    var links = SQLTable(
      "audit_links",
      [
        "search": "INT", "judged": "INT", "link": "INT", "times_possible": "INT",
        "times_certain": "INT",
      ])
    var classSearches = SQLTable("audit_class_searches", ["class": "INT", "search": "INT"])
    for (number, own) in decider.classes.enumerated() {
      for search in Set(own.searches).intersection(used).sorted() {
        classSearches.add([Int64(number), Int64(search)])
      }
    }
    for number in used {
      let search = decider.searches[number]
      let id = Int64(number)
      let ends = search.bounds(at: 0)
      let isAlways = ends.low <= LogDecider.ends.from && ends.high >= LogDecider.ends.to
      searches.add([
        id, Int64(search.enough), search.samePerson ? 1 : 0,
        search.isIrregular || !search.samePerson ? 1 : 0, isAlways ? 1 : 0,
        search.whole(low: CompleteReach.never, high: 0).from,
      ])
      for (kind, own) in search.fits.enumerated() where own != 0 { fits.add([id, Int64(kind)]) }
      guard counted.contains(number) else { continue }
      var linkClasses: Set<Int32> = []
      for (kind, own) in decider.classOfKind.enumerated()
      where decider.classes[Int(own)].searches.contains(number) {
        let link = search.linkClass[kind]
        linkClasses.insert(link)
        var itself: (possible: Int64, certain: Int64) = (0, 0)
        if search.fits[kind] != 0 {
          let linked = search.links[Int(link) * (search.linkClasses + 1)]
          itself = (linked != 0 ? 1 : 0, linked == 1 && search.fits[kind] == 1 ? 1 : 0)
        }
        judged.add([id, Int64(kind), Int64(link), itself.possible, itself.certain])
      }
      let weights = LinkWeights(search, judged: linkClasses.sorted())
      for entry in weights.entries {
        links.add([
          id, Int64(entry.judged), Int64(entry.found), entry.possible, entry.certain,
        ])
      }
      let counting = Set(weights.entries.map(\.found))
      for (kind, own) in search.fits.enumerated() where own != 0 {
        for link in [LinkWeights.all, search.linkClass[kind]] where counting.contains(link) {
          found.add([id, Int64(kind), Int64(link), own == 1 ? 1 : 0])
        }
      }
    }
    return [searches, fits, found, judged, links, classSearches]
  }

  /// The windows of searches as seen from each instant at which a row may lie.
  private func bounds(_ used: [Int], _ steps: [Int64]) -> SQLTable {
    var table = SQLTable(
      "audit_bounds",
      [
        "search": "INT", "step": "BIGINT", "from_s": "BIGINT", "to_s": "BIGINT",
        "low_moves": "INT", "low_at": "BIGINT", "high_moves": "INT", "high_at": "BIGINT",
      ])
    for number in used {
      let search = StepBounds(decider.searches[number], zone: zone)
      for step in steps {
        for piece in search.pieces(of: step) {
          table.add([
            Int64(number), step, piece.from, piece.to, piece.low.moves ? 1 : 0, piece.low.at,
            piece.high.moves ? 1 : 0, piece.high.at,
          ])
        }
      }
    }
    return table
  }

  /// By how many seconds a row's last instant lies after its first, steps at least as long.
  private var levels: SQLTable {
    var table = SQLTable(
      "audit_levels", ["level": "INT", "from_s": "BIGINT", "to_s": "BIGINT"])
    for level in Int64(1)...52 { table.add([level, 1 << (level - 1), (1 << level) - 1]) }
    return table
  }

  /// Where the record is complete for each class's searches.
  private func reaches(_ counted: Set<Int>) -> SQLTable {
    var table = SQLTable(
      "audit_reach",
      [
        "class": "INT", "search": "INT", "from_s": "BIGINT", "to_s": "BIGINT", "reach": "BIGINT",
      ])
    for (number, own) in decider.classes.enumerated() {
      var done: Set<Int> = []
      for (search, covered) in zip(own.searches, own.covered)
      where counted.contains(search) && done.insert(search).inserted {
        for piece in CompleteReach(covered).pieces {
          table.add([Int64(number), Int64(search), piece.from, piece.to, piece.reach])
        }
      }
    }
    return table
  }
}
