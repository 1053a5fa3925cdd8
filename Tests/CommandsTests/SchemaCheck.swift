// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Holds a JSON value against the part of JSON Schema that `docs/schemas` uses.
struct SchemaCheck {
  let schema: [String: Any]

  init(named name: String) throws {
    let file = Program.checkout.appending(path: "docs/schemas/\(name).schema.json")
    schema =
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  /// What does not fit, with its place; empty when everything does.
  func faults(in value: Any) -> [String] { Self.faults(value, schema, at: "$") }

  private static func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let tried = choices.map { faults(value, $0, at: place) }
      return tried.contains([]) ? [] : tried.min { $0.count < $1.count } ?? []
    }
    if let allowed = schema["enum"] as? [String] {
      guard let text = value as? String, allowed.contains(text) else {
        return ["\(place): \(value) is none of \(allowed)"]
      }
      return []
    }
    let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
    guard types.contains(where: { isType($0, value) }) else {
      return ["\(place): \(value) is not \(types)"]
    }
    if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      return list.enumerated().flatMap { faults($1, items, at: "\(place)[\($0)]") }
    }
    if let object = value as? [String: Any] { return memberFaults(object, schema, at: place) }
    return []
  }

  private static func memberFaults(
    _ object: [String: Any], _ schema: [String: Any], at place: String
  ) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var out: [String] = []
    for key in schema["required"] as? [String] ?? [] where object[key] == nil {
      out.append("\(place): \(key) is missing")
    }
    for (key, value) in object {
      if let property = properties[key] {
        out += faults(value, property, at: "\(place).\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        out.append("\(place): \(key) is not documented")
      }
    }
    return out
  }

  private static func isType(_ name: String, _ value: Any) -> Bool {
    // Both JSON's booleans and its numbers come as NSNumber.
    let number = value as? NSNumber
    let isBool = number.map { String(cString: $0.objCType) == "c" } ?? false
    return switch name {
    case "string": value is String
    case "boolean": isBool
    case "integer": !isBool && number.map { $0.doubleValue == $0.doubleValue.rounded() } == true
    case "number": !isBool && number != nil
    case "null": value is NSNull
    case "array": value is [Any]
    case "object": value is [String: Any]
    default: false
    }
  }
}
