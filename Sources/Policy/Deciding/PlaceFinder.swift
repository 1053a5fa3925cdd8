// SPDX-License-Identifier: Apache-2.0

/// Whether two names of a record can be one place, remembered by name.
final class PlaceFinder {
  private let places: PlaceNames
  private var found: [String: String?] = [:]

  init(_ places: PlaceNames) { self.places = places }

  private func find(_ name: String) -> String? {
    if let known = found[name] { return known }
    let place = places.find(name)
    found[name] = .some(place)
    return place
  }

  /// Whether some file names the place.
  func isKnown(_ name: String) -> Bool { find(name) != nil }

  /// The same place, or one within the other; nil where the record does not say.
  func areOne(_ here: String?, _ there: String?) -> Bool? {
    guard let here, let there else { return nil }
    if here == there { return true }
    guard let a = find(here), let b = find(there) else {
      return PlaceNames.key(here) == PlaceNames.key(there)
    }
    return a == b || places.chain(a).contains(b) || places.chain(b).contains(a)
  }
}
