// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Foundation

/// The program: one verb a file.
package struct Brightline: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "brightline",
    abstract:
      "Shows what released records say about contact between local police or jails and immigration authorities.",
    discussion: """
      A case is one folder. Make it, add the released files, and ask:

        brightline new fairview.case --zone America/Chicago --place Fairview
        brightline add fairview.case release/ policies/
        brightline audit fairview.case
        brightline publish fairview.case report/

      Every listing takes --format text, json or csv. Exit status: 0 done and nothing to look at,
      1 done with findings or failures to look at, 2 could not run.
      """,
    version: "brightline \(Brightline.version)",
    subcommands: [WorkerCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "A case",
        subcommands: [
          NewCommand.self, MapCommand.self, AddCommand.self, MergeCommand.self, StatusCommand.self,
          SourcesCommand.self, VerifyCommand.self, LogCommand.self,
        ]),
      CommandGroup(
        name: "What the record shows",
        subcommands: [
          PagesCommand.self, MessagesCommand.self, PeopleCommand.self, RepliesCommand.self,
          ContactsCommand.self, MissingCommand.self,
          RedactionsCommand.self, ExposuresCommand.self, CopiesCommand.self, BatesCommand.self,
          WordingCommand.self, EventsCommand.self, SearchCommand.self, ShowCommand.self,
        ]),
      CommandGroup(
        name: "Held against policy",
        subcommands: [
          PolicyCommand.self, AuditCommand.self, AuditLogCommand.self, FindingsCommand.self,
          FiguresCommand.self,
          PublishCommand.self,
        ]),
      CommandGroup(name: "To begin with", subcommands: [DemoCommand.self]),
    ])

  package static let version = ProgramFiles.version

  package init() {}

  /// Runs the program with the arguments of this process and ends it.
  package static func run() -> Never {
    do {
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(0)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch let error where exitCode(for: error).isSuccess {
      exit(withError: error)
    } catch let error where isUsage(error) {
      Terminal.complain(fullMessage(for: error), prefix: nil)
      Foundation.exit(2)
    } catch {
      Terminal.complain(Self.sentence(error))
      Foundation.exit(2)
    }
  }

  private static func isUsage(_ error: any Error) -> Bool {
    exitCode(for: error) == .validationFailure
  }

  /// Errors of ours say what, where and what to do; those of Foundation have a sentence too.
  private static func sentence(_ error: any Error) -> String {
    let isFoundations = String(reflecting: type(of: error)).hasPrefix("Foundation")
    return isFoundations ? error.localizedDescription : String(describing: error)
  }
}

extension ExitCode {
  /// Done, with findings or failures to look at.
  static let toLookAt = ExitCode(1)
}
