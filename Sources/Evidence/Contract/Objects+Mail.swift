// SPDX-License-Identifier: Apache-2.0

extension Unknown {
  /// `{unknown: reason, candidates?, code?, citation?}`.
  public var object: JSONObject {
    var out = JSONObject()
    out["unknown"] = .string(reason.rawValue)
    if !candidates.isEmpty { out["candidates"] = .strings(candidates) }
    if let code { out["code"] = .string(code) }
    if let citation { out["citation"] = .object(citation.object) }
    return out
  }
}

extension Party {
  public var object: JSONObject {
    var out = JSONObject()
    out["name"] = .orNull(name)
    out["address"] = .orNull(address)
    out["organization"] = .orNull(organization)
    out["person"] = .orNull(person)
    return out
  }
}

extension Fact where Value == Party {
  public var json: JSONValue {
    switch self {
    case .known(let party): .object(party.object)
    case .unknown(let unknown): .object(unknown.object)
    }
  }
}

extension Message {
  public var object: JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    out["source"] = .string(source.hex)
    out["pages"] = .array(pages.map { .int($0) })
    out["bates"] = .strings(bates)
    out["origin"] = .string(origin.rawValue)
    out["from"] = from.json
    out["to"] = .array(to.map(\.json))
    out["cc"] = .array(cc.map(\.json))
    switch sent {
    case .known(let moment):
      out["sent"] = .string(moment.iso)
      out["sent_precision"] = .string(moment.precision.rawValue)
    case .unknown(let unknown):
      out["sent"] = .object(unknown.object)
      out["sent_precision"] = .string(Precision.unknown.rawValue)
    }
    out["zone"] = .orNull(zone)
    switch subject {
    case .known(let text): out["subject"] = .string(text)
    case .unknown(let unknown): out["subject"] = .object(unknown.object)
    }
    out["new_text"] = .string(newText)
    out["text"] = .string(text)
    out["reply_to"] = .orNull(replyTo)
    out["thread"] = .orNull(thread)
    out["depth"] = .int(depth)
    if let folder { out["folder"] = .string(folder) }
    if let quotedIn { out["quoted_in"] = .string(quotedIn) }
    if !attachments.isEmpty { out["attachments"] = .strings(attachments) }
    out["duplicates"] = .strings(duplicates)
    out["released"] = .bool(released)
    out["citation"] = .object(citation.object)
    return out
  }
}

extension Person {
  public var object: JSONObject {
    var out = JSONObject()
    out["id"] = .string(id)
    out["name"] = .string(name)
    out["aliases"] = .strings(aliases)
    out["addresses"] = .strings(addresses)
    out["organization"] = .orNull(organization)
    out["side"] = .string(side.rawValue)
    out["role"] = .orNull(role)
    out["sent"] = .int(sent)
    out["received"] = .int(received)
    out["first"] = .orNull(first)
    out["last"] = .orNull(last)
    if let roles { out["roles"] = .array(roles.map { .object($0.object) }) }
    if let links { out["links"] = .array(links.map { .object($0.object) }) }
    return out
  }
}

extension Person.Role {
  public var object: JSONObject {
    var out = JSONObject()
    out["title"] = .string(title)
    out["first"] = .orNull(first)
    out["last"] = .orNull(last)
    out["message"] = .string(message)
    return out
  }
}

extension Person.Link {
  public var object: JSONObject {
    var out = JSONObject()
    out["one"] = .string(one)
    out["other"] = .string(other)
    out["why"] = .string(why.rawValue)
    if let note { out["note"] = .string(note) }
    return out
  }
}

extension Reply {
  public var object: JSONObject {
    var out = JSONObject()
    out["from"] = .string(from)
    out["to"] = .string(to)
    out["message"] = .string(message)
    out["in_reply_to"] = .string(inReplyTo)
    out["minutes"] = .int(minutes)
    out["business_minutes"] = .int(businessMinutes)
    out["certain"] = .bool(certain)
    if let asked { out["asked"] = .string(asked) }
    if let answered { out["answered"] = .string(answered) }
    if let zones { out["zones"] = .string(zones.rawValue) }
    if let pairing { out["paired_by"] = .string(pairing.rawValue) }
    if let doubts { out["doubts"] = .strings(doubts.map(\.rawValue)) }
    return out
  }
}
