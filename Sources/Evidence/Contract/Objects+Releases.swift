// SPDX-License-Identifier: Apache-2.0

extension PageName {
  public var object: JSONObject {
    var out = JSONObject()
    out["source"] = .string(source.hex)
    out["page"] = .int(number)
    return out
  }
}

extension PageStretch {
  public var object: JSONObject {
    var out = JSONObject()
    out["source"] = .string(source.hex)
    out["pages"] = .array([.int(first), .int(last)])
    return out
  }
}

extension PageCopy {
  /// The words of a disclosure were released and stand in it.
  public var object: JSONObject {
    var out = JSONObject()
    out["first"] = .object(first.object)
    out["second"] = .object(second.object)
    out["likeness"] = .double((likeness * 10_000).rounded() / 10_000)
    out["disclosures"] = .array(disclosures.map { .object($0.object) })
    return out
  }
}

extension Disclosure {
  public var object: JSONObject {
    var out = JSONObject()
    var withheld = withheldOn.object
    withheld["box"] = box.value
    withheld["codes"] = .strings(codes)
    out["withheld"] = .object(withheld)
    var shown = shownOn.object
    shown["boxes"] = .array(boxes.map(\.value))
    out["shown"] = .object(shown)
    out["text"] = .string(text)
    return out
  }
}

extension BatesReport {
  /// One object an entry, each with its `kind`: runs, gaps, repeats, pages without a number, breaks
  /// of the order.
  public var objects: [JSONObject] {
    runs.map(\.object) + gaps.map(\.object) + repeats.map(\.object) + blanks.map(\.object)
      + breaks.map(\.object)
  }
}

extension BatesRun {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string("run")
    out["prefix"] = .string(prefix)
    out["first"] = .string(first)
    out["last"] = .string(last)
    out["numbers"] = .int(borne)
    out["span"] = .int(span)
    out["page_count"] = .int(pages)
    out["sources"] = .strings(sources.map(\.hex))
    out["unit"] = .string(unit.rawValue)
    return out
  }
}

extension BatesGap {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string("gap")
    out["prefix"] = .string(prefix)
    out["first"] = .string(first)
    out["last"] = .string(last)
    out["numbers"] = .int(count)
    out["after"] = .object(after.object)
    out["before"] = .object(before.object)
    return out
  }
}

extension BatesRepeat {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string("repeat")
    out["first"] = .string(first)
    out["last"] = .string(last)
    out["numbers"] = .int(count)
    out["reason"] = .string(kind.rawValue)
    out["places"] = .array(places.map { .object($0.object) })
    return out
  }
}

extension BatesBlank {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string("unnumbered")
    out["places"] = .array([.object(pages.object)])
    out["after_number"] = .string(after)
    out["before_number"] = .string(before)
    out["between"] = .int(between)
    return out
  }
}

extension BatesBreak {
  public var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string("break")
    out["source"] = .string(page.source.hex)
    out["page"] = .int(page.number)
    out["number"] = .string(number)
    out["after_number"] = .string(after)
    return out
  }
}
