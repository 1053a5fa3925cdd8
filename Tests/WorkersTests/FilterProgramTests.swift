// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

/// The filter's program run by an interpreter, for both architectures, as the kernel would run it.
@Suite struct FilterProgramTests {
  /// What `program` returns for a call.
  private func outcome(
    _ program: FilterProgram, _ number: UInt32, _ arguments: [UInt64] = [],
    made mark: UInt32
  ) throws -> UInt32 {
    // seccomp_data: number, architecture, instruction pointer, six arguments.
    var words: [UInt32] = [number, mark, 0, 0]
    for index in 0..<6 {
      let argument = index < arguments.count ? arguments[index] : 0
      words += [UInt32(truncatingIfNeeded: argument), UInt32(truncatingIfNeeded: argument >> 32)]
    }
    var (at, register) = (0, UInt32(0))
    while true {
      let instruction = try #require(
        program.instructions.indices.contains(at) ? program.instructions[at] : nil)
      let operand = UInt32(truncatingIfNeeded: instruction >> 32)
      let (then, otherwise) = (Int(instruction >> 16 & 0xFF), Int(instruction >> 24 & 0xFF))
      at += 1
      switch instruction & 0xFFFF {
      case 0x20: register = words[Int(operand) / 4]
      case 0x54: register &= operand
      case 0x15: at += register == operand ? then : otherwise
      case 0x35: at += register >= operand ? then : otherwise
      case 0x06: return operand
      default: throw UnknownInstruction()
      }
    }
  }

  private struct UnknownInstruction: Error {}

  private let denied = FilterProgram.Outcome.fail(UInt16(EPERM)).value
  private let absent = FilterProgram.Outcome.fail(UInt16(ENOSYS)).value
  private let allowed = FilterProgram.Outcome.allow.value
  private let killed = FilterProgram.Outcome.kill.value

  @Test(arguments: Architecture.allCases)
  func `The list decides by call and arguments`(machine: Architecture) throws {
    let program = SystemCallFilter.program(for: machine, process: 4_711)
    func expect(
      _ call: SystemCall, _ arguments: [UInt64], _ expected: UInt32,
      _ place: SourceLocation = #_sourceLocation
    ) throws {
      guard let number = call.number(on: machine) else { return }
      let found = try outcome(program, number, arguments, made: machine.mark)
      #expect(found == expected, "\(call.name) \(arguments)", sourceLocation: place)
    }
    for call in SystemCall.harmless { try expect(call, [.max, .max, .max], allowed) }
    let closeOnExec = UInt64(O_CLOEXEC)
    try expect(.openat, [0, 0, closeOnExec], allowed)
    try expect(.open, [0, closeOnExec], allowed)
    for flag in [O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, 0o20_200_000] {
      try expect(.openat, [0, 0, UInt64(flag) | closeOnExec], denied)
      try expect(.open, [0, UInt64(flag)], denied)
    }
    try expect(.clone, [0x003D_0F00], allowed)
    for flags: UInt64 in [17, 0x4100 | 17, 0x003D_0F00 | 0x1000_0000] {
      try expect(.clone, [flags], denied)
    }
    try expect(.fcntl, [1, UInt64(F_GETFL)], allowed)
    try expect(.fcntl, [1, UInt64(F_SETOWN), 4_711], denied)
    try expect(.ioctl, [0, 0x5412], denied)
    try expect(.tgkill, [4_711, 4_712, 6], allowed)
    try expect(.tgkill, [4_710, 4_710, 6], denied)
    for other: UInt64 in [0, 1, 4_710, .max, UInt64(bitPattern: -4_711)] {
      try expect(.kill, [other, 9], denied)
    }
    try expect(.prlimit64, [0, 7, 0, 1 << 40], allowed)
    try expect(.prlimit64, [4_711, 7, 0], allowed)
    try expect(.prlimit64, [4_710, 7, 0], denied)
    try expect(.prlimit64, [0, 7, 1], denied)
    try expect(.prlimit64, [0, 7, 1 << 32], denied)
    for call: SystemCall in [.execve, .execveat, .ptrace, .processRead, .processWrite] {
      try expect(call, [], killed)
    }
    try expect(.seccomp, [1, 0, 0], denied)
  }

  @Test(arguments: Architecture.allCases)
  func `Whatever is not listed is refused`(machine: Architecture) throws {
    let program = SystemCallFilter.program(for: machine, process: 4_711)
    let listed = Set(
      (SystemCall.harmless + [
        .open, .openat, .clone, .fcntl, .ioctl, .prctl, .madvise, .kill, .tgkill, .prlimit64,
        .execve,
        .execveat, .ptrace, .processRead, .processWrite,
      ]).compactMap { $0.number(on: machine) })
    for number in (0..<UInt32(600)) where !listed.contains(number) {
      let found = try outcome(program, number, made: machine.mark)
      #expect(found == (number < 424 ? denied : absent), "call \(number)")
    }
  }

  @Test func `A call made as another architecture ends the process`() throws {
    let program = SystemCallFilter.program(for: .x86, process: 4_711)
    // Two of the foreign tables of an x86-64 kernel: that of 32 bits by its mark, x32 by its numbers.
    #expect(try outcome(program, 4, made: 0x4000_0003) == killed)
    #expect(try outcome(program, 0x4000_0001, made: Architecture.x86.mark) == killed)
    #expect(try outcome(program, 1, made: Architecture.arm.mark) == killed)
  }
}
