// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GMime

struct HTMLTextTests {
  @Test(arguments: [
    ("One<br>two<br/><br>three", ["One", "two", "", "three"]),
    ("<div>One</div><div><br></div><div>two\n three</div>", ["One", "", "two three"]),
    ("<p>One</p>\n<p>two</p>", ["One", "", "two"]),
    (
      "<p class=MsoNormal>One</p><p class=\"MsoNormal\">&nbsp;</p><p class=MsoNormal>two</p>",
      ["One", "", "two"]
    ),
    (
      "Hi<blockquote>old<blockquote>older</blockquote></blockquote>new",
      ["Hi", "> old", "> > older", "new"]
    ),
    ("<ul><li>a<li>b</ul>c", ["- a", "- b", "c"]),
    (
      "<table><tr><td>From:</td><td>Dana</td></tr><tr><td>To:</td></tr></table>",
      ["From:\tDana", "To:"]
    ),
    ("<pre>a  b\nc</pre>", ["a  b", "c"]),
    ("<style>p { color: red }</style>a<script>if (1 < 2) {}</script>b<!-- <p> -->c", ["abc"]),
    ("a &lt; b &amp;&#8217;&#x2019;&eacute; &unknown; &#150; R&D", ["a < b &’’é &unknown; – R&D"]),
    ("<a href=\"x>y\">link</a> 1 < 2 <3", ["link 1 < 2 <3"]),
    ("<a title=\"never closed>text</a>", ["text"]),
  ])
  func `what a reader sees`(html: String, lines: [String]) {
    #expect(HTMLText.lines(html) == lines)
  }

  @Test func `the charset is taken from the page where the header is silent`() {
    let html = Array("<meta http-equiv=x content='text/html; charset=ISO-8859-2'>".utf8)
    #expect(HTMLText.declaredCharset(html) == "iso-8859-2")
  }
}
