// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching
import Testing

@testable import CaseFile

struct MigrationTests {
  @Test func `a case of the first version is whole and can be searched when it is opened`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "brightline-\(UUID().uuidString).case")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "originals"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kept = try Originals(in: folder).keep(Array("the file".utf8))
    var message = Message(
      id: "m1", source: kept.id, origin: .eml,
      from: .known(Party(name: "Raj Patel", address: "raj@ice.example")), sent: .notStated,
      subject: .known("Custody list"),
      lines: [
        MessageLine(text: "He was released.", zone: .new),
        MessageLine(text: "> When?", zone: .quoted),
      ],
      citation: Citation(source: kept.id, place: .mail(index: 1), quote: ""))
    try Self.writeFirstVersion(message, at: folder.appending(path: "case.sqlite").path)

    let store = try CaseStore.open(at: folder)
    message.from = .known(
      Party(name: "Raj Patel", address: "raj@ice.example", person: "p-raj"))
    message.thread = "m1"
    #expect(try store.messages() == [message])
    for query in ["release in:new", "org:ERO", "has:quote", "from:raj"] {
      let hits = try store.search(try Query(query), limit: 9) { [$0] }.hits
      #expect(hits.map(\.message?.id) == ["m1"], "\(query)")
    }
    #expect(try store.faults { _ in } == [])
  }

  /// With the message as it was read, and as the case told it.
  private static func writeFirstVersion(_ message: Message, at path: String) throws {
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    var told = message
    told.thread = message.id
    told.from = .known(Party(name: "Raj Patel", address: "raj@ice.example", person: "p-raj"))
    let raj = Person(id: "p-raj", name: "Raj Patel", organization: "ICE-ERO")
    let queue = try DatabaseQueue(path: path)
    try Schema.migrator.migrate(queue, upTo: "1 the case")
    try queue.write { db in
      let source = message.source.hex
      try db.execute(
        sql: """
          INSERT INTO settings VALUES ('name', 'Fairview'), ('zone', 'America/Chicago');
          INSERT INTO sources (id, kind, bytes, added, state, digest)
          VALUES (:source, 'eml', 8, 1, 'read', 'of JSON');
          INSERT INTO source_names (source, name) VALUES (:source, 'told.eml');
          INSERT INTO read_messages (id, source, value) VALUES (:id, :source, :read);
          INSERT INTO messages (n, id, source, origin, subject, thread, released, body, value)
          VALUES (7, :id, :source, 'eml', 'Custody list', :id, 1, 'He was released.', :told);
          INSERT INTO people (id, name, organization, side, sent, received, value)
          VALUES ('p-raj', 'Raj Patel', 'ICE-ERO', 'federal', 1, 0, :person);
          """,
        arguments: [
          "source": source, "id": message.id, "read": try json(message), "told": try json(told),
          "person": try json(raj),
        ])
    }
    try queue.close()
  }
}
