// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add released files to a case and read them.",
    discussion: """
      Takes PDF, PNG, JPEG and TIFF files, Word, RTF, HTML and plain text, .eml, .msg, mbox, \
      maildir and Outlook .pst mail, CSV and XLSX tables, *.mapping.yaml files that say how rows become events, and *.policy.md files. \
      Folders are walked to the bottom; ZIP archives, PDF portfolios and attachments are unpacked, \
      each file in them a source with its parent. Each file is kept byte for byte. Adding a file \
      twice changes nothing, and an interrupted run is completed by the next.
      """)

  @OptionGroup var opened: CaseOptions

  @Argument(help: "Files and folders; none to complete an interrupted run.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Processes that read at once; as many as there are cores otherwise.", valueName: "n"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Languages of scanned pages, such as eng or eng+spa; kept for later files of the case.",
      valueName: "names"))
  var languages: String?

  @Option(
    help: ArgumentHelp(
      "Opens encrypted files; may be given several times. Kept with the case, in the clear.",
      valueName: "word"))
  var password: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read only this machine's share of the files, such as 2/5, into a folder of its own, which is made if need be; brightline merge puts the shares together.",
      valueName: "k/n"))
  var shard: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("--workers takes a number from 1.") }
    if let shard, ShardNumber(shard) == nil {
      throw ValidationError("--shard takes a number and how many there are, such as 2/5.")
    }
  }

  func run() throws {
    let meter = common.meter
    let account = try read(meter.progress)
    meter.end()
    if common.verbose {
      let read = (account.readingSeconds * 1_000).rounded() / 1_000
      let recovered = (account.messageSeconds * 1_000).rounded() / 1_000
      common.say("every page was searchable after \(read) s")
      common.say("every message was searchable after \(recovered) s")
    }
    let isShard = shard != nil
    for line in AddReport.lines(account, isShard: isShard, quiet: common.quiet) {
      Terminal.print(line)
    }
    let unreadable = account.files.contains {
      if case .notReadable = $0.outcome { true } else { false }
    }
    if unreadable || !account.failures.isEmpty { throw ExitCode.toLookAt }
  }

  private func read(_ progress: Casework.Progress) throws -> AddAccount {
    let paths = files.map { URL(filePath: $0) }
    let workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
    guard let number = shard.flatMap({ ShardNumber($0) }) else {
      let opened = try opened.open()
      try opened.readWith(languages: languages, passwords: password)
      return try opened.add(paths, workers: workers, progress: progress)
    }
    return try OpenCase.shard(at: URL(filePath: opened.folder), who: CaseOptions.who).add(
      paths, shard: number, languages: languages, passwords: password, workers: workers,
      progress: progress)
  }
}

/// The account of one `add`, in lines.
enum AddReport {
  static func lines(_ account: AddAccount, isShard: Bool = false, quiet: Bool) -> [String] {
    var lines: [String] = []
    var added = 0
    var there: [String] = []
    for file in account.files {
      switch file.outcome {
      case .added: added += 1
      case .alreadyThere: there.append(file.name)
      case .completed: lines.append("\(file.name): read now; an earlier run could not")
      case .alias(let other): lines.append("\(file.name): the same bytes as \(other); noted")
      case .notReadable(let reason): lines.append("\(file.name): error: \(reason)")
      }
    }
    if there.count > 3 {
      lines.append("\(there.count) files are in the case already; nothing to do for them")
    } else {
      lines += there.map { "\($0): in the case already; nothing to do" }
    }
    for (source, failure) in account.failures { lines.append(line(source, failure)) }
    if quiet { return lines }
    for (source, held) in account.archives {
      lines.append("\(source): \(held.sentence)".printable)
    }
    let time = Meter.duration(account.seconds)
    lines.append(
      "Added \(count(added, "file"))\(within(account)) in \(time): "
        + "\(count(account.pages, "page")), "
        + "\(count(account.messages, "message")), \(count(account.rows, "row")); "
        + "\(count(account.failures.count, "failure")). "
        + (isShard
          ? "`brightline merge` puts it together with the other shards."
          : "The case has \(count(account.events, "event")) now."))
    return lines
  }

  private static func within(_ account: AddAccount) -> String {
    account.unpacked == 0 ? "" : " and \(count(account.unpacked, "file")) within them"
  }

  /// `file:page: error: …`, as compilers print it.
  static func line(_ source: String, _ failure: Failure) -> String {
    var place = source
    if let sheet = failure.sheet { place += ":\(sheet)" }
    if let number = failure.page ?? failure.row { place += ":\(number)" }
    return "\(place): error: \(failure.detail) [\(failure.reason.rawValue)]".printable
  }

  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
