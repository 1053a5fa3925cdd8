// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// What reviewers decided of who is who, apart from the people that were worked out.
  static let people = """
    -- Append-only. The value is JSON: kind, person, other, reviewer, why.
    CREATE TABLE person_rulings (
      n INTEGER PRIMARY KEY,
      -- NULL where this takes back another one
      value TEXT,
      undoes INTEGER UNIQUE REFERENCES person_rulings (n),
      reviewer TEXT NOT NULL,
      time INTEGER NOT NULL,
      why TEXT NOT NULL,
      CHECK ((value IS NULL) <> (undoes IS NULL))
    ) STRICT;
    CREATE TRIGGER person_rulings_are_never_changed BEFORE UPDATE ON person_rulings
      BEGIN SELECT raise(ABORT, 'rulings are append-only'); END;
    CREATE TRIGGER person_rulings_are_never_deleted BEFORE DELETE ON person_rulings
      BEGIN SELECT raise(ABORT, 'rulings are append-only'); END;

    CREATE VIEW v_person_rulings AS
      SELECT r.n, datetime(r.time, 'unixepoch') AS time_utc, r.reviewer, r.why,
             json_extract(r.value, '$.kind') AS kind, json_extract(r.value, '$.person') AS person,
             json_extract(r.value, '$.other') AS other, r.undoes,
             (SELECT n FROM person_rulings u WHERE u.undoes = r.n) AS undone_by
        FROM person_rulings r;
    """
}
