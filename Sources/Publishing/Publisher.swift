// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Templates

/// Writes a record as a folder of pages and data files that work without a network.
package enum Publisher {
  /// The file by which an earlier publication is known.
  static let manifest = "publication.json"

  /// Everything is written beside `folder` first, read once more for private marks, and only then put
  /// in its place: a publication is there whole and clean, or not at all.
  ///
  /// Throws `PublicationError`, `TemplateError`, and what writing files and `pageImage` throw.
  ///
  /// - Parameters:
  ///   - folder: made if it is not there; must be empty or hold an earlier publication, which is
  ///     replaced.
  ///   - pageImage: the picture of a page with the given boxes (in points) painted over; nil if
  ///     there is none. Asked for cited pages only.
  package static func publish(
    _ record: CaseRecord, figures: [Figure], options: PublicationOptions, to folder: URL,
    pageImage: (SourceID, Int, [Box]) throws -> PageImage?
  ) throws -> PublicationAccount {
    let files = FileManager.default
    try refuseForeign(folder)
    let draft = folder.deletingLastPathComponent().appending(
      path: ".\(folder.lastPathComponent).draft")
    try? files.removeItem(at: draft)
    try files.createDirectory(at: draft, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: draft) }

    let scrubber = try Scrubber(record.privateMarks)
    let renderer = try PageRenderer(
      templates: options.templates, clean: { scrubber.cleaned($0).text })
    let (disclosed, figures) = scrubber.cleanedDisclosures(record, figures)
    let record = scrubber.cleanedPassages(disclosed)
    var site = Site(record, figures: figures, options: options, scrubber: scrubber)
    let findings = FindingsPage(site)
    site.findingsByQuote = findings.byQuote()
    let output = Output(draft)
    var account = PublicationAccount()

    try writePages(site, findings, renderer, to: output)
    try PageGallery(site: site, renderer: renderer).write(to: output, &account, pageImage)
    _ = try DataFiles(
      record: record, figures: figures, scrubber: scrubber, contacts: site.contacts
    ).write(to: output)
    try writeManifest(options, to: output)

    try LeakCheck(
      marks: record.privateMarks, templates: Array(options.templates.values), record: record,
      own: figures.flatMap { [$0.label, $0.query, $0.method ?? ""] } + [options.title]
    ).check(output.files, in: draft)
    if files.fileExists(atPath: folder.path) { try files.removeItem(at: folder) }
    try files.moveItem(at: draft, to: folder)
    account.files = output.files
    account.bytes = output.bytes
    return account
  }

  private static func writePages(
    _ site: Site, _ findings: FindingsPage, _ renderer: PageRenderer, to output: Output
  ) throws {
    func write(_ template: String, _ file: String, _ view: View) throws {
      try output.write(try renderer.page(template, view), to: file)
    }
    try write("index", "index.html", SummaryPage(site: site, findings: findings).view())
    for page in findings.pages() { try write("findings", page.file, page.view) }
    for page in ChronologyPage(site: site).pages() { try write("chronology", page.file, page.view) }
    try write("people", "people.html", PeoplePage(site: site).view())
    try write("replies", "replies.html", RepliesPage(site: site).view())
    let contacts = ContactsPage(site, site.contacts)
    try write("contacts", "contacts.html", contacts.view())
    for page in contacts.listPages() { try write("contact-messages", page.file, page.view) }
    for page in PassagesPage(site: site).pages() { try write("wording", page.file, page.view) }
    let missing = MissingPage(site: site)
    for page in missing.pages() { try write("missing", page.file, page.view) }
    try output.write(
      SafeText.visible(site.scrubber.cleaned(missing.draft()).text), to: MissingPage.draft)
    for page in MessagesPage(site: site).pages() { try write("messages", page.file, page.view) }
    for page in RedactionsPage(site: site).pages() { try write("redactions", page.file, page.view) }
    for page in CopiesPage(site: site).pages() { try write("copies", page.file, page.view) }
    if site.hasLogs { try write("logs", "logs.html", LogsPage(site: site).view()) }
    try write("figures", "figures.html", FiguresPage(site: site).view())
    try write("sources", "sources.html", SourcesPage(site: site).view())
    try output.write(site.options.stylesheet, to: "style.css")
    if let script = site.options.script { try output.write(script, to: "script.js") }
  }

  private static func writeManifest(_ options: PublicationOptions, to output: Output) throws {
    var object = JSONObject()
    object["title"] = .string(options.title)
    object["generated_on"] = .string(options.generatedOn)
    object["files"] = .strings(output.files)
    try output.write(JSONValue.object(object).json + "\n", to: manifest)
  }

  /// Throws `folderInUse` unless the folder is missing, empty or an earlier publication.
  private static func refuseForeign(_ folder: URL) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: folder.path) else { return }
    let held = (try? files.contentsOfDirectory(atPath: folder.path)) ?? ["?"]
    guard held.isEmpty || held.contains(manifest) else {
      throw PublicationError.folderInUse(folder.path)
    }
  }
}
