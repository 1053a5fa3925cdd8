// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation
import Templates
import Testing

@testable import Publishing

@Suite struct PageTests {
  @Test func `every link leads to a file and a place that are there`() throws {
    let published = try Published(MailPagesTests.record())
    var anchors: [String: Set<String>] = [:]
    for page in published.pages { anchors[page] = Set(Tags(try published.text(page)).values("id")) }
    var links = 0
    for page in published.pages {
      let tags = Tags(try published.text(page))
      #expect(
        tags.values("id").count == Set(tags.values("id")).count, "\(page) names a place twice")
      for link in tags.values("href") + tags.values("src") {
        links += 1
        let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let base = URL(filePath: "/" + page).deletingLastPathComponent()
        let file =
          parts[0].isEmpty
          ? page : String(base.appending(path: parts[0]).standardized.path.dropFirst())
        #expect(published.account.files.contains(file), "\(page) → \(link)")
        if parts.count > 1 {
          #expect(anchors[file]?.contains(parts[1]) == true, "\(page) → \(link)")
        }
      }
    }
    #expect(links > 150)
  }

  @Test func `what strangers wrote stays text`() throws {
    var record = Fixture.record()
    let evil = [
      "<script>alert(1)</script>", "</title></main><img src=x onerror=alert(1)>",
      "\"\u{301} onmouseover=alert(1) x=\"\u{308}", "'\u{301}><svg onload=alert(1)>",
      "javascript:alert(1)", "\u{202E}gpj.exe", "null\u{0}byte", "{{title}}{{{title}}}", "`${x}`",
      "=cmd|' /C calc'!A0",
    ].joined(separator: " ")
    record.name = evil
    record.sources[0].name = "in/" + evil
    record.pages[0].words.append(
      Word(text: evil, box: Box(x0: 0, y0: 0, x1: 9, y1: 9), line: 9))
    record.pages[0].bates = evil
    record.pages[0].stamps = [evil]
    record.pages[0].redactions[0].codes = [evil]
    record.messages[0].subject = .known(evil)
    record.messages[0].from = .known(Party(name: evil, address: evil, person: "Lind"))
    record.messages[0].lines.append(MessageLine(text: evil, zone: .quoted))
    record.messages[0].attachments = [evil]
    record.people[0].name = evil
    record.people[0].addresses = ["javascript:alert(1)"]
    record.people[0].organization = evil
    record.events[0].parties[.actor] = evil
    record.events[0].reviewer = evil
    record.events[1].parties[.actor] = evil
    record.findings[0].citations[0].quote = evil
    record.findings[0].why = [evil]
    record.findings[0].cite = evil
    record.findings[1].until[0].facts = [evil]
    record.instruments[0].cite = evil
    record.failures[Fixture.log] = [Failure(reason: .damaged, detail: evil)]

    let published = try Published(record)
    let known: Set<String> = [
      "!doctype", "html", "head", "meta", "title", "link", "body", "a", "header", "p", "nav", "ul",
      "li", "main", "h1", "h2", "h3", "h4", "section", "div", "table", "caption", "thead", "tbody",
      "tfoot", "tr", "th", "td", "b", "span", "ol", "footer", "figure", "figcaption", "blockquote",
      "article", "fieldset", "legend", "label", "input", "dl", "dt", "dd", "details", "summary",
      "pre", "code", "svg", "g", "rect", "path", "line", "circle", "text", "tspan", "image", "abbr",
      "ins", "del",
    ]
    var seen = 0
    for page in published.pages {
      let html = try published.text(page)
      let tags = Tags(html)
      for tag in tags.all {
        #expect(known.contains(tag.name), "<\(tag.name)> on \(page)")
        for attribute in tag.attributes {
          #expect(!attribute.name.hasPrefix("on"), "\(attribute.name) on \(page)")
          #expect(!attribute.value.contains("javascript:") || attribute.name != "href")
        }
      }
      #expect(!html.unicodeScalars.contains("\0") && !html.unicodeScalars.contains("\u{202E}"))
      #expect(
        html.contains("Content-Security-Policy\" content=\"default-src &#39;none&#39;")
          || html.contains("default-src 'none'"))
      if html.contains("[U+202E]gpj.exe") { seen += 1 }
    }
    // It is shown, not dropped.
    #expect(seen >= 8)
    #expect(try published.text("messages.html").contains("null\u{2400}byte"))
  }

  @Test func `nothing is fetched from elsewhere and no script runs`() throws {
    let published = try Published(Fixture.record())
    for page in published.pages {
      let html = try published.text(page)
      #expect(!html.contains("script-src"))
      for tag in Tags(html).all where ["link", "image", "img", "script"].contains(tag.name) {
        for attribute in tag.attributes where ["href", "src"].contains(attribute.name) {
          #expect(!attribute.value.contains(":") && !attribute.value.hasPrefix("/"))
        }
      }
    }
    #expect(!(try published.text("style.css").contains("url(")))
    #expect(!(try published.text("style.css").contains("@import")))
  }

  @Test func `each page has one heading, a way past the navigation and named tables`() throws {
    let published = try Published(MailPagesTests.record())
    for page in published.pages {
      let tags = Tags(try published.text(page))
      #expect(tags.all.count { $0.name == "h1" } == 1)
      #expect(tags.all.count { $0.name == "main" } == 1)
      #expect(tags.values("href").first { $0.hasPrefix("#") } == "#main")
      #expect(tags.all.count { $0.name == "caption" } == tags.all.count { $0.name == "table" })
      #expect(
        tags.all.filter { $0.name == "th" }.allSatisfy {
          $0.attributes.contains { $0.name == "scope" }
        })
      let heads = tags.all.compactMap { $0.name.first == "h" ? Int($0.name.dropFirst()) : nil }
      for (one, next) in zip(heads, heads.dropFirst()) {
        #expect(next <= one + 1, "\(page): h\(one), h\(next)")
      }
    }
  }

  @Test func `a template that could skip escaping is refused`() throws {
    var options = try Fixture.options()
    options.templates["index.mustache"] = "{{<layout}}{{$main}}{{{title}}}{{/main}}{{/layout}}"
    #expect(throws: TemplateError.self) { try Published(Fixture.record(), options: options) }
  }

  @Test func `only cited pages are pictured, with their quotes outlined`() throws {
    var record = Fixture.record()
    record.replies = []
    let published = try Published(record)
    #expect(published.asked.map(\.page) == [1])
    #expect(published.account.pagesPictured == 1)
    let page = try published.text("pages/1a1a1a1a1a1a-1.html")
    let quote = Tags(page).all.first { $0.name == "g" }
    #expect(quote?.attributes.contains { $0.name == "id" && $0.value == "q1" } == true)
    #expect(page.contains("x=\"70.5\" y=\"84.5\" width=\"231\" height=\"15\""))
    #expect(try published.text("findings.html").contains("href=\"pages/1a1a1a1a1a1a-1.html#q1\""))
  }

  @Test func `the words under a redaction are nowhere`() throws {
    var record = Fixture.record()
    record.pages[0].words.append(
      Word(text: "Hiddenname", box: Box(x0: 120, y0: 302, x1: 180, y1: 318), line: 8))
    let published = try Published(record)
    for file in published.account.files where !file.hasSuffix(".png") {
      #expect(!(try published.text(file).contains("Hiddenname")), "\(file)")
    }
  }

  @Test func `a long list goes on over several pages that lead to one another`() throws {
    var options = try Fixture.options()
    options.rowsPerPage = 3
    var record = Fixture.record()
    record.findings = (0..<8).map { n in
      var finding = record.findings[0]
      finding.verdict = n < 5 ? .violated : .permitted
      return finding
    }
    let published = try Published(record, options: options)
    #expect(published.pages.contains("findings-3.html"))
    #expect(!published.pages.contains("findings-4.html"))
    #expect(try published.text("findings.html").contains("href=\"findings-2.html#permitted\""))
    #expect(try published.text("findings-2.html").contains("id=\"f-4\""))
  }
}

