// SPDX-License-Identifier: Apache-2.0

/// Names of files within files, as strangers wrote them, made fit for a list and for a disk.
public enum SafeNames {
  /// Relative, its steps apart by "/", without ".", ".." and control characters; never empty.
  public static func path(_ name: String) -> String {
    var steps = name.split { $0 == "/" || $0 == "\\" }.map { step(String($0)) }
    steps.removeAll { $0.isEmpty || $0 == "." || $0 == ".." }
    // A drive letter is no folder.
    if let first = steps.first, first.utf8.count == 2, first.utf8.last == UInt8(ascii: ":") {
      steps.removeFirst()
    }
    return steps.isEmpty ? "unnamed" : steps.suffix(20).joined(separator: "/")
  }

  /// The last step of a path alone.
  public static func file(_ name: String) -> String {
    path(name).split(separator: "/").last.map(String.init) ?? "unnamed"
  }

  /// Safe paths in the same order; one that comes again is numbered: "a.txt", "a (2).txt".
  public static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    var next: [String: Int] = [:]
    return names.map { name in
      let name = path(name)
      if taken.insert(name.lowercased()).inserted { return name }
      let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
      let dot = name[slash...].lastIndex(of: ".").flatMap { $0 == slash ? nil : $0 }
      let (stem, ending) = (name[..<(dot ?? name.endIndex)], name[(dot ?? name.endIndex)...])
      var number = next[name.lowercased()] ?? 2
      var numbered = "\(stem) (\(number))\(ending)"
      while !taken.insert(numbered.lowercased()).inserted {
        number += 1
        numbered = "\(stem) (\(number))\(ending)"
      }
      next[name.lowercased()] = number + 1
      return numbered
    }
  }

  /// Without control characters and marks that turn the direction of writing, and not too long.
  private static func step(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(200) {
      let isControl = scalar.value < 32 || 0x7F...0x9F ~= scalar.value
      let turns = 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
      if !isControl, !turns { out.append(scalar) }
    }
    var bytes = String(out)[...]
    while bytes.utf8.count > 180 { bytes = bytes.dropLast() }
    while bytes.first == " " { bytes = bytes.dropFirst() }
    while bytes.last == " " { bytes = bytes.dropLast() }
    return String(bytes)
  }
}
