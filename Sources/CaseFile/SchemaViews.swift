// SPDX-License-Identifier: Apache-2.0

/// Views for people who open `case.sqlite` in another tool; `docs/CASE-FILE.md` describes each.
enum SchemaViews {
  static let drop = """
    DROP VIEW v_sources; DROP VIEW v_pages; DROP VIEW v_redactions; DROP VIEW v_messages;
    DROP VIEW v_events; DROP VIEW v_findings; DROP VIEW v_activity;

    """

  static let version1 = """
    CREATE VIEW v_sources AS
      SELECT s.id, (SELECT min(name) FROM source_names WHERE source = s.id) AS name, s.kind,
             s.bytes, s.state, datetime(s.added, 'unixepoch') AS added_utc,
    \(counts)

    CREATE VIEW v_redactions AS
      SELECT r.source, r.page, p.bates, r.kind, r.codes, r.x0, r.y0, r.x1, r.y1, r.text_under
        FROM redactions r JOIN pages p ON p.source = r.source AND p.number = r.page;

    CREATE VIEW v_messages AS
      SELECT id, source, origin, sender, sent, subject, thread, reply_to, released, body
        FROM messages;

    \(lasting)
    """

  /// With files within files, exposed words and copies of pages.
  static let version2 = """
    \(sources)

    CREATE VIEW v_redactions AS
      SELECT r.source, r.page, p.bates, r.kind, r.codes, r.x0, r.y0, r.x1, r.y1, r.text_under,
             r.withheld_pages
        FROM redactions r JOIN pages p ON p.source = r.source AND p.number = r.page;

    CREATE VIEW v_messages AS
      SELECT id, source, origin, sender, recipients, sent, subject, thread, reply_to, released, body
        FROM messages;

    -- The words themselves stand in the table.
    CREATE VIEW v_exposures AS
      SELECT source, page, kind, place, x0, y0, x1, y1, letters, confidence FROM exposures;

    CREATE VIEW v_page_copies AS
      SELECT first_source, first_page, second_source, second_page, likeness, disclosures
        FROM page_copies;

    \(lasting)
    """

  /// Dropped as the sixth version replaces the table of messages.
  static let version6 = """
    \(sources)

    CREATE VIEW v_messages AS
      SELECT m.id, m.source, m.origin, m.sender, m.recipients, m.sent, m.subject, l.thread,
             l.reply_to, coalesce(l.released, m.origin <> 'quoted') AS released, m.body
        FROM messages m LEFT JOIN message_links l ON l.message = m.n;
    """

  /// Of files within files.
  private static let sources = """
    CREATE VIEW v_sources AS
      SELECT s.id, (SELECT min(name) FROM source_names WHERE source = s.id) AS name, s.kind,
             s.bytes, s.state,
             -- None where the file was also added by itself.
             (SELECT CASE WHEN count(parent) OVER () = count(*) OVER () THEN parent END
                FROM source_names WHERE source = s.id ORDER BY name LIMIT 1) AS parent,
             datetime(s.added, 'unixepoch') AS added_utc,
    \(counts)
    """

  /// What has been read of a source: how `v_sources` ends in all versions.
  private static let counts = """
             (SELECT count(*) FROM pages WHERE source = s.id) AS pages,
             (SELECT count(*) FROM messages WHERE source = s.id) AS messages,
             (SELECT count(*) FROM sheet_rows WHERE source = s.id) AS rows,
             (SELECT count(*) FROM failures WHERE source = s.id) AS failures
        FROM sources s;
    """

  /// Those that are the same in all versions.
  private static let lasting = """
    CREATE VIEW v_pages AS
      SELECT source, number AS page, bates, method, confidence, words, redacted_share, codes, text
        FROM pages;

    -- The status a reviewer gave, or else the one the program gave.
    CREATE VIEW v_events AS
      SELECT e.id, e.action, e.place, datetime(e.from_time, 'unixepoch') AS from_utc,
             datetime(e.to_time, 'unixepoch') AS to_utc,
             coalesce(
               (SELECT nullif(decision, 'reopened') FROM decisions d
                 WHERE d.event = e.id ORDER BY d.n DESC LIMIT 1),
               e.made_status) AS status,
             e.value
        FROM events e;

    CREATE VIEW v_findings AS
      SELECT f.event, f.instrument, f.rule, f.verdict, f.status, e.action,
             datetime(e.from_time, 'unixepoch') AS from_utc, f.value
        FROM findings f JOIN events e ON e.id = f.event;

    CREATE VIEW v_activity AS
      SELECT n, datetime(time, 'unixepoch') AS time_utc, who, did, object, detail, hash FROM activity;
    """
}
