// SPDX-License-Identifier: Apache-2.0

@testable import Workers

/// Workers written in the shell, so that what they do wrong is done by a real process.
enum ShellWorker {
  /// Replies to each request with "<" + the request + ">" unless the request names a misdeed.
  static let command = ["/bin/sh", "-c", script]

  private static let script = #"""
    byte() { printf "\\$(printf %03o "$1")"; }
    length() { byte "$1"; printf '\000\000\000\000\000\000\000'; }
    while :; do
      n=$(dd bs=8 count=1 2>/dev/null | od -An -tu8 | tr -d ' ')
      [ -n "$n" ] || exit 0
      body=$(dd bs=1 count="$n" 2>/dev/null)
      case "$body" in
        crash) kill -SEGV $$ ;;
        killed) kill -KILL $$ ;;
        exit) exit 3 ;;
        hang) sleep 60 ;;
        dribble) printf '\000\377\000\000\000\000\000\000\000'
          while :; do printf x; sleep 0.05; done ;;
        flood) printf '\000\377\377\377\377\377\000\000\000' ;;
        no) printf '\001'; length 4; printf 'shan' ;;
        count) served=$((served)); printf '\000'; length ${#served}; printf %s "$served" ;;
        once) [ "${served:-0}" = 0 ] || kill -SEGV $$
          printf '\000'; length 5; printf 'fresh' ;;
        *) served=$((served + 1)); printf '\000'; length $((${#body} + 2)); printf '<%s>' "$body" ;;
      esac
    done
    """#

  static func pool(
    _ count: Int = 1, seconds: Double = 20, replyBytes: Int = 1 << 20
  ) -> WorkerPool {
    WorkerPool(
      count: count, command: command,
      limits: WorkerLimits(secondsPerRequest: seconds, replyBytes: replyBytes))
  }
}

extension WorkerPool {
  /// Does one request after another and gives the outcomes in order, with replies as text.
  func outcomes(_ requests: [String]) -> [Result<String, WorkerFailure>] {
    requests.map { request in
      submit(Array(request.utf8), tag: 0)
      guard let (_, result) = next() else { return .failure(.refused("nothing came")) }
      return result.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
