// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Command lines that list what a figure counts: a listing of the program, cut down by `jq`, so that
/// they lean on nothing but the documented keys and also work on the published data files.
enum Query {
  /// Everything a listing prints.
  static func all(_ listing: String) -> String { "brightline \(listing) CASE --format json" }

  /// The objects of a listing for which `condition`, in jq's language, holds.
  static func list(_ listing: String, where condition: String) -> String {
    "\(all(listing)) | jq -c \(shell("select(\(condition))"))"
  }

  /// The same with other listings at hand: `$name[]` are the objects of the listing it names.
  static func list(
    _ listing: String, where condition: String, beside others: KeyValuePairs<String, String>
  ) -> String {
    let files = others.map { "--slurpfile \($0.key) <(\(all($0.value)))" }.joined(separator: " ")
    return "\(all(listing)) | jq -c \(files) \(shell("select(\(condition))"))"
  }

  /// Messages for which `condition` holds, copies once; it may use `$side[person]`.
  static func messages(where condition: String) -> String {
    let filter =
      "\(sides) | map(select(\(condition))) | unique_by([.id] + .duplicates | min)[]"
    return "\(all("messages")) | jq -sc --slurpfile people <(\(all("people"))) \(shell(filter))"
  }

  /// Replies for which `condition` holds; it may use `$side[person]`, `$organization[person]` and
  /// `$year[message]`.
  static func replies(where condition: String) -> String {
    let filter =
      "\(sides) | ([$people[] | {(.id): .organization}] | add // {}) as $organization"
      + " | ([$messages[] | {(.id): (.sent | if type == \"string\" then .[0:4] else null end)}]"
      + " | add) as $year | .[] | select(\(condition))"
    return "\(all("replies")) | jq -sc --slurpfile people <(\(all("people")))"
      + " --slurpfile messages <(\(all("messages"))) \(shell(filter))"
  }

  private static let sides = "([$people[] | {(.id): .side}] | add // {}) as $side"

  /// A string as jq and JSON write it.
  static func literal(_ text: String) -> String { JSONValue.string(text).json }

  private static func shell(_ text: String) -> String {
    var out = "'"
    for character in text.unicodeScalars {
      if character == "'" { out += #"'\''"# } else { out.unicodeScalars.append(character) }
    }
    return out + "'"
  }
}
