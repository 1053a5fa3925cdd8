// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct PolicyAskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Ask what the rules say of an act, before acting.",
    discussion: """
      Ask in a sentence that names who, what, to whom, when and where:

        brightline policy ask "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?"

      Or give the facts as an example in a policy file does; what is not said is unknown, and \
      nothing else happened unless the record is said to be incomplete:

        brightline policy ask --facts "sheriff detain person on 2018-03-01 in Illinois, basis is \
      immigration-detainer, there was presentation where document is unknown 2 hours before"

      Without a day, today is meant. --why prints each rule's reasons as a tree. The policies are those the program comes with, or those of \
      --policies (files, folders or a case).
      """)

  @Argument(help: "The question.")
  var question: [String] = []
  @Option(help: "The facts, as an example in a policy file states them, instead of a question.")
  var facts: String?
  @Flag(help: "Print each rule's reasons as a tree: + so, - not so, ? not known.")
  var why = false
  @Option(
    help: ArgumentHelp("Policy files, folders, or a case.", valueName: "path"),
    completion: .file())
  var policies: [String] = []
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if question.isEmpty == (facts == nil) {
      throw ValidationError("Ask a question, or give --facts: one of the two.")
    }
  }

  func run() throws {
    var files = PolicyFiles()
    files.paths = policies
    let library = try files.readable().library
    let now = Moment(seconds: OpenCase.now(), in: .current)
    guard let today = CivilDay(year: now.year, month: now.month, day: now.day) else { return }
    let answer = try ask(library, today: today)
    if listing.format == .text {
      for line in lines(answer) { Terminal.print(line) }
    } else {
      Listing(columns: [], rows: [answer.object], empty: "").print(listing.format)
    }
  }

  private func ask(_ library: PolicyLibrary, today: CivilDay) throws -> Answer {
    guard let facts else {
      return try library.ask(question.joined(separator: " "), today: today)
    }
    do {
      return try library.ask(facts: facts, today: today)
    } catch {
      let renderer = common.style.renderer(sources: [FactsError.name: error.facts])
      Terminal.complain(renderer.render(error.diagnostics), prefix: nil)
      throw ExitCode(2)
    }
  }

  private func lines(_ answer: Answer) -> [String] {
    let (style, verbose) = (common.style, common.verbose)
    let tone: TextStyle.Tone =
      switch answer.headline {
      case .permitted: .green
      case .prohibited: .red
      default: .yellow
      }
    var lines = [
      style(
        tone, answer.headline.rawValue.prefix(1).uppercased() + answer.headline.rawValue.dropFirst()
      )
        + "  in \(answer.place) on \(answer.day)",
      "  asked: " + answer.understood.joined(separator: ", "),
    ]
    for line in answer.lines {
      lines.append("")
      lines.append("  \(line.rule)  \(style.verdict(line.verdict))  (\(line.cite))")
      if why, let explanation = line.explanation {
        lines += explanation.lines.dropFirst().map { "  \($0)" }
      } else {
        lines += line.why.map { "    · \($0)" }
        lines += line.until.map { "    ? " + $0.sentence }
      }
      if verbose {
        lines += line.text.split(separator: "\n").map { "      \($0)" }
      }
    }
    if answer.lines.isEmpty || verbose {
      lines.append("")
      lines.append("  looked at:")
      lines += answer.lookedAt.map { "    \($0)" }
    }
    return lines
  }
}

extension Answer {
  var object: JSONObject {
    var out = JSONObject()
    out["answer"] = .string(headline.rawValue)
    out["place"] = .string(place)
    out["day"] = .string(day.description)
    out["understood"] = .strings(understood)
    out["rules"] = .array(
      lines.map { line in
        var member = JSONObject()
        member["rule"] = .string(line.rule)
        member["cite"] = .string(line.cite)
        member["verdict"] = .string(line.verdict.rawValue)
        member["why"] = .strings(line.why)
        member["until"] = .array(line.until.map { .object($0.object) })
        if let explanation = line.explanation {
          member["sentence"] = .string(explanation.sentence)
          member["explanation"] = .object(explanation.object)
        }
        return .object(member)
      })
    out["looked_at"] = .strings(lookedAt)
    return out
  }
}
