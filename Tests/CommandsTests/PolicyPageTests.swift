// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The page that `policy show --html` makes.
@Suite struct PolicyPageTests {
  @Test func `the policies the program comes with are one page, and all their examples hold`()
    throws
  {
    let scratch = try ScratchFolder()
    let file = scratch.path("page.html")
    let show = try Program.run("policy", "show", "--html", "-o", file)
    #expect(show.status == 0, "\(show.err)")
    let page = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("verdicts of the worked examples come out as the file expects."))
    #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("<link"))
    let again = try Program.run("policy", "show", "--html")
    #expect(again.out == page)
  }

  @Test func `what is asked of it wrongly is said, and nothing is written`() throws {
    let scratch = try ScratchFolder()
    let law = Program.checkout.appending(path: "Policies/dc.policy.md").path
    let lost = try Program.run("policy", "show", "--html", law, "-o", scratch.path("no/page.html"))
    #expect(lost.status == 2 && lost.err.contains("page.html cannot be written"))
    for arguments in [[], ["--html", "--place", "DC"], ["--html", "--format", "json"]] {
      #expect(try Program.run(["policy", "show", law] + arguments).status == 2)
    }
  }
}
