// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Correspondence

struct GuideTests {
  @Test func `an organization may leave out what it has none of`() throws {
    let json = #"{"organizations": [{"name": "Marlow County Jail", "side": "local"}]}"#
    let guide = try JSONDecoder().decode(OrganizationGuide.self, from: Data(json.utf8))
    #expect(guide.organizations == [Organization(name: "Marlow County Jail", side: "local")])
  }
}
