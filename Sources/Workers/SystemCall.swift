// SPDX-License-Identifier: Apache-2.0

/// A processor whose system calls can be filtered.
enum Architecture: CaseIterable {
  case x86, arm

  /// The one this program is built for; nil for one without a table here.
  static var current: Architecture? {
    #if arch(x86_64)
      .x86
    #elseif arch(arm64)
      .arm
    #else
      nil
    #endif
  }

  /// `AUDIT_ARCH_…` of `linux/audit.h`: what the kernel says a call was made as.
  var mark: UInt32 {
    switch self {
    case .x86: 0xC000_003E
    case .arm: 0xC000_00B7
    }
  }
}

/// A system call by name and by its numbers.
///
/// The numbers are those of `asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (AArch64) of the
/// Linux headers; nil where an architecture has no such call.
struct SystemCall: Hashable {
  let name: String
  let x86: UInt32?
  let arm: UInt32?

  init(_ name: String, _ x86: UInt32?, _ arm: UInt32?) {
    (self.name, self.x86, self.arm) = (name, x86, arm)
  }

  func number(on architecture: Architecture) -> UInt32? {
    switch architecture {
    case .x86: x86
    case .arm: arm
    }
  }
}

extension SystemCall {
  // Calls that are asked for by name elsewhere: those whose arguments decide, and the filter's own.
  static let open = SystemCall("open", 2, nil)
  static let openat = SystemCall("openat", 257, 56)
  static let clone = SystemCall("clone", 56, 220)
  static let fcntl = SystemCall("fcntl", 72, 25)
  static let ioctl = SystemCall("ioctl", 16, 29)
  static let prctl = SystemCall("prctl", 157, 167)
  static let madvise = SystemCall("madvise", 28, 233)
  static let kill = SystemCall("kill", 62, 129)
  static let tgkill = SystemCall("tgkill", 234, 131)
  static let prlimit64 = SystemCall("prlimit64", 302, 261)
  static let seccomp = SystemCall("seccomp", 317, 277)
  static let execve = SystemCall("execve", 59, 221)
  static let execveat = SystemCall("execveat", 322, 281)
  static let ptrace = SystemCall("ptrace", 101, 117)
  static let processRead = SystemCall("process_vm_readv", 310, 270)
  static let processWrite = SystemCall("process_vm_writev", 311, 271)

  /// What reading, counting and computing needs, whatever the arguments. In the order of use, since
  /// the kernel compares one after another.
  static let harmless: [SystemCall] = [
    // Descriptors that are open. None can be opened for writing, so `write` reaches the replies.
    SystemCall("read", 0, 63), SystemCall("lseek", 8, 62), SystemCall("write", 1, 64),
    SystemCall("futex", 202, 98), SystemCall("clock_gettime", 228, 113),
    SystemCall("close", 3, 57), SystemCall("fstat", 5, 80), SystemCall("newfstatat", 262, 79),
    SystemCall("stat", 4, nil), SystemCall("lstat", 6, nil), SystemCall("statx", 332, 291),
    SystemCall("pread64", 17, 67), SystemCall("readv", 19, 65), SystemCall("writev", 20, 66),
    SystemCall("preadv", 295, 69), SystemCall("dup", 32, 23), SystemCall("dup2", 33, nil),
    SystemCall("dup3", 292, 24), SystemCall("fadvise64", 221, 223),
    SystemCall("close_range", 436, 436),
    // Looking at files.
    SystemCall("access", 21, nil), SystemCall("faccessat", 269, 48),
    SystemCall("faccessat2", 439, 439), SystemCall("readlink", 89, nil),
    SystemCall("readlinkat", 267, 78), SystemCall("getdents64", 217, 61),
    SystemCall("getcwd", 79, 17), SystemCall("statfs", 137, 43), SystemCall("fstatfs", 138, 44),
    // Memory.
    SystemCall("brk", 12, 214), SystemCall("mmap", 9, 222), SystemCall("munmap", 11, 215),
    SystemCall("mremap", 25, 216), SystemCall("mprotect", 10, 226),
    SystemCall("mincore", 27, 232),
    // Threads and their signals.
    SystemCall("set_robust_list", 273, 99), SystemCall("rseq", 334, 293),
    SystemCall("set_tid_address", 218, 96), SystemCall("exit", 60, 93),
    SystemCall("exit_group", 231, 94), SystemCall("restart_syscall", 219, 128),
    SystemCall("rt_sigreturn", 15, 139), SystemCall("rt_sigaction", 13, 134),
    SystemCall("rt_sigprocmask", 14, 135), SystemCall("rt_sigtimedwait", 128, 137),
    SystemCall("rt_sigpending", 127, 136), SystemCall("rt_sigsuspend", 130, 133),
    SystemCall("sigaltstack", 131, 132), SystemCall("sched_yield", 24, 124),
    SystemCall("sched_getaffinity", 204, 123), SystemCall("sched_getparam", 143, 121),
    SystemCall("sched_getscheduler", 145, 120),
    SystemCall("sched_get_priority_max", 146, 125),
    SystemCall("sched_get_priority_min", 147, 126), SystemCall("getcpu", 309, 168),
    // Waiting for each other within the process.
    SystemCall("poll", 7, nil), SystemCall("ppoll", 271, 73), SystemCall("select", 23, nil),
    SystemCall("pselect6", 270, 72), SystemCall("pipe2", 293, 59), SystemCall("eventfd2", 290, 19),
    SystemCall("epoll_create1", 291, 20), SystemCall("epoll_ctl", 233, 21),
    SystemCall("epoll_wait", 232, nil), SystemCall("epoll_pwait", 281, 22),
    SystemCall("nanosleep", 35, 101), SystemCall("clock_nanosleep", 230, 115),
    // Asking about oneself, the time and the machine.
    SystemCall("gettid", 186, 178), SystemCall("getpid", 39, 172), SystemCall("getppid", 110, 173),
    SystemCall("getuid", 102, 174), SystemCall("geteuid", 107, 175),
    SystemCall("getgid", 104, 176), SystemCall("getegid", 108, 177),
    SystemCall("getpgrp", 111, nil), SystemCall("getpgid", 121, 155),
    SystemCall("getsid", 124, 156), SystemCall("uname", 63, 160), SystemCall("sysinfo", 99, 179),
    SystemCall("getrusage", 98, 165), SystemCall("getrlimit", 97, 163),
    SystemCall("times", 100, 153), SystemCall("time", 201, nil),
    SystemCall("gettimeofday", 96, 169), SystemCall("clock_getres", 229, 114),
    SystemCall("getrandom", 318, 278),
  ]
}
