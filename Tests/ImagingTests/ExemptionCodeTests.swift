// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Imaging

@Suite struct ExemptionCodeTests {
  @Test(arguments: [
    ("(b)(6)", ["(b)(6)"]),
    ("(b)(6); (b)(7)(C)", ["(b)(6)", "(b)(7)(C)"]),
    ("(b)(6),(b)(7)(c)", ["(b)(6)", "(b)(7)(C)"]),
    ("(b) (7)(c)", ["(b)(7)(C)"]),
    ("(b) (7) (E)", ["(b)(7)(E)"]),
    ("b6", ["(b)(6)"]),
    ("B5", ["(b)(5)"]),
    ("B5, B6", ["(b)(5)", "(b)(6)"]),
    ("b7C", ["(b)(7)(C)"]),
    ("b(7)(C)", ["(b)(7)(C)"]),
    ("(b)(3)\n(b)(4)", ["(b)(3)", "(b)(4)"]),
    ("(j)(2)", ["(j)(2)"]),
    ("(k)(2), (b)(7)(A)", ["(k)(2)", "(b)(7)(A)"]),
    ("7(1)(b)", ["7(1)(b)"]),
    ("5 ILCS 140/7(1)(c)", ["7(1)(c)"]),
    ("Section 7(1)(d)(iv)", ["7(1)(d)(iv)"]),
    ("7922.000", ["7922.000"]),
    ("Gov. Code 7923.600", ["7923.600"]),
    ("Gov. Code 6254(f)", ["6254(f)"]),
    ("Exemption 6, 7(C)", ["(b)(6)", "(b)(7)(C)"]),
    ("RELEASE IN PART B5, B6", ["(b)(5)", "(b)(6)"]),
    ("(b)(6) (b)(6)", ["(b)(6)"]),
  ])
  func `Codes take their normal form`(text: String, codes: [String]) {
    #expect(ExemptionCode.parse(text) == codes)
  }

  @Test(arguments: [
    ("(bX6)", ["(b)(6)"]),
    ("(bX7XC)", ["(b)(7)(C)"]),
    ("(b){6)", ["(b)(6)"]),
    ("(b)(G)", ["(b)(6)"]),
    ("(b)(S)", ["(b)(5)"]),
    ("(6)(6)", ["(b)(6)"]),
    ("[b)(7)(c]", ["(b)(7)(C)"]),
    ("(b)(6; (b)(7)(C", ["(b)(6)", "(b)(7)(C)"]),
    ("7(l)(b)", ["7(1)(b)"]),
    ("7(1Xc)", ["7(1)(c)"]),
  ])
  func `Small print misread on a stamp is understood`(text: String, codes: [String]) {
    #expect(ExemptionCode.parse(text) == codes)
  }

  @Test(arguments: [
    "They withheld the names under (b)(6) and the rest under 5 U.S.C. 552(b)(7)(E).",
    "See RELEASE IN PART (b)(6), and what (b)(7)(E) covers, in the letter of that day.",
  ])
  func `Prose may name codes with their brackets`(text: String) {
    #expect(ExemptionCode.parse(text) == ["(b)(6)", "(b)(7)(E)"])
  }

  @Test(arguments: [
    "", "6", "7", "(6)", "2018-05-07", "5/7/2018 (1) (c)", "May 7 (1)", "10:57 (b)",
    "Take vitamin B6 and two of B12 with water.", "Print it on B5 paper, please.",
    "under Rule 12(b)(6) of the rules of procedure", "section 3(j)(2) of the lease",
    "Cell 7, block 1 (c)", "room 6254", "call 7922 000 before noon", "Part 1", "Part 7: C",
    "(a) to the sheriff; (b) to the jail; (c) to no one", "item (b) 6 copies were made",
    "the (b) list has 7 names", "A 7(2)(b) form", "Grade B", "B6 was his seat on flight B7",
    "$7.92 (1)", "F-16 (c)",
  ])
  func `Prose and dates hold no codes`(text: String) {
    #expect(ExemptionCode.parse(text) == [])
  }
}
