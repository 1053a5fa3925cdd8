// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reading and writing of file descriptors with deadlines.
enum Descriptor {
  enum Trouble: Error { case ended, late }

  static func setNonBlocking(_ descriptor: Int32) {
    // `fcntl` is variadic in C and has its own overload in Swift's Glibc module.
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
  }

  /// Monotonic seconds.
  static func now() -> Double { seconds(of: CLOCK_MONOTONIC) }

  /// Zero for the clock of a process that has gone.
  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// When to stop waiting for a process.
  struct Deadline {
    /// Monotonic seconds.
    let time: Double
    /// A clock of processor time, and what it may show at most.
    let processor: (clock: clockid_t, seconds: Double)?

    init(in seconds: Double, processor pid: pid_t, seconds processorSeconds: Double) {
      time = now() + seconds
      processor = SystemCalls.processorClock(of: pid).map { clock in
        (clock, Descriptor.seconds(of: clock) + processorSeconds)
      }
    }

    /// Seconds left on the wall; none when either clock has run out.
    var left: Double {
      if let processor, Descriptor.seconds(of: processor.clock) > processor.seconds { return 0 }
      return time - now()
    }
  }

  /// Waits until `descriptor` is ready for `events`.
  private static func wait(_ descriptor: Int32, _ events: Int32, until deadline: Deadline)
    throws(Trouble)
  {
    while true {
      let left = deadline.left
      if left <= 0 { throw .late }
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let ready = poll(&entry, 1, Int32(min(left * 1_000 + 1, 500)))
      if ready > 0 { return }
      if ready < 0 && errno != EINTR { throw .ended }
    }
  }

  /// Writes all of `bytes` to a non-blocking descriptor.
  static func write(_ bytes: [UInt8], to descriptor: Int32, until deadline: Deadline)
    throws(Trouble)
  {
    var done = 0
    while done < bytes.count {
      let sent = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if sent > 0 {
        done += sent
      } else if sent < 0 && errno == EAGAIN {
        try wait(descriptor, POLLOUT, until: deadline)
      } else if sent == 0 || errno != EINTR {
        throw .ended
      }
    }
  }

  /// Reads exactly `count` bytes from a non-blocking descriptor.
  static func read(_ count: Int, from descriptor: Int32, until deadline: Deadline) throws(Trouble)
    -> [UInt8]
  {
    // Grown as bytes arrive: a worker that announces much and sends little costs little.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, 1 << 16))
    while bytes.count < count {
      let wanted = min(count - bytes.count, max(1 << 16, bytes.count))
      var got = 0
      let old = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      bytes.withUnsafeMutableBytes { raw in
        got = Glibc.read(descriptor, raw.baseAddress.map { $0 + old }, wanted)
      }
      let reason = errno
      bytes.removeLast(wanted - max(0, got))
      if got > 0 {
        // A worker that sends without pause must not outlive the deadline either.
        if deadline.left <= 0 { throw .late }
      } else if got < 0 && reason == EAGAIN {
        try wait(descriptor, POLLIN, until: deadline)
      } else if got == 0 || reason != EINTR {
        throw .ended
      }
    }
    return bytes
  }
}
