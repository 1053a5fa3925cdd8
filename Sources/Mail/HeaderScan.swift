// SPDX-License-Identifier: Apache-2.0

/// Finds header blocks among lines.
struct HeaderScan {
  let lines: [Line]
  let views: [View]

  /// The block whose first labelled line is `start`; nil where there is none.
  func block(at start: Int) -> HeaderBlock? {
    guard let first = HeaderLabel(views[start].bytes), first.field != .other,
      first.field != .attachments
    else { return nil }
    guard first.canBegin else {
      // Notes prints its labels without colons below the name and the time.
      guard first.field == .to, first.strength == .bare, let next = nextLabel(after: start),
        next.field == .cc || next.field == .bcc || next.field == .subject
      else { return nil }
      return unlabelled(before: start)
    }
    if first.field == .to || first.field == .cc, let block = unlabelled(before: start) {
      return block
    }
    var block = HeaderBlock(form: .labelled, range: start..<start, fields: [:], order: [])
    block.isBare = first.strength == .bare
    read(&block, from: start)
    splitDate(&block)
    restoreSender(&block)
    return block.labels >= 2 ? block : nil
  }

  // MARK: Labelled lines

  /// Adds the labelled lines from `start` on to `block`.
  private func read(_ block: inout HeaderBlock, from start: Int) {
    var at = start
    var current: HeaderLabel.Field?
    var indentOfValue = 0.0
    // A block printed with space between all its lines goes on over a blank one.
    var spaced = false
    while at < views.count, at - start < 120 {
      if views[at].isBlank {
        guard let next = nextText(at), next - at <= 4 else { break }
        if let field = current, isRestOfParties(block, field, at: next) {
          extend(
            &block, field, with: value(at: next, from: views[next].bytes.startIndex, label: []))
          at = next + 1
          block.range = block.range.lowerBound..<at
          continue
        }
        guard goesOn(block, at: next, spaced) else { break }
        spaced = spaced || block.labels == 1
        current = nil
        at = next
        continue
      }
      if let label = HeaderLabel(views[at].bytes), accepts(block, label, at: at) {
        if turnsPage(block, label, at: at) { break }
        if label.field == .from || label.field == .to, lines[views[at].line].tabbed {
          block.isTabbed = true
        }
        let known = block.fields[label.field] != nil
        let value = value(at: at, from: label.value, label: label.word)
        if known && (label.field == .to || label.field == .cc) && !views[at - 1].isBlank {
          // Some programs print a line for each recipient.
          block.fields[label.field]?.bytes += [UInt8(ascii: ";")]
          extend(&block, label.field, with: value)
        } else if known && label.field != .other {
          break
        } else if !known {
          block.fields[label.field] = value
          block.order.append(label.field)
        }
        block.labels += 1
        block.languages &= label.languages
        current = label.field
        indentOfValue = valueIndent(at, label)
      } else if let field = current, continues(block, field, at: at, indentOfValue) {
        let more = value(at: at, from: views[at].bytes.startIndex, label: [])
        if field != .other { extend(&block, field, with: more) }
      } else if current == .from, block.fields[.date] == nil, let date = dateLine(at) {
        block.fields[.date] = date
        block.order.append(.date)
        block.labels += 1
        current = nil
      } else if isCoveredInside(block, at) {
        // A covered line between labels: where none is told yet, the recipients with their label.
        if block.fields[.to] == nil, block.fields[.from] != nil {
          block.fields[.to] = value(at: at, from: views[at].bytes.startIndex, label: [])
          block.order.append(.to)
          block.labels += 1
        }
        current = nil
      } else {
        break
      }
      at += 1
      block.range = block.range.lowerBound..<at
    }
  }

  /// Whether nothing can be read at `at`, and the labels of an unfinished block go on below.
  private func isCoveredInside(_ block: HeaderBlock, _ at: Int) -> Bool {
    guard block.labels >= 2, block.fields[.subject] == nil,
      views[at].bytes.contains(Line.mark),
      views[at].bytes.allSatisfy({ $0.isSpace || $0 == Line.mark }),
      let next = nextText(at + 1), next - at <= 2, let label = HeaderLabel(views[next].bytes)
    else { return false }
    return label.strength == .exact && block.fields[label.field] == nil
  }

