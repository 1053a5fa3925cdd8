// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

extension Schema {
  /// The second version: files within files, exposed words, copies of pages, packed messages.
  static let documents = """
    -- The file it was unpacked from under this name; NULL for what was added by itself.
    ALTER TABLE source_names ADD COLUMN parent TEXT REFERENCES sources (id);

    -- For a slip sheet: how many pages it stands for.
    ALTER TABLE redactions ADD COLUMN withheld_pages INTEGER;

    -- Words still in a file behind what hides them.
    CREATE TABLE exposures (
      n INTEGER PRIMARY KEY,
      source TEXT NOT NULL REFERENCES sources (id),
      page INTEGER,
      -- 'page' where reading the page found them, 'file' where all of the file did
      found_in TEXT NOT NULL CHECK (found_in IN ('page', 'file')),
      kind TEXT NOT NULL,
      x0 REAL, y0 REAL, x1 REAL, y1 REAL,
      place TEXT NOT NULL,
      letters INTEGER NOT NULL,
      confidence REAL NOT NULL,
      -- as bytes of UTF-8, so that no search or export of columns shows them by accident
      words BLOB NOT NULL
    ) STRICT;
    CREATE INDEX exposures_by_source ON exposures (source);

    -- The same page found twice.
    CREATE TABLE page_copies (
      first_source TEXT NOT NULL, first_page INTEGER NOT NULL,
      second_source TEXT NOT NULL, second_page INTEGER NOT NULL,
      likeness REAL NOT NULL,
      disclosures INTEGER NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (first_source, first_page, second_source, second_page)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE packed_read_messages (
      id TEXT NOT NULL PRIMARY KEY,
      source TEXT NOT NULL REFERENCES sources (id),
      packed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE packed_messages (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL REFERENCES sources (id),
      origin TEXT NOT NULL,
      sender TEXT,
      recipients TEXT NOT NULL,
      sent TEXT,
      subject TEXT,
      thread TEXT,
      reply_to TEXT,
      released INTEGER NOT NULL,
      body TEXT NOT NULL,
      packed BLOB NOT NULL
    ) STRICT;
    """

  /// Messages stood as JSON in the first version.
  static func packMessages(in db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, source, value FROM read_messages") {
      let message = try StoredJSON.value(Message.self, row["value"])
      try db.execute(
        sql: "INSERT INTO packed_read_messages (id, source, packed) VALUES (?, ?, ?)",
        arguments: [
          row["id"] as String, row["source"] as String, Data(MessagePacking.pack(message)),
        ])
    }
    let kept = try String.fetchAll(db, sql: "SELECT value FROM messages ORDER BY n").map {
      try StoredJSON.value(Message.self, $0)
    }
    try db.execute(
      sql: """
        DROP TABLE messages_search;
        DROP TABLE read_messages;
        DROP TABLE messages;
        ALTER TABLE packed_read_messages RENAME TO read_messages;
        ALTER TABLE packed_messages RENAME TO messages;
        CREATE VIRTUAL TABLE messages_search USING fts5 (
          subject, body, content = 'messages', content_rowid = 'n', tokenize = 'porter unicode61');
        """)
    for message in kept { try insertUnindexed(message, in: db) }
    // What was read stands in another form now, so its digest is another: the sixth version fills it.
    try db.execute(sql: "UPDATE sources SET digest = NULL")
  }

  /// The index of the second version was replaced by the third, which fills its own.
  private static func insertUnindexed(_ message: Message, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO messages
          (id, source, origin, sender, recipients, sent, subject, thread, reply_to, released, body,
           packed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      message.id, message.source.hex, message.origin.rawValue, message.from.value?.label,
      (message.to + message.cc).compactMap { $0.value?.label }.joined(separator: "; "),
      message.sent.value?.iso, message.subject.value, message.thread, message.replyTo,
      message.released, message.newText, Data(MessagePacking.pack(message)),
    ])
  }
}
