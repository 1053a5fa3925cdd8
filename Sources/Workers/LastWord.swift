// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tells the parent that a worker dies for want of memory, which a bare signal does not.
///
/// Libraries meet a failed allocation with `abort` or a wild pointer. The handler runs in that
/// signal: it may only look at plain values and call what POSIX allows there.
enum LastWord {
  nonisolated(unsafe) private static var replies: Int32 = -1
  nonisolated(unsafe) private static var pageLimit = 0
  nonisolated(unsafe) private static var pageBytes = 4_096

  /// - Parameter memoryBytes: the limit on address space that the process runs under.
  static func install(replies descriptor: Int32, memoryBytes: Int) {
    (replies, pageBytes) = (descriptor, max(1, Int(sysconf(Int32(_SC_PAGESIZE)))))
    pageLimit = memoryBytes / pageBytes
    // A stack of its own: the usual one may be what ran out.
    var stack = stack_t()
    stack.ss_size = 1 << 16
    stack.ss_sp = malloc(stack.ss_size)
    sigaltstack(&stack, nil)
    for number in [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in LastWord.say(number) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_ONSTACK | SA_NODEFER
      sigaction(number, &action, nil)
    }
  }

  private static func say(_ number: Int32) {
    if errno == ENOMEM || nearLimit() {
      var frame: (UInt8, UInt64) = (Frame.Reply.memory.rawValue, 0)
      withUnsafeBytes(of: &frame.0) { _ = write(replies, $0.baseAddress, 1) }
      withUnsafeBytes(of: &frame.1) { _ = write(replies, $0.baseAddress, 8) }
    }
    // The handler is reset: this time the signal does what it does.
    raise(number)
  }

  /// Whether the address space is within an eighth of its limit.
  private static func nearLimit() -> Bool {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var digits: UInt64 = 0
    var pages = 0
    while read(file, &digits, 1) == 1 {
      let byte = Int(digits & 0xFF)
      guard byte >= 48, byte <= 57 else { break }
      pages = pages * 10 + byte - 48
    }
    return pages > pageLimit - pageLimit / 8
  }
}
