// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence

extension OpenCase {
  /// Words still in the files behind what hides them, as objects of the contract.
  ///
  /// - Parameters:
  ///   - name: only the sources it means; nil for all.
  ///   - reveal: with the words themselves, which the activity log notes.
  package func exposureObjects(
    of name: String?, kind: Exposure.Kind?, reveal: Bool
  ) throws -> [JSONObject] {
    let wanted = try name.map { Set(try sources(named: $0)) }
    let exposures = try store.exposures()
    if reveal { try logReveal("exposures", of: name) }
    return try store.sources().filter { wanted?.contains($0.source.id) ?? true }.flatMap { stored in
      let source = stored.source.id
      let found = (exposures[source] ?? []).filter { kind == nil || $0.kind == kind }
      let numbers = found.isEmpty ? [:] : try store.batesNumbers(of: source)
      return found.map {
        $0.object(of: source, bates: $0.page.flatMap { numbers[$0] }, reveal: reveal)
      }
    }
  }

  /// Notes that somebody had hidden words shown. They usually expose a private person.
  package func logReveal(_ listing: String, of name: String?) throws {
    try store.log(
      Activity(
        time: OpenCase.now(), who: who, did: "reveal", object: name ?? settings.name,
        detail: listing))
  }
}