  /// The time a message was sent, on a line of its own below its sender.
  private func dateLine(_ at: Int) -> HeaderBlock.Value? {
    let line = views[at].bytes
    guard line.count <= 60, let date = DateReading.first(in: line), date.hasTime,
      line[..<date.range.lowerBound].words.count <= 1,
      line[date.range.upperBound...].trimmed().count <= 6
    else { return nil }
    return value(at: at, from: line.startIndex, label: [])
  }

  private func nextText(_ at: Int) -> Int? {
    var at = at
    while at < views.count, views[at].isBlank { at += 1 }
    return at < views.count ? at : nil
  }

  /// Whether the labels go on at `at`, after a blank line.
  private func goesOn(_ block: HeaderBlock, at: Int, _ spaced: Bool) -> Bool {
    guard let label = HeaderLabel(views[at].bytes), label.strength == .exact,
      block.fields[label.field] == nil
    else { return false }
    let whole =
      block.fields[.from] != nil && block.fields[.date] != nil
      && block.fields[.subject] != nil && (block.fields[.to] != nil || label.field != .to)
    return spaced || (!whole && label.field != .other)
  }

  /// Whether a line below a gap is the rest of an address or of a list of them, which some prints
  /// set apart: it reads like one, and the labels go on below it.
  private func isRestOfParties(
    _ block: HeaderBlock, _ field: HeaderLabel.Field, at: Int
  ) -> Bool {
    guard field == .from || field == .to || field == .cc else { return false }
    let line = views[at].bytes.trimmed()
    guard let first = line.first, HeaderLabel(line) == nil,
      line.contains(UInt8(ascii: "@")) || "<[".utf8.contains(first)
    else { return false }
    var below = at
    for _ in 0..<4 {
      guard let next = nextText(below + 1), next - below <= 2 else { return false }
      below = next
      if let label = HeaderLabel(views[below].bytes), label.strength == .exact {
        return label.field != .other && block.fields[label.field] == nil
      }
      guard views[below].bytes.contains(where: { "@;>]".utf8.contains($0) }) else { return false }
    }
    return false
  }

  private func accepts(_ block: HeaderBlock, _ label: HeaderLabel, at: Int) -> Bool {
    guard block.languages & label.languages != 0, isInColumn(block, at) else { return false }
    switch label.strength {
    case .exact: return true
    case .misread:
      return block.fields[label.field] == nil || label.field == .other
    case .bare:
      guard block.fields[label.field] == nil else { return false }
      let value = views[at].bytes[label.value...]
      switch label.field {
      case .date: return DateReading.first(in: value) != nil
      case .from: return nextLabel(after: at) != nil
      case .cc where block.isBare && block.fields[.to] != nil && !views[at - 1].isBlank:
        return true
      default:
        // "To this end …" is how a letter goes on, unless more labels follow.
        return nextLabel(after: at) != nil
          || (label.field == .subject && !block.fields.isEmpty
            && block.fields[.to] != nil)
      }
    }
  }

  /// Whether a label on a later page is that of another block: one goes on over the turn of a page
  /// only when it has told its sender.
  private func turnsPage(_ block: HeaderBlock, _ label: HeaderLabel, at: Int) -> Bool {
    guard block.labels > 0, at > 0 else { return false }
    let first = lines[views[block.range.lowerBound].line].page
    guard lines[views[at].line].page != first else { return false }
    return block.fields[.from] == nil || label.field == .from
  }

  /// Labels stand below each other; what is far to the side is another column's.
  private func isInColumn(_ block: HeaderBlock, _ at: Int) -> Bool {
    guard block.labels > 0, block.form == .labelled else { return true }
    let first = lines[views[block.range.lowerBound].line], line = lines[views[at].line]
    return first.box == nil || abs(first.indent - line.indent) <= 80
  }

