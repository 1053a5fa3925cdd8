// SPDX-License-Identifier: Apache-2.0

import Casework
import Testing

struct BatesRangeTests {
  static let held: [(range: String, numbers: [String])] = [
    ("FPD 000012", ["FPD 000012", "fpd-12", "FPD000012"]),
    ("FPD 12-15", ["FPD 000012", "FPD 000015"]),
    ("FPD 000012 - FPD 000015", ["FPD 000013"]),
    ("FPD 12 to 15", ["FPD 000014"]),
    ("EPIC-2012-FOIA-000012", ["EPIC-2012-FOIA-000012"]),
    ("EPIC-2012-FOIA-000012–000015", ["EPIC-2012-FOIA-000013"]),
    ("ICE 2010FOIA2674.000123", ["ICE 2010FOIA2674.000123"]),
    ("000120-000125", ["000123"]),
  ]

  @Test(arguments: held)
  func `a range holds its numbers, however they are spelled`(
    held: (range: String, numbers: [String])
  ) throws {
    let range = try #require(BatesRange(held.range))
    for number in held.numbers { #expect(range.contains(number), "\(number)") }
  }

  @Test func `a range holds no other numbers and no other runs`() throws {
    let range = try #require(BatesRange("FPD 12-15"))
    for number in ["FPD 000011", "FPD 000016", "MCSO 000013", "000013"] {
      #expect(!range.contains(number), "\(number)")
    }
    let single = try #require(BatesRange("EPIC-2012-FOIA-000012"))
    #expect(!single.contains("EPIC-2012-FOIA-002011"))
    #expect(BatesRange("no number") == nil)
  }
}
