// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Lists of people as headers print them.
enum PartyList {
  /// The entries of a list, trimmed, in order. Semicolons separate where there are any; commas
  /// otherwise, except those inside a name ("Last, First").
  static func split(_ value: Bytes) -> [Bytes] {
    let bySemicolon = pieces(value, at: UInt8(ascii: ";"))
    if bySemicolon.count > 1 || value.contains(UInt8(ascii: ";")) {
      return bySemicolon.flatMap { $0.count { $0 == UInt8(ascii: "@") } > 1 ? byComma($0) : [$0] }
    }
    return byComma(value)
  }

  /// Cuts at `separator` where it does not stand in quotes or brackets.
  private static func pieces(_ value: Bytes, at separator: UInt8) -> [Bytes] {
    var out: [Bytes] = []
    var start = value.startIndex
    var depth = 0
    var quoted = false
    for at in value.indices {
      switch value[at] {
      case UInt8(ascii: "\""):
        // A quote that is never closed must not swallow the rest of the list.
        quoted = quoted ? false : value[(at + 1)...].contains(UInt8(ascii: "\""))
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["): if !quoted { depth += 1 }
      case UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      // Nobody's brackets hold a semicolon: one left open by a misreading ends there.
      case separator where !quoted && (depth == 0 || separator == UInt8(ascii: ";")):
        out.append(value[start..<at].trimmed())
        start = at + 1
        depth = 0
      default: break
      }
    }
    out.append(value[start...].trimmed())
    return out.filter { !$0.isEmpty }
  }

  private static func byComma(_ value: Bytes) -> [Bytes] {
    let parts = pieces(value, at: UInt8(ascii: ","))
    guard parts.count > 1 else { return parts }
    var out: [Bytes] = []
    var open: Bytes?
    for part in parts {
      guard let last = open else {
        if let last = out.last, isGivenName(part), !isWhole(last), last.words.count == 2,
          !last.contains(UInt8(ascii: ","))
        {
          // "Dela Cruz, Ana": a given name is no entry of its own.
          out[out.count - 1] = value[last.startIndex..<part.endIndex]
        } else if isWhole(part) || !canBeSurname(part) {
          out.append(part)
        } else {
          open = part
        }
        continue
      }
      open = nil
      if isBareAddress(part) {
        out += [last, part]
      } else {
        // "Last" and "First …" are one entry: the comma stands inside the name.
        out.append(value[last.startIndex..<part.endIndex])
      }
    }
    if let open { out.append(open) }
    return out
  }

  /// Ends as an entry ends: with an address or a bracketed organization.
  private static func isWhole(_ part: Bytes) -> Bool {
    part.contains(UInt8(ascii: "@")) || part.first == UInt8(ascii: "\"")
      || part.last.map { ">)]".utf8.contains($0) } ?? false
  }

  /// One word, perhaps with an initial, before any bracket.
  private static func isGivenName(_ part: Bytes) -> Bool {
    let name = part[..<(part.firstIndex { "(<[".utf8.contains($0) } ?? part.endIndex)].words
    guard let first = name.first, first.first?.isUpper ?? false, !part.contains(0x40) else {
      return part.contains(UInt8(ascii: "<")) && name.count == 1
    }
    return name.count == 1 || (name.count == 2 && name[1].stripped(of: ".").count == 1)
  }

  /// "Last, First" or a name with its address: what cannot be the rest of another name.
  static func isWholeName(_ entry: Bytes) -> Bool {
    guard let first = entry.first, first.isUpper || first == UInt8(ascii: "\"") else {
      return false
    }
    let words = entry.words
    if words.count >= 3, entry.contains(UInt8(ascii: "@")) { return true }
    return words.count >= 2 && words[0].last == UInt8(ascii: ",")
      && words[1].first?.isUpper ?? false
  }

  private static func isBareAddress(_ part: Bytes) -> Bool {
    part.contains(UInt8(ascii: "@")) && part.words.count == 1
  }

  /// One word, or a few with a particle or suffix: "Smith", "de la Cruz", "Smith Jr.".
  private static func canBeSurname(_ part: Bytes) -> Bool {
    let words = part.words
    if words.count <= 1 { return true }
    let small: Set<String> = [
      "de", "la", "del", "van", "von", "der", "den", "di", "da", "st.", "st", "mc", "al", "el",
      "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "le", "san", "santa", "dos",
    ]
    let plain = words.count { word in
      !small.contains(String(decoding: word.map(\.lower), as: UTF8.self))
    }
    return plain <= 1
  }

  /// One entry as a party: the name as printed without its address; nil for an empty entry.
  static func party(_ entry: Bytes) -> Party? {
    var entry = entry.trimmed().stripped(of: ",;").trimmed()
    // What quoted-printable text leaves at the end of a line.
    if entry.ends(with: "=20") { entry = entry.dropLast(3).trimmed() }
    guard !entry.isEmpty else { return nil }
    var name = entry
    var address: Bytes?
    if let open = entry.lastIndex(of: UInt8(ascii: "<")), open > entry.startIndex,
      let mailbox = misread(entry[(open + 1)...])
    {
      (name, address) = (entry[..<open].trimmed(), mailbox)
      // "Ana Reyes (<ana@a.example>)", as Gmail writes it in Spanish.
      if name.last == UInt8(ascii: "(") { name = name.dropLast().trimmed() }
    } else if let span = addressSpan(entry) {
      address = span.address
      let before = entry[..<span.range.lowerBound].trimmed()
      let after = entry[span.range.upperBound...].trimmed()
      // "a@b (Jane Doe)" and "a@b [Jane Doe]" name the person behind the address.
      name = before.isEmpty ? unwrapped(after) : before
    }
    name = unwrapped(name.stripped(of: "*").trimmed())
    if name.elementsEqual(address ?? []) || isAgain(name, address) { name = [] }
    let directory = directoryName(name)
    let text = Line.readable(Array((directory?.name ?? name).squeezed())[...])
    if text.isEmpty && address == nil { return nil }
    return Party(
      name: text.isEmpty ? nil : text, address: address.map { Line.readable($0) },
      organization: directory.map { Line.readable($0.place) } ?? organization(name))
  }

  /// "a@b [mailto:a@b]": the address once more in the place of a name.
  private static func isAgain(_ name: Bytes, _ address: Bytes?) -> Bool {
    let inside = name.stripped(of: "[]<>()'\" ")
    guard let address, inside.begins(with: "mailto:") else { return false }
    return inside.dropFirst(7).elementsEqual(address)
  }

  /// A name of Lotus Notes, "Jane Doe/FPD/Fairview@FAIRVIEW" or "Jane Doe@FAIRVIEW": whose name
  /// it is, and where in the directory.
  private static func directoryName(_ name: Bytes) -> (name: Bytes, place: Bytes)? {
    let slash = name.firstIndex(of: UInt8(ascii: "/"))
    let at = name.lastIndex(of: 0x40)
    guard let cut = [slash, at].compactMap(\.self).min(), cut > name.startIndex else { return nil }
    if let at {
      guard !name[at...].contains(0x2E) else { return nil }
    } else {
      let parts = name[cut...].split(separator: UInt8(ascii: "/"))
      guard parts.count >= 2,
        parts.allSatisfy({ $0.count <= 24 && !$0.contains { ",;()[]".utf8.contains($0) } })
      else { return nil }
    }
    let plain = name[..<cut].trimmed(), place = name[(cut + 1)...].trimmed()
    guard plain.count >= 2, plain.contains(where: \.isLetter), !place.isEmpty else { return nil }
    return (plain, place)
  }

  /// Without quotes, or with brackets, that enclose all of it.
  private static func unwrapped(_ name: Bytes) -> Bytes {
    var name = name.trimmed()
    while name.count >= 2, let first = name.first, let last = name.last,
      (first == last && "\"'".utf8.contains(first))
        || (first == UInt8(ascii: "(") && last == UInt8(ascii: ")"))
    {
      name = name.dropFirst().dropLast().trimmed()
    }
    return name
  }

  /// An address in angle brackets of which recognition made "©" of the "@", or put spaces in it.
  private static func misread(_ inside: Bytes) -> Bytes? {
    guard inside.last == UInt8(ascii: ">"), inside.count <= 60, !inside.begins(with: "mailto:")
    else { return nil }
    var out: [UInt8] = []
    // "<SMTP:a@b>" says how it is written.
    var at = inside.begins(with: "smtp:") ? inside.startIndex + 5 : inside.startIndex
    while at < inside.endIndex - 1 {
      if inside[at...].starts(with: [0xC2, 0xA9]) {
        out.append(UInt8(ascii: "@"))
        at += 1
      } else if !inside[at].isSpace {
        out.append(inside[at])
      }
      at += 1
    }
    let isWhole = !out.contains { "<>[]();,\"".utf8.contains($0) || $0 == Line.mark }
    return isWhole && out.count { $0 == 0x40 } == 1 && out.contains(0x2E) ? out[...] : nil
  }

  /// The address and what it takes up with its brackets and "mailto:".
  private static func addressSpan(_ entry: Bytes) -> (address: Bytes, range: Range<Int>)? {
    guard let at = entry.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    func isPart(_ byte: UInt8) -> Bool {
      !byte.isSpace && !"<>[]()\";,:'*".utf8.contains(byte) && byte != Line.mark
    }
    var low = at
    while low > entry.startIndex, isPart(entry[low - 1]) { low -= 1 }
    var high = at + 1
    while high < entry.endIndex, isPart(entry[high]), entry[high] != 0x40 { high += 1 }
    while high > at + 1, entry[high - 1] == UInt8(ascii: ".") { high -= 1 }
    let address = entry[low..<high]
    // "Jane Doe/HOU/ECT@ECT" is a directory name: its domain has no dot.
    guard low < at, address[at...].contains(UInt8(ascii: ".")) else { return nil }
    var (from, to) = (low, high)
    if entry[..<from].ends(with: "mailto:") { from -= 7 }
    while from > entry.startIndex, "<[('".utf8.contains(entry[from - 1]) { from -= 1 }
    while to < entry.endIndex, ">])'".utf8.contains(entry[to]) { to += 1 }
    // "a@b.example@FAIRVIEW": where Notes had it from.
    if to < entry.endIndex, entry[to] == 0x40 {
      let end = entry[to...].firstIndex(where: \.isSpace) ?? entry.endIndex
      // Behind it, the address as Notes writes it for others.
      if !entry[to...].contains(0x2E) || entry[end...].trimmed().begins(with: "[mailto:") {
        to = entry.endIndex
      }
    }
    // "<a@b<mailto:a@b>>": the address once more.
    if entry[to...].trimmed().begins(with: "<mailto:") { to = entry.endIndex }
    return (address, from..<to)
  }

  /// What stands in brackets after the name, where it looks like an organization and not like a
  /// nickname, a status letter or an exemption code.
  private static func organization(_ name: Bytes) -> String? {
    var at = name.startIndex
    while let open = name[at...].firstIndex(where: { "([".utf8.contains($0) }) {
      let close = name[open] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
      guard open > name.startIndex, let end = name[open...].firstIndex(of: close) else {
        return nil
      }
      let inside = name[(open + 1)..<end].trimmed()
      if inside.count(where: { $0.isUpper }) >= 2, !ExemptionCode.isCode(inside) {
        return inside.string
      }
      at = end + 1
    }
    return nil
  }
}