  private func nextLabel(after at: Int) -> HeaderLabel? {
    guard at + 1 < views.count else { return nil }
    return HeaderLabel(views[at + 1].bytes)
  }

  /// Where the value begins on the page, as far as it can be told: labels set in a column have
  /// their wrapped values under the value, not under the label.
  private func valueIndent(_ at: Int, _ label: HeaderLabel) -> Double {
    let line = lines[views[at].line]
    guard let box = line.box, let bytes = Optional(line.bytes), !bytes.isEmpty else { return 0 }
    let share = Double(label.value - bytes.startIndex) / Double(bytes.count)
    return box.x0 + share * box.width * 0.7
  }

  private func continues(
    _ block: HeaderBlock, _ field: HeaderLabel.Field, at: Int, _ indentOfValue: Double
  ) -> Bool {
    let view = views[at]
    guard let soFar = block.fields[field]?.bytes[...].trimmed(), at > 0 else { return false }
    if Introduction.divider(view.bytes) != nil { return false }
    let line = lines[view.line]
    let isIndented =
      if line.box != nil, let first = block.fields[field]?.views.first {
        line.indent > lines[views[first].line].indent + 18 && line.indent >= indentOfValue - 12
      } else {
        view.bytes.first?.isSpace ?? false
      }
    switch field {
    case .to, .cc, .bcc, .attachments:
      if soFar.last.map({ ";,<(".utf8.contains($0) }) ?? false { return true }
      return view.wraps || isIndented || soFar.isEmpty || goesOnAsList(at)
    case .subject:
      return view.wraps || (isIndented && !soFar.isEmpty)
    case .from, .date:
      return view.wraps || soFar.isEmpty || (isIndented && soFar.count > 20)
    case .other:
      return view.wraps || isIndented
    }
  }

