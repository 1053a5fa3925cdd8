// SPDX-License-Identifier: Apache-2.0

/// The sums themselves, and the vectors they make.
extension SQLAudit {
  private static let sums = [
    "begun_possible", "begun_certain", "ended_possible", "ended_certain",
  ]

  /// Rows that certainly are what is looked for, but may be of more than one instant, and of so many
  /// that a whole window of those asked for fits within: only these can have begun before a window
  /// and end after it. Each is filed under the steps of time that its ends lie in, steps about as
  /// long as itself.
  var wide: String {
    let sized = """
      SELECT c.search, c.link, c.who, c.from_s, c.to_s, v.level
        FROM audit_candidates c
        JOIN (
          SELECT search, MIN(early_high - late_low) AS narrowest
          FROM audit_judged WHERE is_open = 1 GROUP BY search
        ) n ON n.search = c.search
        JOIN audit_levels v ON c.to_s - c.from_s BETWEEN v.from_s AND v.to_s
        WHERE c.is_certain = 1 AND c.to_s - c.from_s >= n.narrowest + 2
      """
    let (first, last) = (dialect.steps("from_s", "level"), dialect.steps("to_s", "level"))
    return """
      WITH sized AS (
        \(sized)
      )
      SELECT search, link, who, level, \(first) AS step, from_s, to_s FROM sized
      UNION ALL
      SELECT search, link, who, level, \(last) AS step, from_s, to_s FROM sized
      WHERE \(first) <> \(last)
      """
  }

  /// What each search finds for each row, capped at what any rule tells apart.
  var counts: String {
    """
    WITH named AS (
      SELECT row, search, link, who, 1 AS is_probe, at_s, \(Self.list("0"))
      FROM audit_probes WHERE who > 0
      UNION ALL
      SELECT CAST(0 AS BIGINT) AS row, search, link, who, 0 AS is_probe, at_s, \(Self.list(nil))
      FROM audit_points WHERE who > 0
    ), shared AS (
      SELECT row, search, link, who, 1 AS is_probe,
        \(dialect.steps("at_s", "\(StepBounds.bits)")) AS step, at_s, \(Self.list("0"))
      FROM audit_probes WHERE who <= 0
      UNION ALL
      SELECT CAST(0 AS BIGINT) AS row, search, link, who, 0 AS is_probe, step, at_s,
        \(Self.list(nil))
      FROM audit_points WHERE who <= 0
    ), steps AS (
      SELECT search, link, who, step,
        \(Self.each { "CAST(SUM(\($0)) AS BIGINT) AS \($0)" })
      FROM shared GROUP BY search, link, who, step
    ), earlier AS (
      SELECT search, link, who, step,
        \(Self.each { "CAST(SUM(\($0)) OVER w AS BIGINT) - \($0) AS \($0)" })
      FROM steps WINDOW w AS (PARTITION BY search, link, who ORDER BY step)
    ), met AS (
      SELECT row, search, is_probe, \(Self.each { "times_\($0)" }),
        \(Self.each { "CAST(SUM(\($0)) OVER w AS BIGINT) AS \($0)" })
      FROM named WINDOW w AS (PARTITION BY search, link, who ORDER BY at_s)
      UNION ALL
      SELECT h.row, h.search, h.is_probe, \(Self.each { "h.times_\($0)" }),
        \(Self.each { "CAST(SUM(h.\($0)) OVER w AS BIGINT) + p.\($0) AS \($0)" })
      FROM shared h
      JOIN earlier p ON p.search = h.search AND p.link = h.link AND p.who = h.who
        AND p.step = h.step
      WINDOW w AS (PARTITION BY h.search, h.link, h.who, h.step ORDER BY h.at_s)
    ), parts AS (
      SELECT row, search, -1 AS stratum, 0 AS covered,
        times_begun_certain * begun_certain + times_ended_certain * ended_certain AS certain,
        times_begun_possible * begun_possible + times_ended_possible * ended_possible AS possible
      FROM met WHERE is_probe = 1
      UNION ALL
    \(across)
      UNION ALL
      SELECT row, search, stratum, covered,
        CAST(-self_certain * \(isKnown) AS BIGINT) AS certain,
        CAST(-self_possible AS BIGINT) AS possible
      FROM audit_judged
    ), found AS (
      SELECT row, search, MAX(stratum) AS stratum, MAX(covered) AS covered,
        CAST(SUM(certain) AS BIGINT) AS certain, CAST(SUM(possible) AS BIGINT) AS possible
      FROM parts GROUP BY row, search
    )
    SELECT f.row, f.search, f.stratum, LEAST(f.certain, s.enough) AS at_least,
      GREATEST(LEAST(f.certain, s.enough),
        LEAST(f.possible + (1 - f.covered) * s.enough, s.enough)) AS at_most
    FROM found f
    JOIN audit_searches s ON s.search = f.search
    """
  }

