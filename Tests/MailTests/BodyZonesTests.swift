// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct BodyZonesTests {
  private func split(_ text: String) -> (lines: [Line], result: BodyZones.Result) {
    let lines = TextLayout.lines(of: text.components(separatedBy: "\n"))
    let result = BodyZones.split(lines) { indices, _ in
      Citation(
        source: PrintedPage.source, place: .mail(index: 1),
        quote: indices.map { lines[$0].text }.joined(separator: "\n"))
    }
    return (lines, result)
  }

  private func text(_ part: QuotedPart, _ zone: MessageLine.Zone = .new) -> String {
    part.lines.filter { $0.zone == zone }.map { Line.readable($0.bytes) }
      .joined(separator: "\n").trimmingNewlines()
  }

  @Test func `quotes within quotes, each with its sender`() {
    let (_, result) = split(
      """
      Yes, Friday.

      On Mon, Mar 6, 2017 at 2:14 PM, Dana Wills <dwills@fairview.example>
      wrote:
      > Is Friday fine?
      >
      > On Mar 5, 2017, at 9:00 AM, Ann Reed wrote:
      >> Which day?
      >>
      >> >>> Luis Ortega 3/4/2017 8:00 AM >>>
      >> The annex is free.
      """)
    #expect(result.parts.map(\.depth) == [1, 2, 3])
    #expect(
      result.parts.map(\.header.from.value?.label) == ["Dana Wills", "Ann Reed", "Luis Ortega"])
    #expect(
      result.parts.map(\.header.sent.value?.iso) == [
        "2017-03-06T14:14:00", "2017-03-05T09:00:00", "2017-03-04T08:00:00",
      ])
    #expect(
      result.parts.map { text($0) } == ["Is Friday fine?", "Which day?", "The annex is free."])
    #expect(result.zones.first == .new)
    #expect(result.zones.dropFirst(2).allSatisfy { $0 == .quoted })
  }

  @Test func `answers between the lines of a quote stay the sender's own`() {
    let (lines, result) = split(
      """
      On Mar 5, 2017, at 9:00 AM, Ann Reed wrote:
      > Which day?

      Friday.

      > Which room?

      The annex.
      """)
    let own = zip(lines, result.zones).filter { $1 == .new && !$0.isBlank }.map(\.0.text)
    #expect(own == ["Friday.", "The annex."])
    #expect(result.parts.count == 1)
    #expect(result.parts.first.map { text($0) } == "Which day?\nWhich room?")
  }

  @Test(arguments: [
    (
      "-----Original Message-----\nFrom: Ann Reed\nSent: 3/5/2017 9:00 AM\nSubject: Room\n\nOld.",
      "Ann Reed"
    ),
    (
      "Begin forwarded message:\n\nFrom: Ann Reed <a@m.example>\nSubject: Room\nDate: March 5, 2017 at 9:00:00 AM CST\nTo: Dana\n\nOld.",
      "Ann Reed"
    ),
    (
      "________________________________\nFrom: Ann Reed\nSent: Sunday, March 5, 2017 9:00 AM\nTo: Dana\nSubject: Room\nOld.",
      "Ann Reed"
    ),
    (
      "---------------------- Forwarded by Dana Wills/FV on 03/06/2017 02:14 PM ----------------\n\nAnn Reed\n03/05/2017 09:00 AM\nTo: Dana Wills/FV@FV\ncc: \nSubject: Room\n\nOld.",
      "Ann Reed"
    ),
    ("From: Ann Reed on 03/05/2017 09:00 AM\nTo: Dana\ncc:\nSubject: Room\n\nOld.", "Ann Reed"),
    (
      "In a message dated 3/5/2017 9:00:00 AM Central Standard Time, a@m.example writes:\n\nOld.",
      "a@m.example"
    ),
    (">>> Ann Reed <a@m.example> 3/5/2017 9:00 AM >>>\nOld.", "Ann Reed"),
    ("On Sun, Mar 5, 2017 at 9:00 AM Ann Reed wrote:\nOld.", "Ann Reed"),
    ("Ann Reed <a@m.example> wrote on 03/05/2017 09:00:00 AM:\n\n> Old.", "Ann Reed"),
    (
      "---------- Forwarded message ---------\nFrom: Ann Reed <a@m.example>\nDate: Sun, Mar 5, 2017 at 9:00 AM\nSubject: Room\nTo: Dana <d@f.example>\n\nOld.",
      "Ann Reed"
    ),
  ])
  func `the ways in which programs quote`(quote: String, sender: String) throws {
    let (_, result) = split("New words.\n\n" + quote)
    let part = try #require(result.parts.first)
    #expect(result.parts.count == 1)
    #expect(part.header.from.value?.label == sender)
    #expect(part.header.sent.value?.iso.hasPrefix("2017-03-05T09:00:00") == true)
    #expect(text(part) == "Old.")
    #expect(result.zones.first == .new)
  }

  @Test func `signatures and disclaimers are set apart, closings are not`() {
    let (lines, result) = split(
      """
      The keys are on my desk. Call me.

      Thanks,
      Dana

      Dana Wills
      Records Supervisor
      Fairview Police Department
      Phone: 555-010-2000
      dwills@fairview.example

      CONFIDENTIALITY NOTICE: This e-mail and any attachments are confidential and
      intended only for the addressee. If you received this in error, delete it.
      """)
    func shown(_ zone: MessageLine.Zone) -> [String] {
      zip(lines, result.zones).filter { $1 == zone && !$0.isBlank }.map(\.0.text)
    }
    #expect(shown(.new) == ["The keys are on my desk. Call me.", "Thanks,", "Dana"])
    #expect(shown(.signature).first == "Dana Wills")
    #expect(shown(.disclaimer).count == 2)
  }

  @Test func `lines a program broke when quoting stay in the quote`() {
    let (lines, result) = split(
      """
      Agreed.

      On Mar 5, 2017, at 9:00 AM, Ann Reed wrote:
      > This is a line that was already long when its sender wrote it, and then it was
      quoted
      > and broken once more by a program that knows no better than to do that to us.
      """)
    let own = zip(lines, result.zones).filter { $1 == .new && !$0.isBlank }.map(\.0.text)
    #expect(own == ["Agreed."])
    #expect(result.parts.first?.lines.count == 3)
  }

  @Test func `text wrapped anew after it was quoted stays in the quote`() {
    let (lines, result) = split(
      """
      On Mon, Mar 6, 2017 at 2:14 PM, Dana Wills <dwills@fairview.example> wrote:
      > > On Sun, Mar 5, 2017 at 9:00 AM, Ann Reed of Records <a@marlow.example>
      > wrote:
      > > The annex is free from Monday on, and the keys to it are at the
      front
      > > desk. Will you need the projector, or the long tables as well?
      No, thank you.
      > > Then I will have them brought to the basement.
      """)
    let own = zip(lines, result.zones).filter { $1 == .new && !$0.isBlank }.map(\.0.text)
    #expect(own == ["No, thank you."])
    #expect(result.parts.map(\.header.from.value?.name) == ["Dana Wills", "Ann Reed of Records"])
  }

  @Test func `what stands below two dashes is a signature if it reads like one`() {
    func own(_ below: String) -> [String] {
      let (lines, result) = split("See you there.\n\n-- \n" + below)
      return zip(lines, result.zones).filter { $1 == .new && !$0.isBlank }.map(\.0.text)
    }
    #expect(own("Dana Wills\nRecords, Fairview\n555-010-2000") == ["See you there."])
    #expect(own("Regards,\nDana Wills").count == 4)
    #expect(own("All of this was agreed with the county on Monday.").count == 3)
  }

  @Test func `a forwarding of Lotus Notes is wrapped, and names people by their directory`() throws
  {
    let (lines, result) = split(
      """
      See below.
      ---------------------- Forwarded by Dana Wills/FPD/Fairview on
      03/06/2017 04:11 PM ---------------------------
      Fairview Police Department

      From:  Ann Reed @ MARLOW                           03/05/2017 09:00 AM


      To: Dana Wills/FPD/Fairview@FAIRVIEW, Luis Ortega/Records/Fairview@FAIRVIEW, Front
      Desk/FPD/Fairview@FAIRVIEW
      cc:
      Subject: Keys

      They are at the desk.
      """)
    let part = try #require(result.parts.first)
    #expect(result.parts.count == 1)
    #expect(part.header.from.value?.name == "Ann Reed")
    #expect(part.header.from.value?.organization == "MARLOW")
    #expect(part.header.sent.value?.iso == "2017-03-05T09:00:00")
    #expect(part.header.to.map(\.value?.name) == ["Dana Wills", "Luis Ortega", "Front Desk"])
    #expect(text(part) == "They are at the desk.")
    #expect(zip(lines, result.zones).filter { $1 == .new }.map(\.0.text) == ["See below."])
  }
}
