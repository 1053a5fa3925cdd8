// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a case.",
    discussion: """
      A case is one folder that holds everything: the released files, what was read from them and what \
      people decided. Times without a zone are read in the case's own, and events are held against \
      the instruments of the case's place unless a mapping file says otherwise.
      """)

  @Argument(help: "The folder to make, such as fairview.case.", completion: .directory)
  var folder: String

  @Option(help: "What the case is called; the folder's name otherwise.")
  var name: String?

  @Option(help: "IANA time zone of the record, such as America/Chicago.")
  var zone = "UTC"

  @Option(help: "The place whose instruments bind its agencies, as policy files name it.")
  var place: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let opened = try OpenCase.create(
      at: URL(filePath: folder), name: name, zone: zone, place: place, who: CaseOptions.who)
    if !common.quiet {
      Terminal.print("Made the case \(opened.settings.name) in \(folder) (times in \(zone)).")
      Terminal.print("Next: brightline add \(folder) FILES…")
    }
  }
}
