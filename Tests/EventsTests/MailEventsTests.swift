// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Events

struct MailEventsTests {
  private func ask(_ text: String, to: String = "amberg") -> Message {
    Mails.mail("m1", from: "keller", to: [to], text)
  }

  private func answer(_ text: String, from: String = "amberg") -> Message {
    Mails.mail("m2", from: from, to: ["keller"], text, replyTo: "m1")
  }

  private func redaction(_ x: Double, _ y: Double, width: Double, code: String) -> Redaction {
    Redaction(
      box: Box(x0: x, y0: y, x1: x + width, y1: y + 11), kind: .black, codes: [code])
  }

  @Test func `an event cites the lines of its cue with their boxes`() throws {
    let mail = Mails.mail(
      "m1", from: "amberg", to: ["keller"], "Hi Ruth,\n\nmorning. He will be\nreleased on Friday.")
    let event = try #require(try Mails.events([mail]).first)
    #expect(event.id == "m1.release-told.1")
    #expect(event.status == .suggested)
    #expect(event.citations.count == 1)
    #expect(event.citations[0].quote == "morning. He will be\nreleased on Friday.")
    #expect(event.citations[0].boxes == [mail.lines[2].box, mail.lines[3].box].compactMap(\.self))
    #expect(event.citations[0].bates == "FPD 000003")
    #expect(event.facts[.actor]?.value == ["jail-corrections"])
    #expect(event.facts[.recipient]?.value == ["ICE-ERO"])
    #expect(event.facts[.direction]?.value == ["local-to-federal"])
    #expect(event.facts[.purpose]?.value == ["unstated"])
    #expect(event.time == mail.sent.value?.span(in: Mails.chicago))
    #expect(event.place == "Fairview")
  }

  @Test func `a request and its answer are two linked events`() throws {
    let events = try Mails.events([
      answer("He'll be released tomorrow at 8."), ask("When does he get out?"),
    ])
    let request = try #require(events.first { $0.message == "m1" })
    let told = try #require(events.first { $0.message == "m2" })
    #expect(request.action == "notification-request")
    #expect(told.answers == request.id)
    #expect(request.facts[.outcome]?.value == ["complied"])
    #expect(request.factCitations[.outcome] == told.citations)
  }

  @Test func `an answer of one word counts only as an answer`() throws {
    let alone = try Mails.events([Mails.mail("m2", from: "wills", to: ["keller"], "See attached.")])
    #expect(alone.isEmpty)
    let events = try Mails.events([
      ask("Can you send me her home address?", to: "wills"), answer("See attached.", from: "wills"),
    ])
    #expect(events.map(\.brief) == ["information-request contact-home", "disclosure contact-home"])
    #expect(events[1].answers == events[0].id)
  }

  @Test func `a refusal is an outcome and no event`() throws {
    let events = try Mails.events([
      ask("Can you send me her home address?", to: "wills"),
      answer("Sorry, we can't share that without a warrant signed by a judge.", from: "wills"),
    ])
    #expect(events.map(\.brief) == ["information-request contact-home"])
    #expect(events[0].facts[.outcome]?.value == ["declined"])
  }

  @Test func `half of what was asked is part of it`() throws {
    let events = try Mails.events([
      ask("Could you send me his home address and tell me who he works for?", to: "wills"),
      answer("He lives at 12 Oak Street.", from: "wills"),
    ])
    #expect(events[0].facts[.outcome]?.value == ["partly"])
  }

  @Test func `no reply in the record is not yet no reply`() throws {
    let events = try Mails.events([ask("When does he get out?")])
    #expect(events[0].facts[.outcome] == .notStated)
  }

  @Test func `a reply that is blacked out leaves the outcome unknown with its code`() throws {
    let blank = answer("")
    let box = redaction(72, 100, width: 400, code: "(b)(7)(E)")
    let events = try Mails.events(
      [ask("When does he get out?"), blank], redactions: [Mails.source: [3: [box]]])
    let outcome = try #require(events.first?.facts[.outcome]?.unknown)
    #expect(outcome.reason == .redacted)
    #expect(outcome.code == "(b)(7)(E)")
    #expect(outcome.citation?.boxes == [box.box])
  }

  @Test func `a basis under a box is redacted and a name under a box hides none`() throws {
    // Text without the words under the boxes: the line is as wide as with them.
    var mail = Mails.mail(
      "m1", from: "amberg", to: ["keller"], "We are holding him for you on the you faxed.")
    let letters = Double("We are holding him for you on the you faxed.".utf8.count)
    mail.lines[0].box = Box(x0: 72, y0: 100, x1: 72 + letters * 5 + 75, y1: 111)
    let before = Double("We are holding him for you on the ".utf8.count) * 5
    let basis = redaction(72 + before, 100, width: 75, code: "7(1)(c)")
    let hidden = try Mails.events([mail], redactions: [Mails.source: [3: [basis]]])
    #expect(hidden.map(\.brief) == ["detention-hold"])
    #expect(hidden[0].facts[.basis]?.unknown?.reason == .redacted)
    #expect(hidden[0].facts[.basis]?.unknown?.code == "7(1)(c)")
    #expect(hidden[0].facts[.purpose]?.value == ["unstated"])
    let name = redaction(72, 100, width: 40, code: "(b)(6)")
    let open = try Mails.events([mail], redactions: [Mails.source: [3: [name]]])
    #expect(open[0].facts[.basis]?.value == ["none-shown"])
  }

