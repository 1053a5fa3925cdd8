// SPDX-License-Identifier: Apache-2.0

/// The places that files declare or bind, how they nest, and how names of records find them.
struct PlaceNames: Sendable {
  static let everywhere = "any-facility"
  static let country = "United-States"

  /// Canonical name → the next larger place.
  private(set) var parent: [String: String] = [:]
  private(set) var names: Set<String> = [PlaceNames.everywhere, PlaceNames.country]
  private var byKey: [String: String] = [:]
  private var byBareKey: [String: Set<String>] = [:]

  init() {
    for name in names { register(name, as: name) }
    for other in ["USA", "US", "United States of America", "federal"] {
      register(other, as: Self.country)
    }
    register("anywhere", as: Self.everywhere)
  }

  /// Letters and digits only: "Marlow County" and `marlow-county` are one place.
  static func key(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.isDigit }))
  }

  /// The key without what kind of place it is.
  static func bareKey(_ name: String) -> String {
    var key = key(name)
    for ending in ["county", "city", "town", "village", "parish", "township"]
    where key.hasSuffix(ending) && key.utf8.count > ending.utf8.count {
      key.removeLast(ending.count)
      break
    }
    for start in [
      "countyof", "cityof", "townof", "villageof", "stateof", "parishof", "districtof",
    ] where key.hasPrefix(start) && key.utf8.count > start.utf8.count {
      key.removeFirst(start.count)
      break
    }
    return key
  }

  /// Makes a place known; returns its canonical name, which is that of an earlier spelling.
  @discardableResult
  mutating func declare(_ name: String) -> String {
    if let known = byKey[Self.key(name)] { return known }
    names.insert(name)
    register(name, as: name)
    return name
  }

  /// The place that has this further name already, if it is another one.
  mutating func alias(_ name: String, for place: String) -> String? {
    if let known = byKey[Self.key(name)] { return known == place ? nil : known }
    register(name, as: place)
    return nil
  }

  /// The parent it has already, if it is another one.
  mutating func nest(_ place: String, within larger: String) -> String? {
    if let known = parent[place] { return known == larger ? nil : known }
    parent[place] = larger
    return nil
  }

  private mutating func register(_ name: String, as place: String) {
    byKey[Self.key(name)] = place
    byBareKey[Self.bareKey(name), default: []].insert(place)
  }

  /// The place a record or a question means; nil if none or several could be meant.
  func find(_ name: String) -> String? {
    if let exact = byKey[Self.key(name)] { return exact }
    let loose = byBareKey[Self.bareKey(name), default: []]
    return loose.count == 1 ? loose.first : nil
  }

  /// The place and everything around it, the smallest first.
  func chain(_ place: String) -> [String] {
    var chain = [place]
    while let last = chain.last, let next = parent[last], !chain.contains(next) {
      chain.append(next)
    }
    return chain
  }

  /// Whether an instrument for `binding` binds in `place`.
  func binds(_ binding: String, in place: String) -> Bool {
    binding == Self.everywhere || binding == Self.country || chain(place).contains(binding)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