  /// Whether a line is the rest of a list that was wrapped before it was printed: it reads like
  /// one, and the labels go on below it.
  private func goesOnAsList(_ at: Int) -> Bool {
    let line = views[at].bytes.trimmed()
    guard line.first == UInt8(ascii: "<") || lines[views[at - 1].line].bytes.count >= 60,
      line.contains(where: { $0 == 0x40 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") })
    else { return false }
    var below = at + 1
    while below < views.count, below - at <= 40, !views[below].isBlank {
      if let label = HeaderLabel(views[below].bytes), label.strength == .exact { return true }
      below += 1
    }
    return false
  }

  private func value(at: Int, from start: Int, label: [UInt8]) -> HeaderBlock.Value {
    let view = views[at]
    let slice = view.bytes[min(start, view.bytes.endIndex)...]
    let covers = lines[view.line].covers(in: slice.startIndex..<slice.endIndex)
    return HeaderBlock.Value(
      bytes: Array(slice.trimmed()), covers: Array(covers), views: [at], label: label)
  }

  private func extend(
    _ block: inout HeaderBlock, _ field: HeaderLabel.Field, with more: HeaderBlock.Value
  ) {
    guard var value = block.fields[field] else { return }
    // An address that was broken over two lines has no space in it.
    let opens = value.bytes.lastIndex(of: UInt8(ascii: "<"))
    let closes = value.bytes.lastIndex(of: UInt8(ascii: ">"))
    let isInside = opens.map { $0 > (closes ?? -1) && value.bytes.count - $0 < 60 } ?? false
    if !value.bytes.isEmpty && !isInside { value.bytes.append(.space) }
    value.bytes += more.bytes
    value.covers += more.covers
    value.views += more.views
    block.fields[field] = value
  }

  // MARK: Blocks that are not all labelled

  /// "From: Jane Doe  03/06/2017 02:14 PM": the date stands behind the name.
  private func splitDate(_ block: inout HeaderBlock) {
    guard block.fields[.date] == nil, var from = block.fields[.from],
      let date = DateReading.first(in: from.bytes[...]), date.hasTime, date.range.lowerBound > 2,
      from.bytes[date.range.upperBound...].count <= 4
    else { return }
    var when = from
    when.bytes = Array(from.bytes[date.range])
    when.covers = []
    when.label = []
    from.bytes = Array(from.bytes[..<date.range.lowerBound][...].stripped(of: " ,-"))
    if from.bytes[...].ends(with: " on") { from.bytes.removeLast(3) }
    block.fields[.from] = from
    block.fields[.date] = when
    block.order.append(.date)
  }

  /// A covered line right above "Sent:", where the sender would stand with its label.
  private func restoreSender(_ block: inout HeaderBlock) {
    let start = block.range.lowerBound
    guard block.fields[.from] == nil, block.order.first == .date, start > 0 else { return }
    let above = views[start - 1]
    guard !above.isBlank, above.bytes.allSatisfy({ $0.isSpace || $0 == Line.mark }) else { return }
    block.fields[.from] = value(at: start - 1, from: above.bytes.startIndex, label: [])
    block.order.insert(.from, at: 0)
    block.range = (start - 1)..<block.range.upperBound
    block.labels += 1
  }

  /// A block whose sender and date stand above its "To:" without labels.
  private func unlabelled(before start: Int) -> HeaderBlock? {
    var above: [Int] = []
    var at = start - 1
    while at >= 0, start - at <= 8, above.count < 2 {
      // "Sent by:" and "Please respond to" may stand in between.
      let isAside =
        HeaderLabel(views[at].bytes)?.field == .other
        || views[at].bytes.trimmed().begins(with: "please respond to")
      if !views[at].isBlank && !isAside { above.append(at) }
      at -= 1
    }
    guard var near = above.first, start - near <= 5 else { return nil }
    var line = views[near].bytes
    let isSplit =
      line.trimmed().count <= 12 && !line.contains(.colon) && near == above.last.map { $0 + 1 }
      && lines[views[near - 1].line].covers.isEmpty
    if isSplit {
      // "… on 03/06/2017 02:14:05" and "PM" on the next line.
      near -= 1
      line = (Array(views[near].bytes) + [.space] + Array(line.trimmed()))[...]
      above = [near]
    }
    guard let date = DateReading.first(in: line), date.hasTime,
      line[date.range.upperBound...].trimmed().stripped(of: ">)]").count <= 12
    else { return nil }
    let before = line[..<date.range.lowerBound].stripped(of: " \t-,")
    var block: HeaderBlock
    let name: (view: Int, bytes: Bytes)
    if before.count > 2 {
      name = (near, before.ends(with: " on") ? before.dropLast(3) : before)
      let isWeb = before.last == UInt8(ascii: ">") && near + 1 == start
      block = HeaderBlock(
        form: isWeb ? .web : .unlabelled, range: near..<start, fields: [:], order: [])
    } else {
      guard above.count == 2, near - above[1] <= 3 else { return nil }
      name = (above[1], views[above[1]].bytes.trimmed())
      block = HeaderBlock(form: .unlabelled, range: above[1]..<start, fields: [:], order: [])
    }
    guard name.bytes.count <= 90, HeaderLabel(name.bytes)?.strength != .exact,
      Introduction.divider(name.bytes) == nil,
      name.bytes.last.map({ !".!?:".utf8.contains($0) }) ?? false
    else { return nil }
    var from = value(at: name.view, from: name.bytes.startIndex, label: [])
    from.bytes = Array(name.bytes)
    if !isSplit {
      from.covers = Array(
        lines[views[name.view].line].covers(in: name.bytes.startIndex..<name.bytes.endIndex))
    }
    var when = value(at: near, from: views[near].bytes.startIndex, label: [])
    when.bytes = Array(line[date.range.lowerBound...].trimmed())
    when.covers = []
    block.fields = [.from: from, .date: when]
    block.order = [.from, .date]
    block.labels = 2
    read(&block, from: start)
    block.range = name.view..<block.range.upperBound
    return block.labels >= 3 ? block : nil
  }
}