  @Test func `purposes and bases are taken from what the message says`() throws {
    let events = try Mails.events([
      Mails.mail(
        "m1", from: "voss", to: ["amberg"],
        "For the human trafficking investigation: is he still in your jail?\n"
          + "I can bring a federal arrest warrant."),
      Mails.mail(
        "m3", from: "voss", to: ["amberg"],
        "We have no warrant yet for the drug trafficking investigation. When is he getting out?"),
    ])
    #expect(events[0].facts[.purpose]?.value == ["trafficking-victim"])
    #expect(events[0].facts[.basis]?.value == ["federal-criminal-warrant"])
    #expect(events[0].facts[.actor]?.value == ["ICE-HSI"])
    #expect(events[1].facts[.purpose]?.value == ["criminal-investigation"])
    #expect(events[1].facts[.basis]?.value == ["none-shown"])
  }

  @Test func `thanks and small talk are contact-other and never a disclosure`() throws {
    let events = try Mails.events([
      Mails.mail("m1", from: "wills", to: ["keller"], "Could you save me an XL T-shirt? Thanks!"),
      Mails.mail("m3", from: "wills", to: ["keller"], "Thanks. He lives at 12 Oak Street."),
    ])
    #expect(events.map(\.brief) == ["contact-other", "disclosure contact-home"])
    #expect(events[0].facts[.purpose]?.value == ["administrative-personal"])
  }

  @Test func `copies count once and a message known only from a quote counts`() throws {
    let text = "He will be released tomorrow."
    let events = try Mails.events([
      Mails.mail(
        "a", from: "amberg", to: ["keller"], text, released: false, duplicates: ["b", "c"]),
      Mails.mail("c", from: "amberg", to: ["keller"], text, duplicates: ["a", "b"]),
      Mails.mail("b", from: "amberg", to: ["keller"], text, duplicates: ["a", "c"]),
      Mails.mail("d", from: "amberg", to: ["keller"], text, released: false),
    ])
    #expect(events.map(\.message) == ["b", "d"])
  }

  @Test func `only what passes between a local and a federal agency is an event`() throws {
    let text = "He will be released tomorrow."
    #expect(try Mails.events([Mails.mail("m1", from: "amberg", to: ["wills"], text)]).isEmpty)
    #expect(try Mails.events([Mails.mail("m1", from: "amberg", to: ["sayre"], text)]).isEmpty)
    var copy = Mails.mail("m1", from: "amberg", to: ["wills"], text)
    copy.cc = [Mails.party("keller")]
    #expect(try Mails.events([copy]).map(\.brief) == ["release-notification release-date"])
  }

  @Test func `a blacked-out writer is told by the other side`() throws {
    var mail = Mails.mail("m1", from: "amberg", to: ["keller"], "He will be released tomorrow.")
    mail.from = .unknown(Unknown(.redacted, code: "(b)(6)"))
    let event = try #require(try Mails.events([mail]).first)
    #expect(event.facts[.actor]?.unknown?.reason == .redacted)
    #expect(event.facts[.actor]?.unknown?.code == "(b)(6)")
    #expect(event.facts[.recipient]?.value == ["ICE-ERO"])
  }

  @Test func `quoted lines, signatures and disclaimers suggest nothing`() throws {
    for zone in [MessageLine.Zone.quoted, .signature, .disclaimer] {
      var mail = Mails.mail("m1", from: "amberg", to: ["keller"], "He will be released tomorrow.")
      mail.lines[0].zone = zone
      #expect(try Mails.events([mail]).isEmpty)
    }
  }

  @Test func `a stop of a day that nobody names has no time`() throws {
    let events = try Mails.events([
      Mails.mail(
        "m1", from: "wills", to: ["keller"], "We stopped a van on Route 9 and searched it."),
      Mails.mail("m3", from: "wills", to: ["keller"], "We stopped a van on Route 9 tonight."),
    ])
    #expect(events.map(\.action) == ["stop", "stop"])
    #expect(events[0].time == nil)
    let day = Moment(year: 2017, month: 5, day: 11, precision: .day).span(in: Mails.chicago)
    #expect(events[1].time?.from == day.from)
  }

  @Test func `the same mails give the same events in any order`() throws {
    let mails = [
      ask("When does he get out?"), answer("He will be released tomorrow."),
      Mails.mail("m4", from: "wills", to: ["voss"], "I ran the plate for you."),
    ]
    let forward = try Mails.events(mails)
    let backward = try Mails.events(mails.reversed())
    #expect(forward.sorted { $0.id < $1.id } == backward.sorted { $0.id < $1.id })
  }

  @Test func `long and strange text neither hangs nor crashes`() throws {
    let long = String(repeating: "could you can you please need ", count: 800) + "address"
    let odd = "\u{0}\u{FFFD}\u{200B} ''' ... ??? \u{1F600} İ ß -\n-\n--- |||"
    for text in [long, odd, "", "?", ".", String(repeating: "he will be ", count: 1_000)] {
      let events = try Mails.events([Mails.mail("m1", from: "keller", to: ["wills"], text)])
      #expect(events.count <= 2)
    }
  }
}
