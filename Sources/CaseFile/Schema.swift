// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables, by numbered migrations. A migration that has shipped is never edited.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 the case") { db in
      try db.execute(sql: Self.sources + Self.readings + Self.derived + Self.decided)
      try db.execute(sql: SchemaViews.version1)
    }
    migrator.registerMigration("2 documents") { db in
      try db.execute(sql: SchemaViews.drop + Self.documents)
      try Self.packMessages(in: db)
      try db.execute(sql: SchemaViews.version2)
    }
    migrator.registerMigration("3 search") { db in
      try db.execute(sql: Self.search)
      try Self.indexForSearch(in: db)
    }
    migrator.registerMigration("4 archives") { db in try db.execute(sql: Self.archives) }
    migrator.registerMigration("5 people") { db in try db.execute(sql: Self.people) }
    migrator.registerMigration("6 mail") { db in
      try db.execute(sql: Self.mail)
      try Self.moveMessages(in: db)
      try db.execute(sql: SchemaViews.version6)
    }
    return migrator
  }

  private static let archives = """
    -- What became of everything in a file that holds many messages or files, as JSON.
    CREATE TABLE archive_accounts (
      source TEXT NOT NULL PRIMARY KEY REFERENCES sources (id),
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let sources = """
    CREATE TABLE settings (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE sources (
      id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 64),
      kind TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      parent TEXT REFERENCES sources (id),
      added INTEGER NOT NULL,
      -- 'pending' until everything in it has been read; then 'read', with the digest of what was read
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'read')),
      page_count INTEGER,
      digest TEXT
    ) STRICT;

    -- One file may have been released under several names.
    CREATE TABLE source_names (
      source TEXT NOT NULL REFERENCES sources (id),
      name TEXT NOT NULL,
      PRIMARY KEY (source, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE failures (
      source TEXT NOT NULL REFERENCES sources (id),
      page INTEGER, sheet TEXT, row INTEGER,
      reason TEXT NOT NULL,
      detail TEXT NOT NULL,
      -- 'read' from reading the file, 'mapped' from turning its rows into events
      stage TEXT NOT NULL DEFAULT 'read'
    ) STRICT;
    CREATE INDEX failures_by_source ON failures (source);
    """

  private static let readings = """
    CREATE TABLE pages (
      n INTEGER PRIMARY KEY,
      source TEXT NOT NULL REFERENCES sources (id),
      number INTEGER NOT NULL,
      bates TEXT,
      method TEXT NOT NULL,
      confidence REAL,
      words INTEGER NOT NULL,
      redacted_share REAL NOT NULL,
      codes TEXT NOT NULL,
      text TEXT NOT NULL,
      packed BLOB NOT NULL,
      UNIQUE (source, number)
    ) STRICT;
    CREATE INDEX pages_by_bates ON pages (bates);

    CREATE TABLE redactions (
      source TEXT NOT NULL,
      page INTEGER NOT NULL,
      n INTEGER NOT NULL,
      kind TEXT NOT NULL,
      codes TEXT NOT NULL,
      x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
      text_under TEXT NOT NULL,
      PRIMARY KEY (source, page, n),
      FOREIGN KEY (source, page) REFERENCES pages (source, number)
    ) STRICT, WITHOUT ROWID;

    -- Messages as one source gives them, before people and threads are known.
    CREATE TABLE read_messages (
      id TEXT NOT NULL PRIMARY KEY,
      source TEXT NOT NULL REFERENCES sources (id),
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sheets (
      source TEXT NOT NULL REFERENCES sources (id),
      n INTEGER NOT NULL,
      name TEXT,
      columns TEXT NOT NULL,
      PRIMARY KEY (source, n)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sheet_rows (
      source TEXT NOT NULL,
      sheet INTEGER NOT NULL,
      number INTEGER NOT NULL,
      cells TEXT NOT NULL,
      PRIMARY KEY (source, sheet, number),
      FOREIGN KEY (source, sheet) REFERENCES sheets (source, n)
    ) STRICT, WITHOUT ROWID;

    CREATE VIRTUAL TABLE pages_search USING fts5 (
      text, content = 'pages', content_rowid = 'n', tokenize = 'porter unicode61');
    """

  private static let derived = """
    CREATE TABLE messages (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL REFERENCES sources (id),
      origin TEXT NOT NULL,
      sender TEXT,
      sent TEXT,
      subject TEXT,
      thread TEXT,
      reply_to TEXT,
      released INTEGER NOT NULL,
      body TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT;

    CREATE VIRTUAL TABLE messages_search USING fts5 (
      subject, body, content = 'messages', content_rowid = 'n', tokenize = 'porter unicode61');

    CREATE TABLE people (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      organization TEXT,
      side TEXT NOT NULL,
      sent INTEGER NOT NULL,
      received INTEGER NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE replies (
      message TEXT NOT NULL,
      in_reply_to TEXT NOT NULL,
      minutes INTEGER NOT NULL,
      certain INTEGER NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (message, in_reply_to)
    ) STRICT, WITHOUT ROWID;

    -- Events as the program made them; what a reviewer decided stands in decisions.
    CREATE TABLE events (
      id TEXT NOT NULL PRIMARY KEY,
      action TEXT,
      made_status TEXT NOT NULL,
      place TEXT,
      from_time INTEGER,
      to_time INTEGER,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE coverage (n INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE findings (
      n INTEGER PRIMARY KEY,
      event TEXT NOT NULL REFERENCES events (id),
      instrument TEXT,
      rule TEXT,
      verdict TEXT NOT NULL,
      status TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT;
    CREATE INDEX findings_by_event ON findings (event);
    """

  private static let decided = """
    -- Append-only: the last decision on an event counts.
    CREATE TABLE decisions (
      n INTEGER PRIMARY KEY,
      event TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'rejected', 'reopened')),
      reviewer TEXT NOT NULL,
      time INTEGER NOT NULL,
      facts TEXT,
      note TEXT
    ) STRICT;

    CREATE TABLE private_marks (
      text TEXT NOT NULL PRIMARY KEY,
      reviewer TEXT NOT NULL,
      time INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE activity (
      n INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      who TEXT NOT NULL,
      did TEXT NOT NULL,
      object TEXT NOT NULL,
      detail TEXT NOT NULL,
      hash TEXT NOT NULL,
      previous TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER activity_is_never_changed BEFORE UPDATE ON activity
      BEGIN SELECT raise(ABORT, 'the activity log is append-only'); END;
    CREATE TRIGGER activity_is_never_deleted BEFORE DELETE ON activity
      BEGIN SELECT raise(ABORT, 'the activity log is append-only'); END;
    CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
      BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
    CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions
      BEGIN SELECT raise(ABORT, 'decisions are append-only'); END;
    """
}
