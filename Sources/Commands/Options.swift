// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

/// The case a verb works on.
struct CaseOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The case folder.", valueName: "case"), completion: .directory)
  var folder: String

  func open() throws -> OpenCase {
    try OpenCase.open(at: URL(filePath: folder), who: CaseOptions.who)
  }

  /// Who works here: `$BRIGHTLINE_USER`, or the account's name.
  static var who: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["BRIGHTLINE_USER"] ?? environment["USER"] ?? NSUserName()
  }
}

/// What every verb takes.
struct CommonOptions: ParsableArguments {
  enum ProgressStyle: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more on standard error.")
  var verbose = false

  @Flag(name: .long, help: "No colour, whatever the terminal can do.")
  var noColor = false

  @Option(help: ArgumentHelp("Show progress: \(ProgressStyle.listed).", valueName: "when"))
  var progress = ProgressStyle.auto

  var meter: Meter {
    switch progress {
    case .never: Meter(.off)
    case .always: Meter(.bar)
    case .auto where quiet: Meter(.off)
    case .auto: Meter(Terminal.isTerminal(STDERR_FILENO) ? .bar : .lines)
    }
  }

  var style: TextStyle {
    let environment = ProcessInfo.processInfo.environment
    return TextStyle(
      isColored: !noColor && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
        && Terminal.isTerminal(STDOUT_FILENO))
  }

  /// A remark on standard error, unless --quiet.
  func say(_ text: String) {
    if !quiet { Terminal.complain(text, prefix: nil) }
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// All there are, as a help text names them.
  static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @Option(help: "text, json (one object a line) or csv.")
  var format = OutputFormat.text
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }
