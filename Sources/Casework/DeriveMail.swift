// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Events
import Evidence
import Foundation

/// What mail tells, once all of it is read.
struct DerivedMail: Sendable {
  var links: [LinkedMessage]
  var people: [Person]
  var replies: [Reply]
  var events: [Event]
}

extension OpenCase {
  /// People, threads, replies and the events that mail suggests.
  ///
  /// The messages of a case may be more than memory holds: kept is a sketch of each, and the text of
  /// one is fetched where it decides.
  func deriveMail(
    guides: Guides, redactions: [SourceID: [Int: [Redaction]]], progress: Progress
  ) throws -> DerivedMail {
    let cues = try files.cues()
    let rulings = try store.rulings().map(\.ruling)
    return try store.readingMessages { reader in
      let sketches = try Self.sketches(reader) { progress("threading", $0, "messages") }
      let mail = try Correspondence.resolve(
        sketches, text: { try reader.message($0.key)?.lines ?? [] }, zone: zone,
        guide: guides.agencies, hours: guides.hours, rulings: rulings, redactions: redactions)
      let links = Self.linked(sketches, mail)
      progress("finding events", sketches.count, "messages")
      let suggestions = MailEvents(
        people: mail.people, signatures: Self.signatures(sketches, mail.links), cues: cues,
        place: settings.place, zone: zone, redactions: redactions)
      return DerivedMail(
        links: links, people: mail.people, replies: mail.replies,
        events: try suggestions.events(of: sketches, links, reader))
    }
  }

  private static let batch = 4_096

  /// By id. Messages are taken apart on all cores, a batch at a time.
  private static func sketches(
    _ reader: MessageReader, progress: (Int) -> Void
  ) throws -> [MailSketch] {
    var out: [MailSketch] = []
    var interning = MailSketch.Interning()
    try reader.forEach(batch) { batch in
      let sketches = try AtOnce.map(batch, atLeast: 64) { packed in
        MailSketch(try MessagePacking.unpack(packed.bytes), key: packed.key)
      }
      for var sketch in sketches {
        interning.share(&sketch)
        out.append(sketch)
      }
      progress(out.count)
    }
    return out.sorted { $0.id < $1.id }
  }

  /// In the order of the sketches, which is that of the links.
  private static func linked(_ sketches: [MailSketch], _ mail: ResolvedMail) -> [LinkedMessage] {
    let employed = mail.people.compactMap { person in
      person.organization.map { (person.id, $0) }
    }
    let employers = Dictionary(employed, uniquingKeysWith: { first, _ in first })
    var known: [String: String] = [:]
    return zip(sketches, mail.links).map { sketch, links in
      var message = LinkedMessage(
        key: sketch.key, links: links, parties: sketch.parties, employers: employers)
      // One text for all messages between people of the same places.
      message.organizations = known[message.organizations] ?? message.organizations
      known[message.organizations] = message.organizations
      return message
    }
  }

  private static func signatures(
    _ sketches: [MailSketch], _ links: [MessageLinks]
  ) -> some Sequence<MailEvents.Signature> {
    zip(sketches, links).lazy.compactMap { sketch, links in
      guard !sketch.signature.isEmpty, var writer = sketch.from.fact.value else { return nil }
      writer.person = links.people.first ?? nil
      return (writer, sketch.signature)
    }
  }
}

extension MailEvents {
  /// Those of all threads, in the order of the messages. Threads that cannot pass between agencies
  /// are not fetched, the others one at a time.
  fileprivate func events(
    of sketches: [MailSketch], _ linked: [LinkedMessage], _ reader: MessageReader
  ) throws -> [Event] {
    var threads: [String: [Int]] = [:]
    for (index, message) in linked.enumerated() {
      threads[message.links.thread ?? message.links.message, default: []].append(index)
    }
    var found: [(message: MessageID, events: [Event])] = []
    for (_, members) in threads {
      let parties = members.lazy.flatMap { index in
        zip(sketches[index].parties, linked[index].links.people).map { fact, person in
          guard case .known(var party) = fact else { return fact }
          party.person = person
          return .known(party)
        }
      }
      guard mayPass(among: parties) else { continue }
      let messages = try members.compactMap { index in
        try reader.message(linked[index].key)?.linked(by: linked[index].links)
      }
      let events = suggest(in: messages)
      found += Dictionary(grouping: events) { $0.message ?? "" }.map { ($0, $1) }
    }
    return found.sorted { $0.message < $1.message }.flatMap(\.events)
  }
}
