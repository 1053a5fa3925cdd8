// SPDX-License-Identifier: Apache-2.0

import CPQ

/// One connection to a PostgreSQL server. Not for several threads at once.
package final class PostgreSQLConnection {
  private let handle: OpaquePointer

  /// - Parameter url: as libpq takes it: `postgresql://host/database`, or `host=… dbname=…`.
  package init(_ url: String) throws(PostgreSQLError) {
    guard let handle = PQconnectdb(url) else {
      throw PostgreSQLError(state: nil, message: "there is no memory for a connection")
    }
    self.handle = handle
    // The whole object is there by now, so that `deinit` closes what could not be opened.
    guard PQstatus(handle) == CONNECTION_OK else {
      throw PostgreSQLError(state: nil, message: Self.text(PQerrorMessage(handle)))
    }
    // Notices are for people at a prompt.
    _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  /// Runs one or more statements whose rows nobody wants.
  package func run(_ sql: String) throws(PostgreSQLError) {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      throw abandon("COPY is not run as a statement")
    default: throw problem(result)
    }
  }

  /// Runs one query and hands over its rows one at a time, each value as text or nil for NULL.
  ///
  /// What `body` throws ends the query.
  package func rows(_ sql: String, each body: ([String?]) throws -> Void) throws {
    guard PQsendQuery(handle, sql) == 1, PQsetSingleRowMode(handle) == 1 else {
      throw problem(nil)
    }
    var failure: (any Error)?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      if failure != nil { continue }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE:
        do {
          try body(values(of: result))
        } catch {
          failure = error
          cancel()
        }
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
        throw abandon("COPY is not run as a query")
      default: failure = problem(result)
      }
    }
    if let failure { throw failure }
  }

  /// Copies lines of comma-separated values into a table; an empty value is NULL.
  ///
  /// - Parameter next: the next lines, each ended by a line feed; nil when there are no more.
  package func copy(into table: String, _ next: () throws -> [UInt8]?) throws {
    let result = PQexec(handle, "COPY \(Self.quoted(table)) FROM STDIN WITH (FORMAT csv)")
    let status = PQresultStatus(result)
    defer { PQclear(result) }
    guard status == PGRES_COPY_IN else { throw problem(result) }
    var failure: (any Error)?
    do {
      while let lines = try next() {
        let sent = lines.withUnsafeBytes { bytes in
          PQputCopyData(
            handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count))
        }
        if sent != 1 { throw problem(nil) }
      }
    } catch {
      failure = error
    }
    _ = PQputCopyEnd(handle, failure == nil ? nil : "given up")
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      if failure == nil, PQresultStatus(result) != PGRES_COMMAND_OK { failure = problem(result) }
    }
    if let failure { throw failure }
  }

  private func values(of result: OpaquePointer) -> [String?] {
    (0..<PQnfields(result)).map { column in
      PQgetisnull(result, 0, column) == 1 ? nil : Self.text(PQgetvalue(result, 0, column))
    }
  }

  /// A name as it stands between double quotes.
  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private func problem(_ result: OpaquePointer?) -> PostgreSQLError {
    // 67 is what libpq calls PG_DIAG_SQLSTATE: 'C'.
    let state = result.flatMap { PQresultErrorField($0, 67) }.map { String(cString: $0) }
    let message =
      result.flatMap { PQresultErrorField($0, 77) }.map { String(cString: $0) }
      ?? Self.text(PQerrorMessage(handle))
    return PostgreSQLError(
      state: state, message: message.trimmed)
  }

  /// Leaves a COPY that nobody asked for.
  private func abandon(_ message: String) -> PostgreSQLError {
    PQreset(handle)
    return PostgreSQLError(state: nil, message: message)
  }

  private func cancel() {
    guard let request = PQgetCancel(handle) else { return }
    defer { PQfreeCancel(request) }
    var why = [CChar](repeating: 0, count: 256)
    _ = PQcancel(request, &why, Int32(why.count))
  }
}

extension String {
  fileprivate var trimmed: String {
    var out = Substring(self)
    while let last = out.last, last.isWhitespace { out.removeLast() }
    return String(out)
  }
}
