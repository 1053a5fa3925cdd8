// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files that some paths name.
enum FileWalk {
  struct File: Sendable {
    var url: URL
    /// The path from the folder that was named, or the file's own name.
    var name: String
    var bytes: Int
  }

  /// In a fixed order: as the paths were given, each folder sorted by path.
  static func files(in paths: [URL]) throws -> [File] {
    var out: [File] = []
    let manager = FileManager.default
    for path in paths {
      let path = path.resolvingSymlinksInPath()
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: path.path, isDirectory: &isFolder) else {
        throw CaseworkError("\(path.path) does not exist")
      }
      guard isFolder.boolValue else {
        let bytes = length(path.path) ?? 0
        out.append(File(url: path, name: path.lastPathComponent, bytes: bytes))
        continue
      }
      guard let walk = manager.enumerator(atPath: path.path) else {
        throw CaseworkError("\(path.path) cannot be read")
      }
      var found: [File] = []
      while let name = walk.nextObject() as? String {
        if isHidden(name) { continue }
        // A link to a file stands for the file; links to folders are not followed: they may go round.
        guard let bytes = length(path.path + "/" + name) else { continue }
        found.append(File(url: path.appending(path: name), name: name, bytes: bytes))
      }
      out += found.sorted { $0.name < $1.name }
    }
    return out
  }

  /// The bytes of a file; nil where there is none.
  private static func length(_ path: String) -> Int? {
    var status = stat()
    let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    return isFile ? Int(status.st_size) : nil
  }

  /// Folders of mail directories begin with a dot as well (".Sent/cur/…"), and are not hidden.
  private static func isHidden(_ name: String) -> Bool {
    let steps = name.split(separator: "/")
    return steps.indices.contains { index in
      guard steps[index].hasPrefix(".") else { return false }
      let isMailFolder = index + 3 == steps.count && ["cur", "new"].contains(steps[index + 1])
      return !isMailFolder
    }
  }
}
