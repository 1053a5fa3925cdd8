// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Documents

@Suite struct BatesNumberTests {
  @Test(arguments: [
    ("FCPD000123", "FCPD000123", 123), ("MARLOW-00045", "MARLOW-00045", 45),
    ("ICE 2019 000771", "ICE 2019 000771", 771), ("ICE_2019_000771", "ICE_2019_000771", 771),
    ("000123", "000123", 123), ("Marlow County 000009", "Marlow County 000009", 9),
    ("SCB0045542-MOU", "SCB0045542-MOU", 45_542), ("FOIA.0001", "FOIA.0001", 1),
    ("ICE 2010FOIA2674.000123", "ICE 2010FOIA2674.000123", 123), ("DEF_00012", "DEF_00012", 12),
    ("EPIC-2012-FOIA-000012", "EPIC-2012-FOIA-000012", 12),
    ("Marlow County 00012", "Marlow County 00012", 12),
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

  @Test(arguments: [
    ("FPD 000123 CONFIDENTIAL", "FPD 000123"), ("DEF_00012 - PUBLIC RECORDS", "DEF_00012"),
  ])
  func `A marking may follow the number`(text: String, bates: String) {
    #expect(BatesNumber.find(in: text)?.text == bates)
    #expect(
      BatesNumber.find(in: text.replacing("FIDENTIAL", with: "fidential of")) == nil
        || !text.contains("FIDENTIAL"))
  }

  @Test(arguments: [("FBI SC-1312", 1_312), ("FPD 12", 12), ("1312", 1_312)])
  func `Short numbers are read only where a row of pages can prove them`(text: String, number: Int)
  {
    #expect(BatesNumber(text) == nil)
    #expect(BatesNumber(text, loosely: true)?.number == number)
  }

  @Test(arguments: [
    "Page 12", "Slide 12", "12", "3 of 10", "Page 3 of 10", "SLIDE 12", "SHEET 004",
  ])
  func `What counts something else is no number even then`(text: String) {
    #expect(BatesNumber(text, loosely: true) == nil)
  }
}
