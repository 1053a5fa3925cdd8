// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a citation names: a page, message, event, person or row.",
    discussion: """
      NAME is a Bates number or range ("FPD 000012", "FPD 12-15"), FILE:PAGE, FILE:SHEET:ROW ("-" for \
      the one table of a CSV file), or the id of a message, event or person. FILE is a name or the \
      first digits of an id. --image writes the page as a PNG with the place that is cited outlined: \
      the header of a message, the words of an event, or those of --quote.
      """)

  @OptionGroup var opened: CaseOptions
  @Argument(help: "What to show.")
  var name: String
  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("Write the page's picture here.", valueName: "file.png"))
  var image: String?
  @Option(help: ArgumentHelp("Outline these words of the page.", valueName: "words"))
  var quote: String?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if quote != nil, image == nil { throw ValidationError("--quote goes with --image.") }
  }

  func run() throws {
    let reader = image == nil ? nil : PictureReader()
    let opened = try opened.open()
    let thing = try opened.show(name)
    if let image, let reader {
      let png = try opened.picture(of: thing, quote: quote, dpi: 150, reader: reader)
      try Data(png).write(to: URL(filePath: image))
      common.say("wrote \(image)")
      return
    }
    if listing.format == .text {
      for line in Self.lines(thing, case: opened, style: common.style) { Terminal.print(line) }
      if case .message(let message) = thing, let found = try opened.witnesses(of: message) {
        for line in WitnessSentence.lines(found, style: common.style) { Terminal.print(line) }
      }
    } else {
      Listing(columns: [], rows: Self.objects(thing, case: opened), empty: "")
        .print(listing.format)
    }
  }

  static func objects(_ thing: ShownThing, case opened: OpenCase) -> [JSONObject] {
    switch thing {
    case .pages(let pages):
      pages.map { page in
        var object = page.object
        object["text"] = .string(page.text)
        return object
      }
    case .message(let message): [message.object]
    case .event(let event, _): [event.object(in: opened.zone)]
    case .person(let person): [person.object]
    case .row(let source, let sheet, let columns, let row):
      [rowObject(source, sheet, columns, row)]
    }
  }

  private static func rowObject(
    _ source: Source, _ sheet: String?, _ columns: [String], _ row: Row
  ) -> JSONObject {
    var cells = JSONObject()
    for (column, cell) in zip(columns, row.cells) { cells[column] = .orNull(cell) }
    var out = JSONObject()
    out["source"] = .string(source.id.hex)
    out["sheet"] = .orNull(sheet)
    out["row"] = .int(row.number)
    out["cells"] = .object(cells)
    return out
  }

  static func lines(_ thing: ShownThing, case opened: OpenCase, style: TextStyle) -> [String] {
    switch thing {
    case .pages(let pages): return pages.flatMap { lines(of: $0, style: style) }
    case .message(let message): return lines(of: message, style: style)
    case .event(let event, let findings):
      var out = [style(.bold, event.id), EventSentence.text(event, in: opened.zone)]
      for citation in event.citations {
        out.append("\(EventSentence.quote(citation))  \(citation.label)")
      }
      out.append("")
      for finding in findings {
        out += FindingListing.lines(finding, nil, style: style, case: opened)
      }
      return out
    case .person(let person):
      return person.object.members.map { $0.key.padded(to: 14) + $0.value.cell.printable }
    case .row(let source, let sheet, let columns, let row):
      let title = [source.name, sheet, "row \(row.number)"].compactMap { $0 }.joined(
        separator: ", ")
      return [style(.bold, title)]
        + zip(columns, row.cells).map { $0.padded(to: 22) + ($1 ?? "").printable }
    }
  }

  private static func lines(of message: Message, style: TextStyle) -> [String] {
    func head(_ label: String, _ text: String) -> String {
      (label + ":").padded(to: 9) + text.printable
    }
    func parties(_ facts: [Fact<Party>]) -> String {
      facts.map(\.json.cell).joined(separator: "; ")
    }
    let object = message.object
    var out = [
      style(.bold, message.id) + "  \(message.origin.rawValue)  \(message.citation.label)"
    ]
    out.append(head("From", parties([message.from])))
    out.append(head("To", parties(message.to)))
    if !message.cc.isEmpty { out.append(head("Cc", parties(message.cc))) }
    out.append(head("Sent", object["sent"]?.cell ?? ""))
    out.append(head("Subject", object["subject"]?.cell ?? ""))
    out.append(head("Thread", message.thread ?? "-"))
    if let replyTo = message.replyTo { out.append(head("Answers", replyTo)) }
    out.append("")
    for line in message.lines {
      let text = line.text.printable
      out.append(line.zone == .new ? text : style(.faint, text))
    }
    return out
  }

  private static func lines(of page: Page, style: TextStyle) -> [String] {
    let name = "\(page.bates ?? "no Bates number")  \(page.source.short):\(page.number)"
    let redactions = AddReport.count(page.redactions.count, "redaction")
    let codes = page.codes.joined(separator: " ")
    var out = [
      style(.bold, name) + "  read by \(page.method.rawValue), \(redactions) \(codes)", "",
    ]
    for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
      out.append(String(line).printable)
    }
    out.append("")
    return out
  }
}
