// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Passages that recur, through the real program.
struct WordingCommandTests {
  static func mail(_ number: Int, _ day: Int, from: String, _ body: String) -> String {
    """
    From: \(from)
    To: Records <records@fairview.example>
    Date: \(day) May 2010 09:15:00 +0000
    Subject: Note \(number)
    Message-ID: <note-\(number)@marlow.example>

    \(body)

    """
  }

  static let notes = [
    mail(
      1, 3, from: "Rosa Delgado <rosa.delgado@marlow.example>",
      """
      Marlow County may decline to take part in the fingerprint exchange by written notice to the
      identification bureau. The bureau then removes the county from the activation schedule.
      """),
    mail(
      2, 9, from: "Tom Ridley <tom.ridley@marlow.example>",
      """
      As discussed.

      Marlow County may not decline to take part in the fingerprint exchange, but may ask the
      identification bureau to withhold results. The bureau then removes the county from the list.
      """),
    mail(
      3, 12, from: "Ada Morrow <ada.morrow@marlow.example>",
      """
      The parks committee moved its budget hearing to the annex because the roof of the old hall
      leaks again, and the caterer wants a count of sandwiches by noon.
      """),
  ]

  @Test(.tags(.slow)) func `versions of a passage are listed as their schema says and opened`()
    throws
  {
    let scratch = try ScratchFolder()
    var files: [String] = []
    for (number, note) in Self.notes.enumerated() {
      let file = scratch.url.appending(path: "note-\(number + 1).eml")
      try Data(note.utf8).write(to: file)
      files.append(file.path)
    }
    let folder = scratch.path("marlow.case")
    try Program.run("new", folder, "--zone", "America/Chicago")
    let add = try Program.run(["add", folder] + files)
    try #require(add.status == 0, "\(add.err)")

    let families = try Program.run("wording", folder, "--format", "json").objects()
    #expect(families.count == 1)
    let schema = try SchemaCheck(named: "wording")
    #expect(families.flatMap { schema.faults(in: $0) } == [])
    let family = try #require(families.first)
    #expect(family["authors"] as? [String] == ["Rosa Delgado", "Tom Ridley"])
    let id = try #require(family["id"] as? String)

    let versions = try Program.run("wording", folder, id, "--format", "json").objects()
    #expect(versions.count == 2)
    let versionSchema = try SchemaCheck(named: "wording-versions")
    #expect(versions.flatMap { versionSchema.faults(in: $0) } == [])
    let first = try #require(versions.first?["first"] as? [String: Any])
    #expect((first["sent"] as? String)?.hasPrefix("2010-05-03T09:15") == true)
    let name = try #require(first["show"] as? String)
    let shown = try Program.run("show", folder, name)
    #expect(shown.status == 0 && shown.out.contains("may decline to take part"))

    let text = try Program.run("wording", folder, id)
    #expect(text.out.contains("+[not]"))
    #expect(text.out.contains("-[schedule.]") || text.out.contains("-[activation schedule.]"))
    #expect(text.out.contains("2010-05-09") && text.out.contains("Tom Ridley"))
    let unknown = try Program.run("wording", folder, "w-none")
    #expect(unknown.status == 2 && unknown.err.contains("`brightline wording` lists them"))
  }
}
