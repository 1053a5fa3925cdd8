// SPDX-License-Identifier: Apache-2.0

import Casework
import Evidence

/// What `brightline map` prints as JSON; docs/FORMATS.md.
enum MapObjects {
  static func reading(_ reading: TableReading, chosen: Int, _ proposal: MappingProposal)
    -> JSONObject
  {
    var out = JSONObject()
    out["file"] = .string(reading.url.lastPathComponent)
    out["form"] = .string(reading.form.kind.rawValue)
    if !reading.form.packing.isEmpty { out["packing"] = .strings(reading.form.packing) }
    for (key, found) in [
      ("encoding", reading.form.encoding), ("delimiter", reading.form.delimiter),
      ("line_ends", reading.form.lineEnds),
    ] {
      guard let found else { continue }
      var object = JSONObject()
      object["value"] = .string(found.value)
      object["why"] = .string(found.why)
      out[key] = .object(object)
    }
    if !reading.form.remarks.isEmpty { out["remarks"] = .strings(reading.form.remarks) }
    out["tables"] = .array(reading.tables.map { .object(table($0)) })
    out["mapped"] = .int(chosen + 1)
    out["kind"] = .orNull(proposal.kind?.kind)
    out["fits"] = .array(
      proposal.fits.map { fit in
        var object = JSONObject()
        object["kind"] = .string(fit.kind)
        object["points"] = .int(fit.points)
        object["evidence"] = .strings(fit.evidence)
        object["against"] = .strings(fit.against)
        return .object(object)
      })
    out["slots"] = .array(
      ([proposal.time] + proposal.slots).map { slot in
        var object = JSONObject()
        object["slot"] = .string(slot.slot)
        object["value"] = .string(slot.value)
        object["column"] = .orNull(slot.column)
        object["why"] = .string(slot.why)
        object["unsure"] = .bool(slot.isUnsure)
        return .object(object)
      })
    out["questions"] = .strings(proposal.questions)
    out["mapping"] = .string(proposal.yaml)
    return out
  }

  private static func table(_ table: TableProfile) -> JSONObject {
    var out = JSONObject()
    out["name"] = .orNull(table.name)
    out["header"] = table.header.map { .int($0) } ?? .null
    out["rows"] = .int(table.rows)
    out["failed"] = .int(table.failed)
    out["blank"] = .int(table.blank)
    var listed = JSONObject()
    for kind in ListedRow.Kind.allCases {
      if let count = table.listed[kind] { listed[kind.rawValue] = .int(count) }
    }
    out["listed"] = .object(listed)
    out["listed_rows"] = .array(
      table.listedRows.map { row in
        var object = JSONObject()
        object["row"] = .int(row.number)
        object["kind"] = .string(row.kind.rawValue)
        object["text"] = .string(row.text)
        return .object(object)
      })
    out["failures"] = .array(table.failures.map { .object(failure($0)) })
    out["columns"] = .array(table.columns.map { .object(column($0)) })
    return out
  }

  static func column(_ column: ColumnProfile) -> JSONObject {
    var out = JSONObject()
    out["column"] = .string(column.name)
    out["kind"] = .string(column.kind.rawValue)
    out["rows"] = .int(column.rows)
    out["blank"] = .int(column.blank)
    out["withheld"] = .int(column.withheld)
    out["distinct"] = .int(column.distinct)
    if column.isEstimate { out["distinct_is_estimate"] = .bool(true) }
    if let least = column.least { out["least"] = .string(least) }
    if let greatest = column.greatest { out["greatest"] = .string(greatest) }
    if let times = column.times {
      out["formats"] = .array(times.formats.map { .object(common($0)) })
      if let order = times.order {
        out["order"] = .string(order.rawValue)
        out["month_first_rows"] = .int(times.monthFirstCount)
        out["day_first_rows"] = .int(times.dayFirstCount)
        out["either_rows"] = .int(times.eitherCount)
        out["deciding_rows"] = .array((times.monthFirstRows + times.dayFirstRows).map { .int($0) })
      }
    }
    if let numbers = column.numbers {
      out["decimals"] = .string(numbers.decimals.rawValue)
      out["lowest"] = .double(numbers.lowest)
      out["highest"] = .double(numbers.highest)
    }
    out["common"] = .array(column.common.prefix(20).map { .object(common($0)) })
    return out
  }

  private static func common(_ common: ColumnProfile.Common) -> JSONObject {
    var out = JSONObject()
    out["value"] = .string(common.value)
    out["rows"] = .int(common.count)
    return out
  }

  private static func failure(_ failure: Failure) -> JSONObject {
    var out = JSONObject()
    if let row = failure.row { out["row"] = .int(row) }
    out["reason"] = .string(failure.reason.rawValue)
    out["detail"] = .string(failure.detail)
    return out
  }

  static func explanation(_ found: MappingExplanation) -> JSONObject {
    var out = JSONObject()
    out["rows"] = .int(found.rows)
    out["events"] = .array(
      found.events.map { event in
        var object = JSONObject()
        object["name"] = .string(event.name)
        object["count"] = .int(event.count)
        return .object(object)
      })
    out["without_time"] = .int(found.withoutTime)
    out["failed"] = .int(found.failed)
    out["failures"] = .array(found.failures.map { .object(failure($0)) })
    out["no_events"] = .array(
      found.notEvents.map { entry in
        var object = JSONObject()
        object["why"] = .string(entry.why)
        object["count"] = .int(entry.count)
        object["rows"] = .array(entry.rows.map { .int($0) })
        return .object(object)
      })
    out["slots"] = .array(
      found.slots.map { slot in
        var object = JSONObject()
        object["slot"] = .string(slot.slot)
        object["known"] = .int(slot.known)
        object["unknown"] = .int(slot.unknown)
        object["meanings"] = .array(
          slot.meanings.map { meaning in
            var one = JSONObject()
            one["value"] = .orNull(meaning.value)
            if let reason = meaning.reason { one["unknown"] = .string(reason.rawValue) }
            one["rows"] = .int(meaning.rows)
            one["blank"] = .int(meaning.blank)
            one["texts"] = .array(meaning.texts.map { .object(common($0)) })
            return .object(one)
          })
        return .object(object)
      })
    return out
  }

  static func agency(_ name: AgencyCount.Name) -> JSONObject {
    var out = JSONObject()
    out["name"] = .string(name.name)
    out["class"] = .string(name.answer.class.rawValue)
    out["agency"] = .orNull(name.answer.agency)
    out["state"] = .orNull(name.answer.state)
    out["actor"] = .orNull(name.answer.class == .unsure ? nil : name.answer.actor)
    out["rule"] = .string(name.answer.rule)
    out["words"] = .strings(name.answer.words)
    out["row"] = .int(name.row)
    out["count"] = .int(name.count)
    if name.isCut { out["cut"] = .bool(true) }
    if let state = name.otherState { out["table_state"] = .string(state) }
    return out
  }
}
