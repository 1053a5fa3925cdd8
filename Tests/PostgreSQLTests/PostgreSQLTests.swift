// SPDX-License-Identifier: Apache-2.0

import PostgreSQL
import TestPostgreSQL
import Testing

struct PostgreSQLTests {
  private struct Enough: Error {}

  @Test func `values come back as text, NULL as nothing, and errors with their state`() throws {
    try TestServer.run { server in
      let connection = try PostgreSQLConnection(server.url)
      try connection.run("CREATE TABLE \"odd \"\" name\" (a INT, b TEXT); SET search_path = public")
      var pieces = [Array("1,\"x, \"\"y\"\"\"\n2,\n".utf8), Array("3,ü\n".utf8)].makeIterator()
      try connection.copy(into: "odd \" name") { pieces.next() }
      var rows: [[String?]] = []
      try connection.rows("SELECT * FROM \"odd \"\" name\" ORDER BY a") { rows.append($0) }
      #expect(rows == [["1", "x, \"y\""], ["2", nil], ["3", "ü"]])

      var wrong = [Array("4,four,5\n".utf8)].makeIterator()
      #expect(throws: PostgreSQLError.self) {
        try connection.copy(into: "odd \" name") { wrong.next() }
      }
      let missing = #expect(throws: PostgreSQLError.self) { try connection.run("SELECT * FROM no") }
      #expect(missing?.state == "42P01")
      #expect(missing?.message == "relation \"no\" does not exist")
      #expect(throws: PostgreSQLError.self) { try connection.rows("SELECT 1/0") { _ in } }
      #expect(throws: PostgreSQLError.self) { try connection.run("COPY (SELECT 1) TO STDOUT") }
      #expect(throws: Enough.self) {
        try connection.rows("SELECT * FROM generate_series(1, 1000000)") { _ in throw Enough() }
      }

      // After all that it still answers, and what failed left nothing.
      var count: [String?] = []
      try connection.rows("SELECT COUNT(*) FROM \"odd \"\" name\"") { count = $0 }
      #expect(count == ["3"])
    }
  }

  @Test func `what cannot be reached is said`() throws {
    let error = #expect(throws: PostgreSQLError.self) {
      _ = try PostgreSQLConnection("host=/nowhere/at/all dbname=postgres")
    }
    #expect(error?.state == nil)
    #expect(error?.message.contains("/nowhere/at/all") == true)
  }
}
