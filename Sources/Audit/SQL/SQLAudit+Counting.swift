// SPDX-License-Identifier: Apache-2.0

import Policy

/// The steps that count what searches find, as sorted sums: what lies in a window is what has begun
/// by its end less what had ended before its start. So no row is ever paired with each other row.
///
/// Every count is made twice, of what is certainly found and of what possibly is, and stands beside
/// whether the record is complete: nothing here says "none" by itself. What weighs is added up as
/// numbers, so that a missing value could not pass for a no.
extension SQLAudit {
  private var from: Int64 { LogDecider.ends.from }
  private var to: Int64 { LogDecider.ends.to - 1 }

  /// Makes the tables and views of the third step, once `askTables` are loaded.
  package var counting: [String] {
    [rows] + dialect.table("audit_judged", judged)
      + dialect.table("audit_everyone", everyone)
      + [candidates] + dialect.table("audit_points", points)
      + dialect.table("audit_shared", shared)
      + [probes] + dialect.table("audit_wide", wide)
      + dialect.table("audit_counts", counts)
      + dialect.table("audit_asked_vectors", askedVectors)
      + [vectors]
  }

  private var rows: String {
    """
    CREATE VIEW audit_rows AS
    SELECT s.stratum, s.asks, r.row, r.kind, r.person, r.from_s, r.to_s, r.class, r.is_instant
    FROM audit_stretched r
    JOIN audit_strata s ON s.class = r.class AND s.first_stretch = r.first_stretch
      AND s.last_stretch = r.last_stretch AND s.is_instant = r.is_instant
    """
  }

  /// Each row with each search it asks: the windows seen from its first and from its last instant,
  /// and whether the record is complete for them. `is_open` where an event could be in all of them.
  private var judged: String {
    let step = { dialect.steps($0, "\(StepBounds.bits)") }
    return """
      SELECT w.row, w.stratum, w.is_instant, w.person, w.search, w.link, w.same_person, w.from_s,
        w.to_s, w.early_low, w.early_high, w.late_low, w.late_high,
        CAST(w.late_low <= w.early_high AS INT) AS is_open,
        w.self_possible * CAST(w.from_s <= w.late_high AND w.to_s >= w.early_low AS INT)
          AS self_possible,
        w.self_certain * CAST(w.from_s >= w.late_low AND w.to_s <= w.early_high AS INT)
          * GREATEST(w.always, CAST(w.from_s > \(from) OR w.to_s < \(to) AS INT)) AS self_certain,
        CAST(w.late_high + 1 <= c.reach OR w.whole_from >= w.late_high + 1 AS INT) AS covered
      FROM (
        SELECT r.row, r.stratum, r.class, r.is_instant, r.person, r.from_s, r.to_s, a.search,
          j.link, j.self_possible, j.self_certain, s.same_person, s.always,
          f.low_at + f.low_moves * r.from_s AS early_low,
          f.high_at + f.high_moves * r.from_s AS early_high,
          l.low_at + l.low_moves * r.to_s AS late_low,
          l.high_at + l.high_moves * r.to_s AS late_high,
          GREATEST(f.low_at + f.low_moves * r.from_s, s.since) AS whole_from
        FROM audit_rows r
        JOIN audit_asking a ON a.stratum = r.stratum
        JOIN audit_searches s ON s.search = a.search
        JOIN audit_judging j ON j.search = a.search AND j.kind = r.kind
        JOIN audit_bounds f ON f.search = a.search AND f.step = \(step("r.from_s"))
          AND r.from_s BETWEEN f.from_s AND f.to_s
        JOIN audit_bounds l ON l.search = a.search AND l.step = \(step("r.to_s"))
          AND r.to_s BETWEEN l.from_s AND l.to_s
      ) w
      JOIN audit_strata t ON t.stratum = w.stratum
      JOIN audit_reach c ON c.class = t.class AND c.search = w.search
        AND w.whole_from BETWEEN c.from_s AND c.to_s
      """
  }

  /// Searches that look among the rows of all people: those that do not ask whom, and those asked by
  /// a row about nobody known, who may be anyone.
  private var everyone: String {
    """
    SELECT search FROM audit_searches WHERE same_person = 0
    UNION
    SELECT search FROM audit_judged WHERE person IS NULL
    """
  }

