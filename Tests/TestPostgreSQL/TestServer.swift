// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A PostgreSQL server of Debian's package for the time of a test: a folder and a socket in it, no
/// port.
///
/// A shell keeps it and holds on as long as its input stays open, so that server and folder go when
/// the test ends, also by a crash.
public final class TestServer {
  public struct Problem: Error, CustomStringConvertible {
    public var description: String
  }

  /// As libpq takes it.
  public let url: String
  private let process: Process
  private let input: Pipe

  private static let script = """
    cd /
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    [ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /none/x)")
    [ -x "$bin/initdb" ] || { echo "no PostgreSQL server is installed; run make setup"; exit 1; }
    folder=$(mktemp -d "${TMPDIR:-/tmp}/blpgXXXXXX") || exit 1
    end() {
      "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
      rm -rf "$folder"
    }
    trap end EXIT
    trap 'exit 1' HUP INT TERM
    "$bin/initdb" -D "$folder/data" -U tester -A trust -E UTF8 --locale=C -N >"$folder/log" 2>&1 \\
      || { tail -1 "$folder/log"; exit 1; }
    "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 120 start -o \\
      "-c listen_addresses= -k $folder -c fsync=off -c synchronous_commit=off" \\
      >/dev/null 2>&1 </dev/null || { tail -1 "$folder/log"; exit 1; }
    echo "ready $folder"
    cat >/dev/null
    """

  private init() throws {
    let output = Pipe()
    (process, input) = (Process(), Pipe())
    // A server does not run as root.
    let isRoot = getuid() == 0
    process.executableURL = URL(filePath: isRoot ? "/usr/sbin/runuser" : "/bin/sh")
    process.arguments =
      (isRoot ? ["-u", "postgres", "--", "/bin/sh"] : []) + ["-c", Self.script]
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said: [UInt8] = []
    while !said.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1),
      !more.isEmpty
    {
      said += more
    }
    let line = String(decoding: said, as: UTF8.self).split(separator: "\n").first ?? "nothing"
    guard line.hasPrefix("ready ") else {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
      throw Problem(description: "PostgreSQL did not start: \(line)")
    }
    url = "host=\(line.dropFirst(6)) user=tester dbname=postgres"
  }

  private func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Starts a server, and stops and removes it afterwards, whatever happens.
  public static func run<Value>(_ body: (TestServer) throws -> Value) throws -> Value {
    let server = try TestServer()
    defer { server.stop() }
    return try body(server)
  }
}
