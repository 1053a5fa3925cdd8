// SPDX-License-Identifier: Apache-2.0

/// The values each field of an event can take: the terms of the statutes and of the field.
///
/// Extend it by a line here and in the table of `docs/VOCABULARY.md`, never by a synonym.
public enum Vocabulary {
  public static let actions = [
    "status-inquiry", "information-request", "notification-request", "hold-request",
    "transfer-request", "interview-request", "disclosure", "release-notification",
    "database-query", "access-grant", "stop", "arrest", "detention-hold", "release",
    "custody-transfer", "operation-assistance", "transport", "referral", "contact-other",
  ]

  public static let localActors = [
    "municipal-police", "sheriff", "jail-corrections", "probation-executive", "probation-court",
    "prosecutor", "court", "state-police", "state-id-bureau", "campus-police", "contractor",
    "fusion-center",
  ]

  public static let recipients = [
    "ICE-ERO", "ICE-HSI", "ICE-unspecified", "CBP", "USCIS", "LESC", "FBI-CJIS",
    "USMS-taskforce", "DEA-taskforce", "vendor-ALPR", "out-of-state-agency", "public",
  ]

  /// Every facet of an event with its values. An actor may be federal and a recipient local: a
  /// request runs the other way than its answer.
  public static let facets: [Slot: [String]] = [
    .action: actions,
    .direction: [
      "local-to-federal", "federal-to-local", "local-to-local", "via-vendor", "via-state-bureau",
    ],
    .actor: localActors + recipients,
    .recipient: recipients + localActors,
    .capacity: [
      "liaison", "task-force-officer", "287g-designated", "line-officer", "analyst",
      "records-clerk",
    ],
    .subject: [
      "in-custody", "juvenile", "pending-charge", "victim-witness", "gang-labelled",
      "warrant-status",
    ],
    .information: [
      "citizenship-immigration-status", "place-of-birth", "release-date", "custody-status",
      "contact-home", "contact-work", "employment", "criminal-history", "incident-report",
      "family-member", "fingerprint", "ALPR-read", "plate-registration", "gang-label",
      "booking-list",
    ],
    .purpose: [
      "civil-immigration-enforcement", "criminal-investigation", "trafficking-victim",
      "missing-person", "officer-safety-deconfliction", "task-force", "administrative-personal",
      "unstated",
    ],
    .basis: [
      "judicial-warrant", "federal-criminal-warrant", "court-order",
      "civil-immigration-warrant", "immigration-detainer", "judicial-subpoena",
      "administrative-subpoena", "written-agreement", "consent", "statutory-duty", "exigency",
      "none-shown",
    ],
    .outcome: ["complied", "partly", "declined", "no-response", "transferred", "released"],
    .isPublic: ["yes", "no"],
  ]
}
