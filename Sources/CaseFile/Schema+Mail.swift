// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

extension Schema {
  /// The sixth version: a message is written and indexed once, when it is read; what all messages of
  /// the case tell of it stands apart.
  static let mail = """
    DROP VIEW v_messages;
    DROP VIEW v_sources;
    DROP TABLE messages_words;
    DROP TABLE messages_search;
    DROP TABLE message_pages;
    DROP INDEX messages_by_sent;
    DROP INDEX messages_in_order;
    DROP INDEX messages_with_attachments;
    DROP INDEX messages_with_quotes;
    ALTER TABLE messages RENAME TO messages_before;

    -- Messages as one source gives them, before people and threads are known.
    CREATE TABLE messages (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL REFERENCES sources (id),
      origin TEXT NOT NULL,
      sender TEXT,
      recipients TEXT NOT NULL,
      sent TEXT,
      subject TEXT,
      attachments INTEGER NOT NULL,
      -- Whether it has quoted lines.
      quotes INTEGER NOT NULL,
      body TEXT NOT NULL,
      packed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_source ON messages (source, id);
    CREATE INDEX messages_by_sent ON messages (sent);
    -- Rows are long: what reads all of them reads these instead.
    CREATE INDEX messages_in_order ON messages (n, sent);
    CREATE INDEX messages_with_attachments ON messages (n, attachments) WHERE attachments > 0;
    CREATE INDEX messages_with_quotes ON messages (n, quotes) WHERE quotes > 0;

    -- The organizations of the people of a message, one a line.
    CREATE TABLE workplaces (n INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE) STRICT;
    CREATE VIRTUAL TABLE workplaces_search USING fts5 (
      names, content = 'workplaces', content_rowid = 'n', tokenize = 'unicode61');
    CREATE VIRTUAL TABLE workplaces_words USING fts5vocab ('workplaces_search', 'instance');

    CREATE TABLE message_links (
      message INTEGER PRIMARY KEY REFERENCES messages (n),
      thread TEXT,
      reply_to TEXT,
      -- 0 where it is known only from a quote
      released INTEGER NOT NULL,
      organizations INTEGER REFERENCES workplaces (n),
      packed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX message_links_by_organizations ON message_links (organizations);

    CREATE TABLE message_pages (
      message INTEGER NOT NULL REFERENCES messages (n),
      page INTEGER NOT NULL REFERENCES pages (n),
      PRIMARY KEY (message, page)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX message_pages_by_page ON message_pages (page);

    -- Keeps no text of its own: the texts stand in the packed messages.
    CREATE VIRTUAL TABLE messages_search USING fts5 (
      subject, new, quoted, signature, disclaimer, sender, recipients, copied,
      content = '', tokenize = 'unicode61', prefix = '2 3');
    -- Words are gathered in memory, as many bytes of them, before they are written.
    INSERT INTO messages_search (messages_search, rank) VALUES ('hashsize', 67108864);
    CREATE VIRTUAL TABLE messages_words USING fts5vocab ('messages_search', 'instance');
    """

  /// Moves messages to their new place.
  static func moveMessages(in db: Database) throws {
    let messages = try MessageWriter(db)
    let kept = try Row.fetchCursor(db, sql: "SELECT source, packed FROM read_messages ORDER BY id")
    while let row = try kept.next() {
      let message = try MessagePacking.unpack(Array(row["packed"] as Data))
      try messages.insert(ReadMessage(message), of: SourceID(hex: row["source"]))
    }
    let people = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(
        db, sql: "SELECT id, organization FROM people WHERE organization IS NOT NULL"
      ).map { ($0["id"] as String, $0["organization"] as String) })
    var writer = try LinksWriter(db)
    let linked = try Row.fetchCursor(
      db,
      sql: """
        SELECT m.n, b.packed FROM messages_before b JOIN messages m ON m.id = b.id ORDER BY m.n
        """)
    while let row = try linked.next() {
      let message = try MessagePacking.unpack(Array(row["packed"] as Data))
      let links = MessageLinks(message)
      try writer.put(
        LinkedMessage(key: row["n"], links: links, parties: message.parties, employers: people))
    }
    try db.execute(sql: "DROP TABLE messages_before; DROP TABLE read_messages")
    let undigested = "SELECT id FROM sources WHERE state = 'read' AND digest IS NULL"
    for source in try String.fetchAll(db, sql: undigested) {
      try db.execute(
        sql: "UPDATE sources SET digest = ? WHERE id = ?",
        arguments: [try CaseStore.digest(of: SourceID(hex: source), in: db), source])
    }
  }
}
