// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Keeps what libpng, libtiff and libjpeg say of damaged files off standard error, where it would
/// mix with ours: Leptonica does not pass it on, and the image itself tells whether it was read.
enum Hush {
  /// Runs `work` with standard error pointed at nothing, in the whole process. Where that is not
  /// allowed, the libraries are heard.
  static func during<Result: ~Copyable, Failure: Error>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    let heard = nothing < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    if heard >= 0 { dup2(nothing, STDERR_FILENO) }
    if nothing >= 0 { close(nothing) }
    defer {
      if heard >= 0 {
        dup2(heard, STDERR_FILENO)
        close(heard)
      }
    }
    return try work()
  }
}