  /// Whether what is found about a row's person can be about the same: it is 1 where the person is
  /// known, or where nobody asks.
  private var isKnown: String { "GREATEST(1 - same_person, CAST(person IS NOT NULL AS INT))" }

  /// The wide rows around each window.
  private var across: String {
    let about = """
      w.search = j.search AND w.link = l.link AND w.level = v.level
          AND w.step = \(dialect.steps("j.late_low - 1", "v.level"))
          AND w.from_s < j.late_low AND w.to_s > j.early_high
      """
    let joined = """
      FROM audit_judged j
        JOIN audit_links l ON l.search = j.search AND l.judged = j.link AND l.times_certain <> 0
        JOIN (SELECT DISTINCT search, level FROM audit_wide) v ON v.search = j.search
      """
    return """
        SELECT j.row, j.search, -1 AS stratum, 0 AS covered,
          CAST(l.times_certain AS BIGINT) AS certain, CAST(0 AS BIGINT) AS possible
        \(joined)
        JOIN audit_wide w ON w.who = j.person AND \(about)
        WHERE j.is_open = 1 AND j.same_person = 1 AND j.person IS NOT NULL
        UNION ALL
        SELECT j.row, j.search, -1 AS stratum, 0 AS covered,
          CAST(l.times_certain AS BIGINT) AS certain, CAST(0 AS BIGINT) AS possible
        \(joined)
        JOIN audit_wide w ON w.who = -1 AND \(about)
        WHERE j.is_open = 1 AND j.same_person = 0
      """
  }

  /// The columns of a probe and of a point side by side: a probe takes the sums so many times and
  /// adds nothing to them, a point the other way round.
  private static func list(_ point: String?) -> String {
    if let point {
      return sums.map { "\($0) AS times_\($0), \(point) AS \($0)" }.joined(separator: ", ")
    }
    return sums.map { "0 AS times_\($0), \($0)" }.joined(separator: ", ")
  }

  private static func each(_ text: (String) -> String) -> String {
    sums.map(text).joined(separator: ",\n    ")
  }

  /// Rows whose searches were counted, with the digits of all of them.
  var askedVectors: String {
    """
    SELECT row, MAX(stratum) AS stratum,
      \(dialect.vector) AS vector
    FROM audit_counts GROUP BY row
    """
  }

  /// The vector where nothing was asked: an empty text is NULL to some engines.
  static var nothing: String { "-" }

  /// All rows.
  var vectors: String {
    """
    CREATE VIEW audit_vectors AS
    SELECT row, stratum, vector FROM audit_asked_vectors
    UNION ALL
    SELECT row, stratum, '\(Self.nothing)' AS vector FROM audit_rows WHERE asks = 0
    """
  }

  /// How many rows each vector has, and the lowest of them.
  package var vectorsQuery: String {
    """
    SELECT v.stratum, s.class, s.first_stretch, s.last_stretch, s.is_instant, v.vector, v.events,
      v.lowest_row
    FROM (
      SELECT stratum, vector, COUNT(*) AS events, MIN(row) AS lowest_row
      FROM audit_vectors GROUP BY stratum, vector
    ) v
    JOIN audit_strata s ON s.stratum = v.stratum
    ORDER BY v.stratum, v.vector
    """
  }
}
