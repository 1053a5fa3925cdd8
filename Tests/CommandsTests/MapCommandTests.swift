// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

struct MapCommandTests {
  private func log() -> String {
    Program.checkout.appending(path: "Examples/fairview/release/jail-access-log.csv").path
  }

  @Test func `a table is shown with a mapping that can be written and explained`() throws {
    let scratch = try ScratchFolder()
    let mapping = scratch.path("log.mapping.yaml")
    let made = try Program.run("map", log(), "--zone", "America/Chicago", "--write", mapping)
    #expect(made.status == 0, "\(made.err)")
    #expect(made.out.contains("Kind: database-query"))
    #expect(try Program.run("map", log(), "--write", mapping).status == 2)
    let told = try Program.run("map", log(), "--mapping", mapping, "--format", "json")
    // Three of its rows have a time that cannot be read: there is something to look at.
    #expect(told.status == 1, "\(told.err)")
    let object = try #require(try told.objects().first)
    #expect(try SchemaCheck(named: "map-explanation").faults(in: object) == [])
    let events = try #require(object["events"] as? [[String: Any]])
    let failed = try #require(object["failed"] as? Int)
    #expect(failed == 3)
    #expect(events.first?["count"] as? Int == (object["rows"] as? Int).map { $0 - failed })
  }

  @Test func `what is found is as its schema says`() throws {
    let result = try Program.run("map", log(), "--format", "json")
    let object = try #require(try result.objects().first)
    #expect(try SchemaCheck(named: "map").faults(in: object) == [])
    let book = Program.checkout.appending(path: "Examples/fairview/release/release-log.xlsx").path
    let other = try #require(try Program.run("map", book, "--format", "json").objects().first)
    #expect(try SchemaCheck(named: "map").faults(in: other) == [])
    #expect(other["kind"] as? String == "release")
  }

  @Test func `agencies of a sharing list are counted, and the unsure listed`() throws {
    let scratch = try ScratchFolder()
    try Data(
      "Agency,State\nFairview PD,OR\nICE ERO Portland,\nVenice PD,\nReno NV PD,NV\nSalem OR PD,\n"
        .utf8
    )
    .write(to: scratch.url.appending(path: "shared.csv"))
    let result = try Program.run(
      "map", scratch.path("shared.csv"), "--agencies", "--state", "OR", "--format", "json")
    #expect(result.status == 1)
    let objects = try result.objects()
    let schema = try SchemaCheck(named: "map-agencies")
    #expect(objects.flatMap { schema.faults(in: $0) } == [])
    #expect(
      objects.compactMap { $0["class"] as? String } == [
        "own-state", "federal", "unsure", "other-state", "own-state",
      ])
    let text = try Program.run("map", scratch.path("shared.csv"), "--agencies", "--state", "OR").out
    #expect(text.contains("own-state      2 of 5 (40 %)"), "\(text)")
  }

  @Test func `a wish that cannot be met is refused with what could be meant`() throws {
    let wrong = try Program.run("map", log(), "--kind", "relase")
    #expect(wrong.status == 2)
    #expect(wrong.err.contains("did you mean 'release'"))
    let column = try Program.run("map", log(), "--set", "person=Bookng No")
    #expect(column.status == 2)
    #expect(column.err.contains("did you mean 'Booking No'"), "\(column.err)")
    #expect(try Program.run("map", "nowhere.csv").status == 2)
  }
}
