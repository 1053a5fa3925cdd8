// SPDX-License-Identifier: Apache-2.0

/// The rows behind vectors.
extension SQLAudit {
  /// The rows of the vectors that `audit_wanted` holds, lowest first.
  package var rowsQuery: String {
    """
    SELECT v.row, v.stratum, v.vector
    FROM audit_vectors v
    JOIN audit_wanted w ON w.stratum = v.stratum AND w.vector = v.vector
    ORDER BY v.row
    """
  }

  /// The rows of the vectors that `audit_alone` holds, each (`judged`) with every row that its
  /// searches could find and itself: to be decided among these.
  package var aloneQuery: String {
    let step = { dialect.steps($0, "\(StepBounds.bits)") }
    let columns = "l.row AS judged, o.row, o.kind, o.person, o.from_s, o.to_s"
    func found(_ table: String, _ condition: String) -> String {
      """
      SELECT \(columns)
      FROM \(table) l
      JOIN events o ON \(condition)
      JOIN audit_fits k ON k.search = l.search AND k.kind = o.kind
      WHERE o.from_s <= l.late_high AND o.to_s >= l.early_low
      """
    }
    return """
      WITH alone AS (
        SELECT r.row, r.class, r.person, r.from_s, r.to_s
        FROM audit_vectors v
        JOIN audit_alone a ON a.stratum = v.stratum AND a.vector = v.vector
        JOIN audit_rows r ON r.row = v.row
      ), looking AS (
        SELECT r.row, r.person, c.search, s.anyone,
          f.low_at + f.low_moves * r.from_s AS early_low,
          t.high_at + t.high_moves * r.to_s AS late_high
        FROM alone r
        JOIN audit_class_searches c ON c.class = r.class
        JOIN audit_searches s ON s.search = c.search
        JOIN audit_bounds f ON f.search = c.search AND f.step = \(step("r.from_s"))
          AND r.from_s BETWEEN f.from_s AND f.to_s
        JOIN audit_bounds t ON t.search = c.search AND t.step = \(step("r.to_s"))
          AND r.to_s BETWEEN t.from_s AND t.to_s
      ), about_one AS (
        SELECT row, person, search, early_low, late_high FROM looking
        WHERE anyone = 0 AND person IS NOT NULL
      ), about_any AS (
        SELECT row, search, early_low, late_high FROM looking
        WHERE anyone = 1 OR person IS NULL
      )
      SELECT l.row AS judged, o.row, o.kind, o.person, o.from_s, o.to_s
      FROM alone l
      JOIN events o ON o.row = l.row
      UNION
      \(found("about_one", "o.person = l.person"))
      UNION
      \(found("about_one", "o.person IS NULL"))
      UNION
      \(found("about_any", "o.from_s <= l.late_high AND o.to_s >= l.early_low"))
      ORDER BY judged, row
      """
  }

  /// Every statement there is, in the order in which they are run.
  package var statements: [String] {
    cleaning
      + ([Self.events] + stepTables([]) + askTables([], steps: []) + [wanted, alone])
      .map(\.definition)
      + [stepsQuery, stretched, strataQuery] + counting + [vectorsQuery, rowsQuery, aloneQuery]
  }
}
