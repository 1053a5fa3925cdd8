// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the probe does as a worker: sound work, the ways to die, and the attempts.
enum Work {
  struct Unable: Error, CustomStringConvertible {
    var description: String
  }

  static func run(_ words: [String]) throws -> String {
    switch words.first {
    case "echo": return words.dropFirst().joined(separator: " ")
    case "pid": return String(getpid())
    case "library":
      guard dlopen(words[1], RTLD_NOW) != nil else {
        throw Unable(description: String(cString: dlerror()))
      }
      return "loaded"
    case "file":
      guard let file = fopen(words[1], "r") else { throw Unable(description: "not opened") }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 100)
      return String(decoding: bytes[..<fread(&bytes, 1, 100, file)], as: UTF8.self)
    case "threads": return String(threads(4))
    case "memory": return String(memory(megabytes: Int(words[1]) ?? 0))
    case "print":
      print("on standard output")
      perror("on standard error")
      fflush(nil)
      return "printed"
    case "crash":
      UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
      return "not crashed"
    case "abort": abort()
    case "trap": return String([1][words.count + 1])
    case "leave": exit(3)
    case "loop":
      var number: UInt64 = 1
      while number != 0 { number = number &* 6_364_136_223_846_793_005 | 1 }
      return String(number)
    case "sleep":
      sleep(60)
      return "slept"
    case "talk": return String(repeating: "x", count: 1 << 20)
    default: return Attempt.run(words)
    }
  }

  /// How many of some threads ran to their end.
  private static func threads(_ count: Int) -> Int {
    var handles: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      if pthread_create(&thread, nil, { _ in UnsafeMutableRawPointer(bitPattern: 7) }, nil) == 0 {
        handles.append(thread)
      }
    }
    return handles.filter { handle in
      var result: UnsafeMutableRawPointer?
      return pthread_join(handle, &result) == 0 && result == UnsafeMutableRawPointer(bitPattern: 7)
    }.count
  }

  /// Takes memory in pieces and writes to all of it.
  private static func memory(megabytes: Int) -> Int {
    var pieces: [UnsafeMutableRawPointer] = []
    defer { for piece in pieces { free(piece) } }
    while pieces.count < megabytes {
      guard let piece = malloc(1 << 20) else { abort() }
      memset(piece, 1, 1 << 20)
      pieces.append(piece)
    }
    return pieces.count
  }
}
