// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Everyday words of questions for the terms of the tables and the vocabulary.
enum AskWords {
  /// Verb of `ActWords` → how people say it.
  static let acts: [String: [String]] = [
    "disclose": [
      "give", "giving", "tell", "share", "send", "pass", "pass on", "provide", "disclose",
      "reveal", "report", "release information", "hand", "forward",
    ],
    "contact": ["contact", "call", "phone", "e-mail", "email", "write", "talk", "communicate"],
    "notify-release": ["notify", "tip off", "announce", "warn", "alert"],
    "detain": ["hold", "detain", "keep", "keep holding", "jail somebody"],
    "honor-detainer": [
      "honor", "honour", "honor a detainer", "honour a detainer", "comply with a detainer",
      "act on a detainer", "hold on a detainer",
    ],
    "inquire": ["ask", "ask about", "inquire", "enquire", "question", "request"],
    "grant-access": [
      "grant access", "give access", "let in", "let into", "allow access", "grant", "access",
    ],
    "query": ["query", "search", "look up", "run", "check", "look at"],
    "transfer": ["transfer", "hand over", "turn over", "deliver"],
    "respond": ["respond", "reply", "answer"],
    "assist": ["assist", "help", "support", "join"],
    "refer": ["refer"],
    "release": ["release", "let go", "free"],
    "arrest": ["arrest"], "stop": ["stop", "pull over"],
    "transport": ["transport", "drive", "move", "escort"],
    "hold-request": ["request a hold", "issue a detainer", "lodge a detainer"],
  ]

  /// Words of `ActorWords` → how people say it.
  static let actors: [String: [String]] = [
    "officer": ["officer", "officers", "official"],
    "police": ["police", "police officer", "police officers", "detective", "cop"],
    "jail": [
      "jail", "jail officer", "jail officers", "jail staff", "guard", "corrections officer",
      "detention officer", "prison",
    ],
    "sheriff": ["sheriff", "deputy", "deputies", "sheriff's deputy", "sheriff's office"],
    "county": ["county", "county employee", "county employees", "county staff"],
    "city": ["city", "city employee", "city employees", "town", "city staff"],
    "probation": ["probation", "probation officer", "probation officers"],
    "agency": ["agency", "agencies", "department", "law enforcement agency"],
    "law-enforcement": ["law enforcement"],
    "records-clerk": ["clerk", "records clerk", "record clerk", "records staff"],
    "prosecutor": ["district attorney", "state's attorney"],
    "ICE": [
      "ice", "ice agent", "ice agents", "ice officer", "ice officers", "immigration",
      "immigration agent", "immigration agents", "immigration officer", "immigration officers",
      "immigration authorities", "immigration and customs enforcement",
    ],
    "ICE-ERO": ["ero", "deportation officer", "enforcement and removal"],
    "ICE-HSI": ["hsi", "homeland security investigations"],
    "CBP": ["border patrol", "customs and border protection"],
    "DHS": ["dhs", "homeland security"],
    "FBI-CJIS": ["fbi"],
    "public": ["the public", "public"],
    "federal": ["federal agent", "federal agents", "federal authorities", "federal government"],
  ]

  /// Nobody in particular: whoever the rule binds.
  static let anybody: Set<String> = [
    "we", "i", "employee", "employees", "staff", "somebody", "someone", "anyone", "anybody",
    "they",
  ]

  static let values: [Slot: [String: [String]]] = [
    .information: [
      "citizenship-immigration-status": [
        "immigration status", "citizenship", "citizenship status", "status", "legal status",
      ],
      "place-of-birth": ["birthplace", "birth place", "country of birth"],
      "release-date": [
        "release date", "release time", "date of release", "release", "when released",
        "when somebody is released", "when someone is released", "when he is released",
        "when she is released", "when they are released", "when a person is released",
        "when an inmate is released", "when people are released", "when inmates are released",
      ],
      "custody-status": ["custody", "whether in custody"],
      "contact-home": ["address", "home address", "home", "phone number", "home phone"],
      "contact-work": ["work address", "workplace", "work phone"],
      "employment": ["employer", "job"],
      "criminal-history": ["criminal record", "rap sheet"],
      "incident-report": ["police report", "report of an incident"],
      "family-member": ["family", "relatives", "family members"],
      "fingerprint": ["fingerprints", "prints"],
      "ALPR-read": ["plate read", "plate reads", "plate reader data", "license plate reader data"],
      "plate-registration": ["registration", "license plate", "plate"],
      "gang-label": ["gang membership", "gang file"],
      "booking-list": ["roster", "jail roster", "booking sheet"],
    ],
    .basis: [
      "judicial-warrant": ["judge's warrant", "warrant signed by a judge", "judicial warrant"],
      "federal-criminal-warrant": ["criminal warrant", "federal warrant"],
      "civil-immigration-warrant": [
        "administrative warrant", "civil warrant", "ice warrant", "immigration warrant",
      ],
      "immigration-detainer": ["detainer", "ice detainer", "detainer request", "hold request"],
      "court-order": ["order of a court", "judge's order"],
      "consent": ["permission"],
      "exigency": ["emergency"],
      "none-shown": ["no warrant", "without a warrant", "without warrant", "no paper"],
    ],
    .purpose: [
      "civil-immigration-enforcement": [
        "immigration enforcement", "deportation", "civil enforcement", "removal",
      ],
      "criminal-investigation": ["criminal case", "investigation of a crime", "homicide"],
      "trafficking-victim": ["trafficking", "human trafficking"],
      "missing-person": ["missing people"],
      "officer-safety-deconfliction": ["officer safety", "deconfliction"],
      "administrative-personal": ["personal", "personal reasons"],
    ],
    .subject: [
      "in-custody": ["inmate", "detainee", "prisoner", "inmates", "detainees"],
      "juvenile": ["minor", "child", "juveniles", "minors"],
      "victim-witness": ["victim", "witness", "victims", "witnesses"],
    ],
    .isPublic: [
      "yes": ["publicly available", "public information"],
      "no": ["non-public", "not public", "nonpublic", "confidential"],
    ],
  ]

  static let duties: Set<String> = ["must", "shall", "need", "needs", "have", "has", "required"]

  static let fillers: Set<String> = [
    "a", "an", "the", "of", "to", "about", "for", "on", "in", "at", "by", "with", "from", "under",
    "any", "some", "that", "this", "his", "her", "their", "its", "our", "my", "who", "whom",
    "is", "was", "are", "be", "been", "being", "it", "them", "him", "us", "me", "and", "if",
    "when", "where", "while", "as", "person", "people", "persons", "someone's", "person's",
    "inmate's", "detainee's", "information", "data", "may", "can", "could", "should", "would",
    "does", "do", "did", "allowed", "permitted", "lawful", "legal", "please", "there", "so",
    "non", "into", "up", "over", "agent", "agents", "through", "based", "only", "also", "will",
    "than", "just", "must", "shall", "need", "needs", "have", "has", "required", "whether",
    "which", "what", "how", "somebody's", "case", "time", "date", "within",
  ]
}
