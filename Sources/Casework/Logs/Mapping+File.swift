// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation

extension Mapping {
  /// Reads a mapping that is no file of a case.
  ///
  /// - Throws: `CaseworkError` with the file and the line where it is no mapping.
  package init(at url: URL) throws {
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    do { try self.init(yaml: text, file: url.lastPathComponent) } catch {
      throw CaseworkError("\(error)")
    }
  }
}
