// SPDX-License-Identifier: Apache-2.0

import Evidence
import Figures

extension OpenCase {
  /// Who talks to whom, as objects of the contract.
  package func contactObjects(by grouping: ContactGrouping) throws -> [JSONObject] {
    Contacts.list(
      messages: try store.messages(), people: try store.people(), zone: zone,
      by: Contacts.Grouping(rawValue: grouping.rawValue) ?? .person
    ).map(\.object)
  }

  /// Who brought whom into which thread, as objects of the contract.
  ///
  /// - Parameter anySide: also people of the same side who are added to a thread under way.
  package func introductionObjects(anySide: Bool) throws -> [JSONObject] {
    Contacts.introductions(
      messages: try store.messages(), people: try store.people(), zone: zone, anySide: anySide
    ).map(\.object)
  }
}

/// What contacts are counted by.
package enum ContactGrouping: String, Sendable, CaseIterable { case person, organization, month }
