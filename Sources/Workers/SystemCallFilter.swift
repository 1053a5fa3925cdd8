// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a worker may ask of the kernel, whatever the file it reads makes it do.
///
/// It can write nothing but its replies, open no connection, start no program and touch no other
/// process. The filter lists what is allowed, not what is forbidden: the kernel has some 370 calls
/// and gets new ones every year, a reader needs about 80, and what nobody thought of stays shut.
///
/// - A call that is not listed fails with `EPERM`: libraries try things on the way (asking the name
///   service for a user, keeping a cache), and do without when told no.
/// - Opening a file fails with `EPERM` where it would allow writing, creating or truncating. A
///   filter cannot read paths, so this holds for all of them, `/dev/null` too; what is open already
///   stays open.
/// - Numbers from 424 on, the same on every architecture, fail with `ENOSYS` instead: young calls,
///   to which the C library has an older form that it turns to. `clone3` and `openat2` must be
///   among them, since they hide their flags in memory where no filter sees them; `clone` and
///   `openat` are asked for instead and checked.
/// - Starting a program, looking into another process and calling as another architecture end the
///   worker (`SIGSYS`): nothing that reads a file does such a thing, so it was the file, and its
///   failure should be on record instead of being passed over.
enum SystemCallFilter {
  /// Puts the filter in force for all threads of this process, for good.
  ///
  /// - Parameter process: this process's number.
  /// - Returns: why it could not, in words; nil when it is in force.
  static func install(process: UInt32) -> String? {
    guard let architecture = Architecture.current else {
      return "no filter is known for this processor"
    }
    SystemCalls.processControl(SystemCalls.noNewPrivileges, 1)
    var instructions = program(for: architecture, process: process).instructions
    guard let number = SystemCall.seccomp.number(on: architecture) else { return nil }
    let code = instructions.withUnsafeMutableBytes { raw -> Int in
      // `sock_fprog`: the count, and where the instructions are.
      var whole = (count: UInt(raw.count / 8), first: UInt(bitPattern: raw.baseAddress))
      return withUnsafeMutablePointer(to: &whole) { pointer in
        SystemCalls.call(
          number, setFilter, allThreads, CUnsignedLong(UInt(bitPattern: pointer)))
      }
    }
    if code == 0 { return nil }
    let reason = code > 0 ? "thread \(code) stands against it" : String(cString: strerror(errno))
    return "the system does not let it filter system calls: \(reason)"
  }

  /// `SECCOMP_SET_MODE_FILTER` and `SECCOMP_FILTER_FLAG_TSYNC` of `linux/seccomp.h`.
  private static let setFilter: CUnsignedLong = 1
  private static let allThreads: CUnsignedLong = 1

  static func program(for architecture: Architecture, process: UInt32) -> FilterProgram {
    let denied = FilterProgram.Outcome.fail(UInt16(EPERM))
    var program = FilterProgram()
    program.begin(architecture)
    func on(_ call: SystemCall, _ body: (inout FilterProgram, UInt32) -> Void) {
      if let number = call.number(on: architecture) { body(&program, number) }
    }
    func kill(_ call: SystemCall) { on(call) { $0.on($1, .kill) } }
    for call in SystemCall.harmless { on(call) { $0.on($1, .allow) } }
    for (call, conditions) in conditional(process: process) {
      on(call) { $0.on($1, where: conditions, otherwise: denied) }
    }
    for call: SystemCall in [.execve, .execveat, .ptrace, .processRead, .processWrite] {
      kill(call)
    }
    program.from(424, .fail(UInt16(ENOSYS)))
    program.finish(denied)
    return program
  }

  /// Calls that are allowed with some arguments.
  private static func conditional(process: UInt32)
    -> [(SystemCall, [FilterProgram.Condition])]
  {
    typealias Condition = FilterProgram.Condition
    // Write-only, read and write, create, truncate, and a file without a name.
    let writing = UInt32(O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) | 0o20_000_000
    // A thread, and no namespace of its own.
    let thread: UInt32 = 0x0001_0000
    let namespaces: UInt32 = 0x7E02_0000
    return [
      (.openat, [Condition(argument: 2, mask: writing, values: [0])]),
      (.open, [Condition(argument: 1, mask: writing, values: [0])]),
      (.clone, [Condition(argument: 0, mask: thread | namespaces, values: [thread])]),
      // Memory that is not needed, or wanted in large pages; not the tests of failing memory.
      (.madvise, [Condition(argument: 2, values: [0, 1, 2, 3, 4, 8, 14, 15, 16])]),
      // Numbers and flags of descriptors. Not locks, nor signals sent to others on what happens.
      (.fcntl, [Condition(argument: 1, values: [0, 1, 2, 3, 4, 1_030])]),
      // Is this a terminal, how wide is it, how much is there to read. Not typing into it.
      (.ioctl, [Condition(argument: 1, values: [0x5401, 0x5413, 0x541B])]),
      // The name of a thread and of a stretch of memory.
      (.prctl, [Condition(argument: 0, values: [15, 16, 0x5356_4D41])]),
      // `abort` and its like: signals to oneself.
      (.tgkill, [Condition(argument: 0, values: [process])]),
      (.kill, [Condition(argument: 0, values: [process])]),
      // Limits are looked at, one's own only, and not set.
      (
        .prlimit64,
        [
          Condition(argument: 0, values: [0, process]), Condition(argument: 2, values: [0]),
          Condition(argument: 2, upper: true, values: [0]),
        ]
      ),
    ]
  }
}
