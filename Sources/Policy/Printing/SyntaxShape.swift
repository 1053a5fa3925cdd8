// SPDX-License-Identifier: Apache-2.0

/// What a file says without where it says it: equal for two files that mean the same and differ in
/// line breaks, comments and the order of clauses.
enum SyntaxShape {
  static func of(_ file: PolicyFile) -> String {
    var shape = ""
    // A rule's own text and the order in which calendars are named go with the order of its clauses.
    for part in [
      file.places, file.slots, file.acts, file.calendars, file.questions, file.definitions,
      file.instruments, file.precedences,
    ] as [Any] {
      add(part, to: &shape)
      shape += "\n"
    }
    return shape
  }

  private static func add(_ value: Any, to shape: inout String) {
    switch value {
    case is Spot: return
    case let name as Name: shape += "'\(name.text)'"
    case let days as SkippedDays:
      // Sets have no order of their own.
      shape +=
        "\(days.weekdays.sorted()) \(days.isHolidays) \(days.days.sorted()) "
        + "\(days.yearly.sorted())"
    case let day as CivilDay: shape += day.description
    default:
      let mirror = Mirror(reflecting: value)
      if mirror.children.isEmpty {
        shape += "\(value)"
        return
      }
      shape += "("
      for (label, child) in mirror.children {
        if value is Syntax.Rule, label == "text" || label == "clauses" { continue }
        if let label, !label.hasPrefix(".") { shape += label + ":" }
        add(child, to: &shape)
        shape += " "
      }
      shape += ")"
    }
  }
}
