// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Documents

@Suite struct SlipSheetTests {
  @Test(arguments: [
    (["Page withheld in full"], 1, []),
    (["12 pages withheld", "(b)(5)"], 12, ["(b)(5)"]),
    (["Pages 13-24 are withheld pursuant to 5 U.S.C. § 552(b)(5)."], 12, ["(b)(5)"]),
    (
      ["Pages 13 through 24 are withheld in full", "(b)(6); (b)(7)(C)"], 12,
      ["(b)(6)", "(b)(7)(C)"]
    ),
    (["Pages 5, 7 and 9 have been withheld in their entirety."], 3, []),
    (["Document withheld"], nil, []),
    (["Twelve (12) pages denied in full under exemption 7(1)(b)."], 12, ["7(1)(b)"]),
    (["FPD000013 - FPD000024", "WITHHELD IN FULL", "These pages are exempt."], 12, []),
    (
      [
        "FEDERAL BUREAU OF EXAMPLES", "FOIPA", "DELETED PAGE INFORMATION SHEET",
        "Total Deleted Page(s) ~ 24 ~", "Page 13 ~ b6, b7C", "Page 14 ~ Duplicate",
      ], 24, ["(b)(6)", "(b)(7)(C)"]
    ),
  ])
  func `A sheet in the place of pages says how many and why`(
    lines: [String], pages: Int?, codes: [String]
  ) {
    let slip = SlipSheet.redaction(on: writtenPage(lines))
    #expect(slip?.kind == .slip)
    #expect(slip?.withheldPages == pages)
    #expect(slip?.codes == codes)
    #expect(slip?.box == Box(x0: 0, y0: 0, x1: 612, y1: 792))
  }

  @Test(arguments: [
    [
      "From: Rowan Pike", "Sent: Monday, March 5, 2018 9:14 AM", "Subject: Release",
      "12 pages were withheld in full.",
    ],
    ["Dear Ms. Wills,", "12 pages are withheld in full under (b)(5).", "Sincerely,", "R. Pike"],
    ["Withheld documents"], ["Index of withheld records", "Date  Author  Reason"],
    ["This page intentionally left blank"],
    [
      "The council met on Monday and heard from the chief, who said that two pages of the plan",
      "were withheld in full because the city attorney had asked for that; members objected, and",
      "the matter was put off until the next meeting in the hall across the street from here.",
    ],
    ["Page 3 of 4"], [],
  ])
  func `Letters, mails and indexes that speak of withheld pages are none`(lines: [String]) {
    #expect(SlipSheet.redaction(on: writtenPage(lines)) == nil)
  }
}
