// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct HeaderParsingTests {
  @Test(arguments: [
    ("Monday, March 6, 2017 2:14 PM", "2017-03-06T14:14:00"),
    ("Mon, Mar 6, 2017 at 2:14 PM", "2017-03-06T14:14:00"),
    ("03/06/2017 2:14 PM", "2017-03-06T14:14:00"),
    ("3/6/17 14:14", "2017-03-06T14:14:00"),
    ("6 March 2017", "2017-03-06"),
    ("6 March 2017 14:14:05", "2017-03-06T14:14:05"),
    ("2017-03-06T14:14:05-06:00", "2017-03-06T14:14:05-06:00"),
    ("2017-03-06 14:14", "2017-03-06T14:14:00"),
    ("Mon, 6 Mar 2017 14:14:05 -0600 (CST)", "2017-03-06T14:14:05-06:00"),
    ("Monday, March 6, 2017 2:14 PM EST", "2017-03-06T14:14:00-05:00"),
    ("March 6, 2017 12:05 AM UTC", "2017-03-06T00:05:00Z"),
    ("Monday, March 06, 2017 02:14:09 p.m.", "2017-03-06T14:14:09"),
    ("Mon Mar  6 14:14:05 CST 2017", "2017-03-06T14:14:05-06:00"),
    ("2:14 PM, March 6, 2017", "2017-03-06T14:14:00"),
    ("13/06/2017 09:00", "2017-06-13T09:00:00"),
    ("06.03.2017 09:00", "2017-03-06T09:00:00"),
    ("Wednesdav, Septernber 6, 2O17 l0:30 AM", "2017-09-06T10:30:00"),
    ("March 6, 2017 1:00:00 PM Central Standard Time", "2017-03-06T13:00:00-06:00"),
    ("Feb 29, 2016, 11:59 PM", "2016-02-29T23:59:00"),
  ])
  func `dates of many layouts`(text: String, iso: String) {
    #expect(HeaderParsing.date(text)?.moment.iso == iso)
  }

  @Test(arguments: [
    "February 30, 2017 2:14 PM", "13/13/2017", "tomorrow", "Room 2017", "Monday", "2017", "",
  ])
  func `no date where no calendar has one`(text: String) {
    #expect(HeaderParsing.date(text) == nil)
  }

  @Test(arguments: [
    ("Wills, Dana (FPD) [E]", ["Wills, Dana (FPD) [E]"]),
    ("Wills, Dana (FPD) [E]; Reed, Ann", ["Wills, Dana (FPD) [E]", "Reed, Ann"]),
    ("Dana Wills <d@f.example>, Ann Reed <a@f.example>", ["Dana Wills", "Ann Reed"]),
    ("Wills, Dana <d@f.example>, Reed, Ann <a@f.example>", ["Wills, Dana", "Reed, Ann"]),
    ("Dana Wills, Ann Reed", ["Dana Wills", "Ann Reed"]),
    ("Wills, Dana, Reed, Ann", ["Wills, Dana", "Reed, Ann"]),
    ("Dela Cruz, Ana (Marlow SO)", ["Dela Cruz, Ana (Marlow SO)"]),
    ("\"Wills, Dana\" <d@f.example>, b@f.example", ["Wills, Dana", "b@f.example"]),
    ("Wills, Dana [mailto:d@f.example]", ["Wills, Dana"]),
    ("'Ann Reed' (a@f.example)", ["Ann Reed"]),
    ("Ann Reed/HOU/MC@MC", ["Ann Reed"]),
    ("a@f.example@MARLOW [mailto:IMCEANOTES-a+40f+2Eexample@marlow.example]", ["a@f.example"]),
    ("records unit; front desk;", ["records unit", "front desk"]),
  ])
  func `lists of people, commas inside names and between them`(text: String, labels: [String]) {
    #expect(HeaderParsing.parties(text).map(\.label) == labels)
  }

  @Test func `an organization only where one is written`() {
    let parties = HeaderParsing.parties(
      "Wills, Dana (FPD); Reed, Ann (Annie) [E]; Ann Reed (b)(6); a@marlow.example")
    #expect(parties.map(\.organization) == ["FPD", nil, nil, nil])
  }
}
