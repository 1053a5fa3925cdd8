// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The three streams of the program.
enum Terminal {
  /// Ends the program quietly where nobody reads any more (`brightline … | head`).
  static func print(_ text: String) {
    write(Array((text + "\n").utf8), to: STDOUT_FILENO)
  }

  static func complain(_ text: String, prefix: String? = "brightline: ") {
    write(Array(((prefix ?? "") + text + "\n").utf8), to: STDERR_FILENO)
  }

  static func status(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        Foundation.exit(0)
      } else if errno != EINTR && errno != EAGAIN {
        return
      }
    }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the window standard output or standard error goes to; nil when neither is one.
  static var width: Int? {
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      var size = winsize()
      if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
        return Int(size.ws_col)
      }
    }
    return nil
  }
}