  /// What may be found, by whose rows it is looked for among: a person's, `0` those about nobody
  /// known, `-1` everyone's. A row of which no time is known is certain only where any time will do.
  private var candidates: String {
    let columns = """
      k.search, k.link, e.from_s, e.to_s,
        k.is_certain * GREATEST(s.always, CAST(e.from_s > \(from) OR e.to_s < \(to) AS INT))
          AS is_certain
      """
    let joined = """
      FROM events e
      JOIN audit_found k ON k.kind = e.kind
      JOIN audit_searches s ON s.search = k.search
      """
    return """
      CREATE VIEW audit_candidates AS
      SELECT e.person AS who, \(columns)
      \(joined)
      WHERE s.same_person = 1 AND e.person IS NOT NULL
      UNION ALL
      SELECT CAST(0 AS BIGINT) AS who, \(columns)
      \(joined)
      WHERE s.same_person = 1 AND e.person IS NULL
      UNION ALL
      SELECT CAST(-1 AS BIGINT) AS who, \(columns)
      \(joined)
      JOIN audit_everyone a ON a.search = k.search
      """
  }

  /// How many rows begin and end at an instant. Everyone's are cut into steps of time, so that no
  /// worker has to sort them all.
  private var points: String {
    let sums = ["begun_possible", "begun_certain", "ended_possible", "ended_certain"]
      .map { "CAST(SUM(\($0)) AS INT) AS \($0)" }.joined(separator: ",\n  ")
    let step = dialect.steps("at_s", "\(StepBounds.bits)")
    return """
      SELECT search, link, who, \(step) * CAST(who <= 0 AS INT) AS step, at_s,
        \(sums)
      FROM (
        SELECT search, link, who, from_s AS at_s, 1 AS begun_possible,
          is_certain AS begun_certain, 0 AS ended_possible, 0 AS ended_certain
        FROM audit_candidates
        UNION ALL
        SELECT search, link, who, to_s AS at_s, 0 AS begun_possible, 0 AS begun_certain,
          1 AS ended_possible, is_certain AS ended_certain
        FROM audit_candidates
      ) p
      GROUP BY search, link, who, at_s
      """
  }

  private var shared: String {
    "SELECT DISTINCT search, link, who FROM audit_points WHERE who <= 0"
  }

  /// Which sums each row asks for, and how often it takes what they come to.
  private var probes: String {
    func side(
      _ at: String, begun: (String, String), ended: (String, String), _ condition: String
    ) -> String {
      """
      SELECT row, search, link, who, \(at) AS at_s, \(begun.0) AS begun_possible,
        \(begun.1) AS begun_certain, \(ended.0) AS ended_possible, \(ended.1) AS ended_certain
      FROM looked\(condition)
      """
    }
    let certain = "times_certain * is_open"
    let one = "\(certain) * is_instant"
    let many = "\n  WHERE is_instant = 0 AND is_open = 1 AND times_certain <> 0"
    let columns = """
      j.row, j.search, l.link, j.is_instant, j.is_open, j.early_low, j.early_high, j.late_low,
        j.late_high, l.times_possible
      """
    let joined =
      "FROM audit_judged j JOIN audit_links l ON l.search = j.search AND l.judged = j.link"
    return """
      CREATE VIEW audit_probes AS
      WITH looked AS (
        SELECT j.person AS who, \(columns), l.times_certain
        \(joined)
        WHERE j.same_person = 1 AND j.person IS NOT NULL
        UNION ALL
        SELECT h.who, \(columns), 0 AS times_certain
        \(joined)
        JOIN audit_shared h ON h.search = j.search AND h.link = l.link AND h.who = 0
        WHERE j.same_person = 1 AND j.person IS NOT NULL
        UNION ALL
        SELECT h.who, \(columns), l.times_certain * (1 - j.same_person) AS times_certain
        \(joined)
        JOIN audit_shared h ON h.search = j.search AND h.link = l.link AND h.who = -1
        WHERE j.same_person = 0 OR j.person IS NULL
      )
      \(side("late_high", begun: ("times_possible", "0"), ended: ("0", one), ""))
      UNION ALL
      \(side("early_low - 1", begun: ("0", "-\(one)"), ended: ("-times_possible", "0"), ""))
      UNION ALL
      \(side("early_high", begun: ("0", "0"), ended: ("0", certain), many))
      UNION ALL
      \(side("late_low - 1", begun: ("0", "-\(certain)"), ended: ("0", "0"), many))
      """
  }
}
