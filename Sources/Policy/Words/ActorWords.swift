// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Words for who acts and who receives, and the actors of the vocabulary that they mean. The tables
/// of `docs/POLICY-LANGUAGE.md` say the same.
enum ActorWords {
  static let courts: Set<String> = ["court", "probation-court"]

  /// Every local actor but the courts': how a legislature's or council's text binds.
  static let agency = Vocabulary.localActors.filter { !courts.contains($0) }

  private static let enforcement = [
    "municipal-police", "sheriff", "jail-corrections", "state-police", "campus-police",
    "fusion-center",
  ]

  static let groups: [String: [String]] = [
    "agency": agency,
    "anyone": agency,
    "law-enforcement": enforcement,
    "officer": enforcement + ["probation-executive"],
    "police": ["municipal-police", "campus-police", "state-police"],
    "jail": ["jail-corrections", "sheriff"],
    "county": [
      "sheriff", "jail-corrections", "probation-executive", "prosecutor", "contractor",
    ],
    "city": ["municipal-police", "jail-corrections", "probation-executive", "contractor"],
    "state": ["state-police", "state-id-bureau", "contractor"],
    "probation": ["probation-executive", "probation-court"],
    "federal": federal,
  ]

  /// Words that mean everybody in an instrument that binds any facility, federal actors included.
  static let everybody: Set<String> = ["agency", "anyone"]

  static let federal =
    receivers["dhs", default: []] + ["FBI-CJIS", "USMS-taskforce", "DEA-taskforce"]

  private static let ice = ["ICE-ERO", "ICE-HSI", "ICE-unspecified"]

  /// Groups that stand as values of `recipient` and `actor`.
  static let receivers: [String: [String]] = [
    "ice": ice,
    "ice-unspecified": ice,
    "dhs": ice + ["CBP", "USCIS", "LESC"],
    "federal": ice + ["CBP", "USCIS", "LESC", "FBI-CJIS", "USMS-taskforce", "DEA-taskforce"],
  ]

  /// A value of a record that is one of several, not known which.
  static let vague: [String: [String]] = ["ICE-unspecified": ["ICE-ERO", "ICE-HSI"]]

  static let actors = Dictionary(
    (Vocabulary.localActors + Vocabulary.recipients).map { ($0.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first })

  static let capacities = Dictionary(
    (Vocabulary.facets[.capacity] ?? []).map { ($0.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first })

  static let all: [String] =
    (Array(groups.keys) + Vocabulary.localActors + Vocabulary.recipients
    + Array(capacities.values)).sorted()
}
