// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Check, test, read, ask, compare and format policy files.",
    discussion: """
      A policy file is Markdown, NAME.policy.md: the law in words, and under each provision a block \
      that says the same to the program. docs/POLICY-LANGUAGE.md describes the language.
      """,
    subcommands: [
      PolicyCheckCommand.self, PolicyTestCommand.self, PolicyShowCommand.self,
      PolicyAskCommand.self, PolicyCompareCommand.self, PolicyFormatCommand.self,
    ])
}
