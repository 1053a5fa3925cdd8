// SPDX-License-Identifier: Apache-2.0

import Foundation

extension TimeSpan {
  /// Both ends as ISO 8601 with the offset in force in `zone`.
  public func object(in zone: TimeZone) -> JSONObject {
    var out = JSONObject()
    out["from"] = .string(Moment(seconds: from, in: zone).iso)
    out["to"] = .string(Moment(seconds: to, in: zone).iso)
    return out
  }
}

extension Moment {
  /// The wall time that clocks of `zone` show at `seconds` since 1970 UTC.
  public init(seconds: Int64, in zone: TimeZone, precision: Precision = .second) {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    let wall = seconds + Int64(offset)
    let day = wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400
    let rest = Int(wall - day * 86_400)
    let date = Calendar1970.date(day: day)
    self.init(
      year: date.year, month: date.month, day: date.day, hour: rest / 3_600,
      minute: rest / 60 % 60, second: rest % 60, precision: precision, offset: offset / 60)
  }
}

extension Event {
  /// Slots beyond the vocabulary's stand under `other`.
  public func object(in zone: TimeZone) -> JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    for slot in [
      Slot.action, .actor, .recipient, .subject, .information, .purpose, .basis, .outcome,
    ] {
      if let value = json(slot) { out[slot.rawValue] = value }
    }
    out["time"] = time.map { .object($0.object(in: zone)) } ?? .null
    if let value = json(.isPublic) { out[Slot.isPublic.rawValue] = value }
    out["status"] = .string(status.rawValue)
    out["reviewer"] = .orNull(reviewer)
    out["place"] = .orNull(place)
    var others = JSONObject()
    for slot in facts.keys.sorted() where out[slot.rawValue] == nil {
      if let value = json(slot) { others[slot.rawValue] = value }
    }
    if !others.members.isEmpty { out["other"] = .object(others) }
    if !parties.isEmpty {
      var named = JSONObject()
      for slot in parties.keys.sorted() { named[slot.rawValue] = .orNull(parties[slot]) }
      out["parties"] = .object(named)
    }
    if let message { out["message"] = .string(message) }
    if let answers { out["answers"] = .string(answers) }
    out["origin"] = .string(origin)
    out["citations"] = .array(citations.map { .object($0.object) })
    return out
  }

  private func json(_ slot: Slot) -> JSONValue? {
    switch facts[slot] {
    case nil: nil
    case .unknown(let unknown)?: .object(unknown.object)
    case .known(let values)?:
      slot == .information || slot == .basis || values.count != 1
        ? .strings(values) : .string(values[0])
    }
  }
}

extension Settling {
  public var object: JSONObject {
    var out = JSONObject()
    out["facts"] = .strings(facts)
    out["settles"] = .string(settles.rawValue)
    return out
  }
}

extension Finding {
  public var object: JSONObject {
    var out = JSONObject()
    out["event"] = .string(event)
    out["instrument"] = .orNull(instrument)
    out["rule"] = .orNull(rule)
    if let cite { out["cite"] = .string(cite) }
    out["verdict"] = .string(verdict.rawValue)
    out["until"] = .array(until.map { .object($0.object) })
    out["why"] = .strings(why)
    out["citations"] = .array(citations.map { .object($0.object) })
    out["status"] = .string(status.rawValue)
    return out
  }
}

extension Figure {
  public var object: JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    out["label"] = .string(label)
    out["value"] = .double(value)
    if let numerator { out["numerator"] = .int(numerator) }
    if let denominator { out["denominator"] = .int(denominator) }
    out["unit"] = .string(unit)
    if let interval { out["interval"] = .array(interval.map { .double($0) }) }
    if let method { out["method"] = .string(method) }
    if let status { out["status"] = .string(status) }
    out["query"] = .string(query)
    out["citations"] = .array(citations.map { .object($0.object) })
    return out
  }
}

extension InstrumentSummary {
  public var object: JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    out["place"] = .string(place)
    out["from"] = .string(from)
    out["to"] = .orNull(to)
    out["cite"] = .string(cite)
    out["source"] = .string(source.hex)
    return out
  }
}
