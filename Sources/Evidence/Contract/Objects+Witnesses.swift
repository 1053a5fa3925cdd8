// SPDX-License-Identifier: Apache-2.0

extension WitnessedMessage {
  public var object: JSONObject {
    var out = JSONObject()
    out["message"] = .string(message)
    out["count"] = .int(witnesses.count)
    out["witnesses"] = .array(witnesses.map { .object($0.object) })
    out["differences"] = .array(differences.map { .object($0.object) })
    return out
  }
}

extension WitnessedMessage.Witness {
  public var object: JSONObject {
    var out = JSONObject()
    out["message"] = .string(message)
    out["origin"] = .string(origin.rawValue)
    out["bates"] = .strings(bates)
    out["citation"] = .object(citation.object)
    return out
  }
}

extension WitnessedMessage.Difference {
  public var object: JSONObject {
    var out = JSONObject()
    out["part"] = .string(part.rawValue)
    out["kind"] = .string(kind.rawValue)
    out["text"] = .string(text)
    out["shown_in"] = .string(shownIn)
    out["withheld_in"] = .string(withheldIn)
    if let instead { out["instead"] = .string(instead) }
    out["codes"] = .strings(codes)
    out["citation"] = .object(citation.object)
    return out
  }
}

extension MissingItem {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string(kind.rawValue)
    out["ask"] = .string(ask)
    out["reason"] = .string(reason)
    if let message { out["message"] = .string(message) }
    if let count { out["count"] = .int(count) }
    if let name { out["name"] = .string(name) }
    out["citation"] = .object(citation.object)
    return out
  }
}
