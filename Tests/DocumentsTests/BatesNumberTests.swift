// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Documents

@Suite struct BatesNumberTests {
  @Test(arguments: [
    ("FCPD000123", "FCPD000123", 123), ("MARLOW-00045", "MARLOW-00045", 45),
    ("ICE 2019 000771", "ICE 2019 000771", 771), ("ICE_2019_000771", "ICE_2019_000771", 771),
    ("000123", "000123", 123), ("Marlow County 000009", "Marlow County 000009", 9),
    ("SCB0045542-MOU", "SCB0045542-MOU", 45_542), ("FOIA.0001", "FOIA.0001", 1),
  ])
  func `Production numbers are read`(text: String, bates: String, number: Int) {
    let read = BatesNumber(text)
    #expect(read?.number == number)
    #expect(read?.text == bates)
  }

  @Test(arguments: [
    "12", "Page 3", "2019", "03/14/2018", "Fairview, IL 60601", "555-0100", "(555) 555-0100",
    "https://fairview.example/a/00012345", "Suite 01234", "4e682245", "10:45:00", "in 2015",
  ])
  func `Other numbers are not`(text: String) {
    #expect(BatesNumber(text) == nil)
  }
}
