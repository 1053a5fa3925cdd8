// SPDX-License-Identifier: Apache-2.0

import Evidence
import GRDB

extension Schema {
  /// The third version: words as they are written, by part of a message, and what else a query asks.
  static let search = """
    DROP TABLE messages_search;
    DROP TABLE pages_search;

    ALTER TABLE messages ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0;
    -- Whether it has quoted lines.
    ALTER TABLE messages ADD COLUMN quotes INTEGER NOT NULL DEFAULT 0;
    -- Where its people work, as the people of the case were worked out when it was indexed.
    ALTER TABLE messages ADD COLUMN organizations TEXT NOT NULL DEFAULT '';
    CREATE INDEX messages_by_sent ON messages (sent);
    -- Rows are long: what reads all of them reads these instead.
    CREATE INDEX messages_in_order ON messages (n, sent);
    CREATE INDEX messages_with_attachments ON messages (n, attachments) WHERE attachments > 0;
    CREATE INDEX messages_with_quotes ON messages (n, quotes) WHERE quotes > 0;

    CREATE TABLE message_pages (
      message INTEGER NOT NULL REFERENCES messages (n),
      page INTEGER NOT NULL REFERENCES pages (n),
      PRIMARY KEY (message, page)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX message_pages_by_page ON message_pages (page);

    -- Exemption codes in letters and digits alone: b7c.
    CREATE TABLE page_codes (
      code TEXT NOT NULL,
      page INTEGER NOT NULL REFERENCES pages (n),
      PRIMARY KEY (code, page)
    ) STRICT, WITHOUT ROWID;

    CREATE VIRTUAL TABLE pages_search USING fts5 (
      text, content = 'pages', content_rowid = 'n', tokenize = 'unicode61', prefix = '2 3');
    -- Keeps no text of its own: the texts stand in the packed messages.
    CREATE VIRTUAL TABLE messages_search USING fts5 (
      subject, new, quoted, signature, disclaimer, sender, recipients, copied, organizations,
      content = '', tokenize = 'unicode61', prefix = '2 3');
    CREATE VIRTUAL TABLE pages_words USING fts5vocab ('pages_search', 'instance');
    CREATE VIRTUAL TABLE messages_words USING fts5vocab ('messages_search', 'instance');

    INSERT INTO pages_search (pages_search) VALUES ('rebuild');
    """

  /// Fills what came with the third version from what the case has. The sixth indexes messages anew.
  static func indexForSearch(in db: Database) throws {
    let coded = try Row.fetchCursor(db, sql: "SELECT n, codes FROM pages WHERE codes <> '[]'")
    while let row = try coded.next() {
      try PageWriter.insert(
        codes: try StoredJSON.value([String].self, row["codes"]), of: row["n"], in: db)
    }
  }
}
