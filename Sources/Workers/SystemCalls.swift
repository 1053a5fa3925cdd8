// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Functions of the C library that Swift's module of it leaves out, since they are variadic or
/// declared for GNU programs only. Each answers -1 where the C library lacks it.
enum SystemCalls {
  private static func find<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
  }

  /// A pipe whose ends no other child inherits: read end, write end.
  static func pipe() -> (read: Int32, write: Int32)? {
    typealias Pipe = @convention(c) (UnsafeMutablePointer<CInt>, CInt) -> CInt
    var ends: [Int32] = [-1, -1]
    guard let pipe2 = find("pipe2", as: Pipe.self), pipe2(&ends, O_CLOEXEC) == 0 else {
      return nil
    }
    return (ends[0], ends[1])
  }

  /// Closes every descriptor from `first` on in the process to be started.
  @discardableResult
  static func closeFrom(
    _ first: Int32, in actions: UnsafeMutablePointer<posix_spawn_file_actions_t>
  ) -> Int32 {
    typealias CloseFrom =
      @convention(c) (
        UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt
      ) -> CInt
    let name = "posix_spawn_file_actions_addclosefrom_np"
    return find(name, as: CloseFrom.self)?(actions, first) ?? -1
  }

  /// `prctl` is variadic. On the processors Swift runs on under Linux, a variadic call whose
  /// arguments are integers passes them like any other.
  @discardableResult
  static func processControl(_ option: CInt, _ value: CUnsignedLong) -> CInt {
    typealias Control =
      @convention(c) (
        CInt, CUnsignedLong, CUnsignedLong, CUnsignedLong, CUnsignedLong
      ) -> CInt
    return find("prctl", as: Control.self)?(option, value, 0, 0, 0) ?? -1
  }

  /// A system call by its number.
  static func call(
    _ number: UInt32, _ first: CUnsignedLong, _ second: CUnsignedLong, _ third: CUnsignedLong
  ) -> Int {
    typealias Call =
      @convention(c) (CLong, CUnsignedLong, CUnsignedLong, CUnsignedLong) -> CLong
    return find("syscall", as: Call.self)?(CLong(number), first, second, third) ?? -1
  }

  /// The clock of the processor time that a process has used with all its threads.
  static func processorClock(of process: pid_t) -> clockid_t? {
    var clock: clockid_t = 0
    return clock_getcpuclockid(process, &clock) == 0 ? clock : nil
  }

  /// Options of `prctl`.
  static let parentDeathSignal: CInt = 1
  static let noNewPrivileges: CInt = 38
}
