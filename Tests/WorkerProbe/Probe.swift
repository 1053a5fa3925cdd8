// SPDX-License-Identifier: Apache-2.0

import Glibc
import Workers

enum Probe {
  /// Narrow limits, so that reaching them takes no time. Those on time are the parent's to hold.
  static let limits = WorkerLimits(memoryBytes: 1 << 29, replyBytes: 1 << 16)

  static func serve() -> Never {
    exit(
      WorkerMain.serve(limits: limits) { request in
        let words = String(decoding: request, as: UTF8.self).split(separator: " ").map(String.init)
        return Array(try Work.run(words).utf8)
      })
  }

  static func confine() { _ = WorkerMain.confine() }

  static func tell(_ text: String) { print(text) }
}

/// Functions of the C library that Swift hides, by name.
enum Hidden {
  /// A system call by its number.
  static func call(_ number: Int, _ arguments: Int...) -> Int {
    typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int
    guard let symbol = dlsym(nil, "syscall") else { return -1 }
    let all = arguments + Array(repeating: 0, count: 6 - arguments.count)
    return unsafeBitCast(symbol, to: Call.self)(
      number, all[0], all[1], all[2], all[3], all[4], all[5])
  }

  static func fork() -> Int32 {
    typealias Fork = @convention(c) () -> Int32
    guard let symbol = dlsym(nil, "fork") else { return -1 }
    return unsafeBitCast(symbol, to: Fork.self)()
  }
}
