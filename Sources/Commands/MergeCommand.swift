// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put together what several machines read.",
    discussion: """
      Each machine reads its share of the same files into a folder of its own, and one puts them \
      together:

        brightline add shards/1.case release/ --shard 1/2
        brightline add shards/2.case release/ --shard 2/2
        brightline merge fairview.case shards/*.case --zone America/Chicago --place Fairview

      The case is then the one that a single `brightline add` of all the files would have made, \
      whatever the number and order of the shards. A case that exists keeps what is in it and what \
      people decided. An interrupted merge is completed by the next; the shards are left as they are.
      """)

  @OptionGroup var opened: CaseOptions

  @Argument(help: "The folders of all shards, in any order.", completion: .directory)
  var shards: [String]

  @Option(help: "What a new case is called; the folder's name otherwise.")
  var name: String?

  @Option(help: "IANA time zone of a new case, such as America/Chicago; UTC otherwise.")
  var zone: String?

  @Option(help: "The place whose instruments bind the agencies of a new case.")
  var place: String?

  @Option(
    help: ArgumentHelp(
      "Processes that read what the shards left to do; as many as there are cores otherwise.",
      valueName: "n"))
  var workers: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("--workers takes a number from 1.") }
  }

  func run() throws {
    let meter = common.meter
    // Before anything is written.
    let set = try ShardSet(shards.map { URL(filePath: $0) })
    let account = try target().merge(
      set, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
      progress: meter.progress)
    meter.end()
    if common.verbose {
      let taken = (account.takingSeconds * 1_000).rounded() / 1_000
      common.say("every page and message was in the case after \(taken) s")
    }
    for (source, failure) in account.failures { Terminal.print(AddReport.line(source, failure)) }
    if !common.quiet { Terminal.print(Self.sentence(account)) }
    if !account.failures.isEmpty { throw ExitCode.toLookAt }
  }

  private func target() throws -> OpenCase {
    let folder = URL(filePath: opened.folder)
    let database = folder.appending(path: "case.sqlite")
    guard FileManager.default.fileExists(atPath: database.path) else {
      return try OpenCase.create(
        at: folder, name: name, zone: zone ?? "UTC", place: place, who: CaseOptions.who)
    }
    let opened = try opened.open()
    for (option, given, known) in [
      ("--name", name, opened.settings.name), ("--zone", zone, opened.settings.zone),
      ("--place", place, opened.settings.place),
    ] {
      guard let given, given != known else { continue }
      throw ValidationError(
        "\(self.opened.folder) is a case already, with its own \(option): leave it out.")
    }
    return opened
  }

  private static func sentence(_ account: MergeAccount) -> String {
    func count(_ number: Int, _ thing: String) -> String { AddReport.count(number, thing) }
    var out =
      "Merged \(count(account.shards, "shard")) in \(Meter.duration(account.seconds)): "
      + "\(count(account.files, "file")), \(count(account.pages, "page")), "
      + "\(count(account.messages, "message")), \(count(account.rows, "row")); "
      + "\(count(account.failures.count, "failure"))."
    if account.known > 0 { out += " \(count(account.known, "file")) were in the case already." }
    return out + " The case has \(count(account.events, "event")) now."
  }
}
