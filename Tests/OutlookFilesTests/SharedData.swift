// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Files that lie beside the project, not in it.
enum SharedData {
  static func file(_ path: String) -> URL {
    URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data").appending(path: path)
  }

  static func bytes(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: file(path))).map { Array($0) }
  }
}