/// The tags of a page, as a browser would read ones that are written properly.
struct Tags {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
  }

  private(set) var all: [Tag] = []

  init(_ html: String) {
    var rest = Array(html.unicodeScalars)[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[(open + 1)...]
      guard let first = rest.first, first != "/" else { continue }
      var name = String.UnicodeScalarView()
      while let next = rest.first, !" >/\n".unicodeScalars.contains(next) {
        name.append(next)
        rest.removeFirst()
      }
      var attributes: [(String, String)] = []
      while let next = rest.first, next != ">" {
        guard next.properties.isAlphabetic else {
          rest.removeFirst()
          continue
        }
        var key = String.UnicodeScalarView()
        while let next = rest.first, !"=> \n".unicodeScalars.contains(next) {
          key.append(next)
          rest.removeFirst()
        }
        var value = String.UnicodeScalarView()
        if rest.first == "=" {
          rest.removeFirst()
          if rest.first == "\"" {
            rest.removeFirst()
            while let next = rest.first, next != "\"" {
              value.append(next)
              rest.removeFirst()
            }
            rest = rest.dropFirst()
          }
        }
        attributes.append((String(key), String(value)))
      }
      all.append(Tag(name: String(name).lowercased(), attributes: attributes))
    }
  }

  func values(_ attribute: String) -> [String] {
    all.flatMap { $0.attributes.filter { $0.name == attribute }.map(\.value) }
  }
}
