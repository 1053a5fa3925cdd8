// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The worker's side: limits first, then requests until the parent closes the pipe.
package enum WorkerMain {
  /// Serves requests from standard input until it ends, and returns the exit status.
  ///
  /// Standard output belongs to the replies. What a library prints, there or on standard error, goes
  /// nowhere: it may hold words of the file, made to be read by a terminal. An error thrown by
  /// `handle` is a refusal with the error's description.
  ///
  /// A worker that the system does not let confine itself answers nothing but the reason, unless
  /// the environment has `BRIGHTLINE_UNCONFINED=1`.
  package static func serve(limits: WorkerLimits, _ handle: ([UInt8]) throws -> [UInt8]) -> Int32 {
    guard let channel = takeStreams() else { return 2 }
    limit(limits)
    LastWord.install(replies: channel.replies, memoryBytes: limits.memoryBytes)
    watchParent(channel.requests)
    if let reason = confine(), !isUnconfinedWanted {
      let words = Array(unconfined(reason).utf8)
      let head = [Frame.Reply.unconfined.rawValue] + Frame.length(words.count)
      _ = write(head + words, to: channel.replies)
      return 2
    }
    return answer(from: channel.requests, to: channel.replies, limits: limits, handle)
  }

  /// Puts the filter of system calls in force for this process, for good.
  ///
  /// - Returns: why it could not, in words.
  package static func confine() -> String? {
    SystemCallFilter.install(process: UInt32(getpid()))
  }

  private static var isUnconfinedWanted: Bool {
    getenv("BRIGHTLINE_UNCONFINED").map { String(cString: $0) } == "1"
  }

  private static func unconfined(_ reason: String) -> String {
    "it cannot be confined, so a hostile file could write, connect and start programs: \(reason); "
      + "use another system or container, or set BRIGHTLINE_UNCONFINED=1 to read all the same"
  }

  /// Takes requests from one descriptor and writes replies to another until the first ends.
  static func answer(
    from requests: Int32, to replies: Int32, limits: WorkerLimits,
    _ handle: ([UInt8]) throws -> [UInt8]
  ) -> Int32 {
    while let head = read(Frame.requestHead, from: requests) {
      guard let length = Frame.length(of: head), length <= limits.memoryBytes,
        let request = read(length, from: requests)
      else { return 2 }
      var reply: [UInt8]
      var kind = Frame.Reply.done
      do {
        reply = try handle(request)
      } catch {
        (kind, reply) = (.refused, Array("\(error)".utf8.prefix(4_096)))
      }
      if reply.count > limits.replyBytes { (kind, reply) = (.tooLong, []) }
      guard write([kind.rawValue] + Frame.length(reply.count), to: replies),
        write(reply, to: replies)
      else { return 0 }
    }
    return 0
  }

  /// Moves the two streams out of the reach of code that reads or prints by habit.
  private static func takeStreams() -> (requests: Int32, replies: Int32)? {
    let requests = fcntl(0, F_DUPFD_CLOEXEC, 10)
    let replies = fcntl(1, F_DUPFD_CLOEXEC, 10)
    var nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    if nothing < 0 { nothing = open("/dev/null", O_RDONLY | O_CLOEXEC) }
    guard requests >= 0, replies >= 0, nothing >= 0,
      (0...2).allSatisfy({ dup2(nothing, $0) == $0 })
    else { return nil }
    if nothing > 2 { close(nothing) }
    return (requests, replies)
  }

  private static func limit(_ limits: WorkerLimits) {
    func limit(_ resource: __rlimit_resource, _ value: Int) {
      var both = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
      setrlimit(__rlimit_resource_t(resource.rawValue), &both)
    }
    limit(RLIMIT_AS, max(64 << 20, limits.memoryBytes))
    limit(RLIMIT_FSIZE, 0)
    limit(RLIMIT_CORE, 0)
    // Writing to a file is then an error and not the end.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    SystemCalls.processControl(SystemCalls.parentDeathSignal, CUnsignedLong(SIGKILL))
    SystemCalls.processControl(SystemCalls.noNewPrivileges, 1)
  }

  /// Ends the process as soon as the parent's end of the pipe closes, even in the middle of a
  /// request: the death signal alone is lost where a thread of the parent started us and ended.
  private static func watchParent(_ requests: Int32) {
    var thread = pthread_t()
    let argument = UnsafeMutableRawPointer(bitPattern: Int(requests))
    pthread_create(
      &thread, nil,
      { argument in
        let descriptor = Int32(Int(bitPattern: argument))
        // Asks for no event: hang-up is told anyway, waiting requests are none of our business.
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        while true {
          let ready = poll(&entry, 1, -1)
          if ready > 0 && Int32(entry.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { _exit(0) }
          if ready < 0 && errno != EINTR { _exit(0) }
        }
      }, argument)
    pthread_detach(thread)
  }

  private static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while done < count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + done }, count - done)
        if got > 0 { done += got } else if got == 0 || errno != EINTR { break }
      }
      filled = done
    }
    return done == count ? bytes : nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let sent = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if sent > 0 { done += sent } else if sent == 0 || errno != EINTR { return false }
    }
    return true
  }
}
