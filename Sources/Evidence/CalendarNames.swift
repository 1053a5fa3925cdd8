// SPDX-License-Identifier: Apache-2.0

/// English names of the calendar, in lower case.
package enum CalendarNames {
  package static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Monday first, as `Calendar1970.weekday` counts.
  package static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
}
