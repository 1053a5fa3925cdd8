// SPDX-License-Identifier: Apache-2.0

/// A program for the kernel's packet filter, which also decides on system calls: it looks at a
/// `seccomp_data` (`linux/seccomp.h`) and returns what becomes of the call.
///
/// Each instruction is a `sock_filter` (`linux/filter.h`) in one number: code in bits 0–15, where to
/// jump if true and if false in 16–23 and 24–31 (counted from the next instruction), operand above.
struct FilterProgram {
  /// What becomes of a call.
  enum Outcome: Hashable {
    case allow
    /// The call fails with this error and does nothing.
    case fail(UInt16)
    /// The process ends with `SIGSYS`.
    case kill

    /// `SECCOMP_RET_…`
    var value: UInt32 {
      switch self {
      case .allow: 0x7FFF_0000
      case .fail(let error): 0x0005_0000 | UInt32(error)
      case .kill: 0x8000_0000
      }
    }
  }

  /// A half of an argument, masked, is one of some values.
  struct Condition {
    /// From 0.
    var argument: UInt32
    /// The upper 32 bits and not the lower ones, which are what an `int` argument has.
    var upper = false
    var mask = UInt32.max
    /// At least one.
    var values: [UInt32]

    fileprivate var offset: UInt32 { 16 + 8 * argument + (upper ? 4 : 0) }
  }

  private(set) var instructions: [UInt64] = []

  private mutating func put(_ code: UInt64, _ operand: UInt32, then: Int = 0, otherwise: Int = 0) {
    instructions.append(
      code | UInt64(UInt8(then)) << 16 | UInt64(UInt8(otherwise)) << 24 | UInt64(operand) << 32)
  }

  mutating func finish(_ outcome: Outcome) { put(0x06, outcome.value) }

  private mutating func load(_ offset: UInt32) { put(0x20, offset) }

  /// Ends any process that calls as another architecture, then has the call's number at hand.
  mutating func begin(_ architecture: Architecture) {
    load(4)
    put(0x15, architecture.mark, then: 1)
    finish(.kill)
    load(0)
    // The third table of x86-64, "x32", has the same mark and numbers of its own from here on.
    if architecture == .x86 { from(0x4000_0000, .kill) }
  }

  /// `outcome` for all numbers from `first` on.
  mutating func from(_ first: UInt32, _ outcome: Outcome) {
    put(0x35, first, otherwise: 1)
    finish(outcome)
  }

  /// `outcome` for one number.
  mutating func on(_ number: UInt32, _ outcome: Outcome) {
    put(0x15, number, otherwise: 1)
    finish(outcome)
  }

  /// Allows one number where all conditions hold, and refuses it otherwise.
  mutating func on(_ number: UInt32, where conditions: [Condition], otherwise refusal: Outcome) {
    var body = FilterProgram()
    // From the last to the first: each has to know how far it is to the refusal at the end.
    var tail = FilterProgram()
    tail.finish(.allow)
    for condition in conditions.reversed() {
      var test = FilterProgram()
      test.load(condition.offset)
      if condition.mask != .max { test.put(0x54, condition.mask) }
      for (index, value) in condition.values.enumerated() {
        let left = condition.values.count - 1 - index
        test.put(0x15, value, then: left, otherwise: left > 0 ? 0 : tail.instructions.count)
      }
      tail.instructions = test.instructions + tail.instructions
    }
    body.instructions = tail.instructions
    body.finish(refusal)
    put(0x15, number, otherwise: body.instructions.count)
    instructions += body.instructions
  }
}
