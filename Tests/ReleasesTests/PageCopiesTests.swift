// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Releases

@Suite struct PageCopiesTests {
  static let one = SourceID(hex: String(repeating: "1a", count: 32))
  static let two = SourceID(hex: String(repeating: "2b", count: 32))

  static func name(_ source: SourceID, _ page: Int) -> PageName {
    PageName(source: source, number: page)
  }

  @Test func `What one copy withholds and the other shows is told, both ways`() throws {
    let words = Leaf.text(1, 120)
    var first = Leaf.page(Self.one, 1, words)
    var second = Leaf.page(Self.two, 4, words, left: 80, top: 97, scale: 0.96)
    Leaf.withhold(&first, 30..<34)
    Leaf.withhold(&second, 70..<73, code: "(b)(5)")
    let copy = try #require(PageCopies.find(in: [second, first]).first)
    #expect(copy.first == Self.name(Self.one, 1))
    #expect(copy.second == Self.name(Self.two, 4))
    #expect(copy.likeness == 1)
    let onFirst = copy.disclosures.filter { $0.withheldOn == copy.first }
    #expect(onFirst.map(\.text).joined(separator: " ") == words[30..<34].joined(separator: " "))
    #expect(onFirst.map(\.box) == first.redactions.map(\.box))
    #expect(onFirst.allSatisfy { $0.codes == ["(b)(6)"] && $0.shownOn == copy.second })
    let onSecond = copy.disclosures.filter { $0.withheldOn == copy.second }
    #expect(onSecond.map(\.text).joined(separator: " ") == words[70..<73].joined(separator: " "))
    let shown = Leaf.page(Self.one, 1, words).words[70..<73].map(\.box)
    #expect(
      onSecond.flatMap(\.boxes).allSatisfy { box in
        shown.contains { box.contains(x: $0.midX, y: $0.midY) }
      })
  }

  @Test func `Words withheld on both are no disclosure, and misread ones are none`() throws {
    let words = Leaf.text(2, 150)
    var first = Leaf.page(Self.one, 1, words)
    var second = Leaf.page(Self.two, 1, words)
    Leaf.withhold(&first, 40..<44)
    Leaf.withhold(&second, 40..<44)
    var dice = Dice(seed: 3)
    Leaf.scan(&second, &dice, rarity: 12)
    let copy = try #require(PageCopies.find(in: [first, second]).first)
    #expect(copy.disclosures.isEmpty)
  }

  @Test func `A page printed anew with other lines is the same, box by box`() throws {
    let words = Leaf.text(4, 140)
    var first = Leaf.page(Self.one, 1, words)
    let second = Leaf.page(Self.two, 1, words, scale: 1.2, width: 300)
    Leaf.withhold(&first, 60..<63)
    let copy = try #require(PageCopies.find(in: [first, second]).first)
    #expect(
      copy.disclosures.map(\.text).joined(separator: " ") == words[60..<63].joined(separator: " "))
  }

  @Test func `Numbers and stamps of a release do not part copies`() {
    let words = Leaf.text(5, 60)
    var first = Leaf.page(Self.one, 1, words)
    var second = Leaf.page(Self.two, 1, words)
    for (n, text) in ["FPD", "000123"].enumerated() {
      let box = Box(x0: 400 + 40 * Double(n), y0: 760, x1: 430 + 40 * Double(n), y1: 770)
      first.words.append(Word(text: text, box: box, line: 90))
      first.furniture.append(box)
    }
    second.words.append(
      Word(text: "RELEASED", box: Box(x0: 300, y0: 20, x1: 360, y1: 30), line: 91))
    #expect(PageCopies.find(in: [first, second]).count == 1)
  }

  @Test func `Forms that differ in what was filled in are not one page`() {
    let form = Leaf.text(6, 150)
    func filled(_ source: SourceID, _ page: Int, _ values: [String]) -> Page {
      var words = form
      for (n, value) in values.enumerated() { words[20 + 30 * n] = value }
      return Leaf.page(source, page, words)
    }
    let pages = [
      filled(Self.one, 1, ["Ortega", "03/14/2018", "A4471"]),
      filled(Self.one, 2, ["Lindqvist", "04/02/2018", "A9032"]),
      filled(Self.two, 1, ["Ortega", "03/14/2018", "A4471"]),
    ]
    #expect(
      PageCopies.find(in: pages).map { [$0.first, $0.second] } == [
        [Self.name(Self.one, 1), Self.name(Self.two, 1)]
      ])
    // Read by a machine, the same holds.
    var dice = Dice(seed: 9)
    var scanned = pages
    for n in scanned.indices { Leaf.scan(&scanned[n], &dice, rarity: 15) }
    #expect(
      PageCopies.find(in: scanned).map { [$0.first, $0.second] } == [
        [Self.name(Self.one, 1), Self.name(Self.two, 1)]
      ])
  }

  @Test func `A cover with another letter, a blank page and a line of text are not copies`() {
    let cover = Leaf.text(7, 60)
    let pages = [
      Leaf.page(Self.one, 1, cover + Leaf.text(8, 60)),
      Leaf.page(Self.two, 1, cover + Leaf.text(9, 60)),
      Leaf.page(Self.one, 2, []), Leaf.page(Self.two, 2, []),
      Leaf.page(Self.one, 3, ["This", "page", "left", "blank"]),
      Leaf.page(Self.two, 3, ["This", "page", "left", "blank"]),
    ]
    #expect(PageCopies.find(in: pages).isEmpty)
  }

  @Test func `A signature that many pages bear makes no copies of what is withheld above it`() {
    let signature = Leaf.text(70, 30)
    var pages = (1...30).map { Leaf.page(Self.two, $0, Leaf.text(200 + $0, 30) + signature) }
    // Nothing but the signature is left, and it could be any of them.
    var left = Leaf.page(Self.one, 1, Leaf.text(201, 30) + signature)
    Leaf.withhold(&left, 0..<30)
    pages.append(left)
    #expect(PageCopies.find(in: pages).isEmpty)
  }

  @Test func `Of a page that is nearly all withheld a few lines are enough`() throws {
    let words = Leaf.text(10, 240)
    let whole = Leaf.page(Self.two, 9, words)
    var left = Leaf.page(Self.one, 1, words)
    Leaf.withhold(&left, 24..<240)
    let others = (20..<30).map { Leaf.page(Self.two, $0, Leaf.text($0, 240)) }
    let copies = PageCopies.find(in: others + [whole, left])
    #expect(copies.map(\.second) == [Self.name(Self.two, 9)])
    let told = copies[0].disclosures.map(\.text).joined(separator: " ")
    #expect(told == words[24..<240].joined(separator: " "))
    // Ten words are not.
    var less = Leaf.page(Self.one, 1, words)
    Leaf.withhold(&less, 10..<240)
    #expect(PageCopies.find(in: others + [whole, less]).isEmpty)
  }

  @Test func `Pages withheld whole are found between the copies of their neighbours`() {
    let texts = (40..<46).map { Leaf.text($0, 90) }
    let shown = texts.enumerated().map { Leaf.page(Self.two, $0 + 3, $1) }
    func withheld(_ page: Int, _ kind: Redaction.Kind, _ count: Int? = nil) -> Page {
      var page = Leaf.page(Self.one, page, [])
      page.redactions = [
        Redaction(
          box: Box(x0: 40, y0: 40, x1: 570, y1: 750), kind: kind, codes: ["(b)(5)"],
          withheldPages: count)
      ]
      return page
    }
    // The second and third page of six black, a slip for the fifth and sixth at the end.
    let release = [
      Leaf.page(Self.one, 1, texts[0]), withheld(2, .page), withheld(3, .page),
      Leaf.page(Self.one, 4, texts[3]), withheld(5, .slip, 2),
    ]
    let whole = PageCopies.find(in: release + shown).flatMap(\.disclosures)
    #expect(
      whole.map { [$0.withheldOn.number, $0.shownOn.number] } == [
        [2, 4], [3, 5], [5, 7], [5, 8],
      ])
    #expect(whole.allSatisfy { $0.text.count <= WithheldPages.quoted + 2 && !$0.boxes.isEmpty })
    // A slip that says nine pages does not fit two.
    let wrong = PageCopies.find(in: release.dropLast() + [withheld(5, .slip, 9)] + shown)
    #expect(wrong.flatMap(\.disclosures).map(\.withheldOn.number) == [2, 3])
  }

  @Test func `A page withheld whole is found by its number`() {
    var withheld = Leaf.page(Self.one, 7, [])
    withheld.bates = "FPD-000012"
    withheld.redactions = [
      Redaction(box: Box(x0: 0, y0: 0, x1: 612, y1: 792), kind: .page)
    ]
    var shown = Leaf.page(Self.two, 2, Leaf.text(60, 90))
    shown.bates = "FPD 12"
    #expect(PageCopies.find(in: [withheld, shown]).first?.disclosures.count == 1)
    withheld.bates = "000012"
    shown.bates = "000012"
    #expect(PageCopies.find(in: [withheld, shown]).isEmpty)
  }

  @Test func `Copies are the same in whatever order the pages come and whichever is called first`()
  {
    var dice = Dice(seed: 77)
    var pages: [Page] = []
    var pairs: Set<[Int]> = []
    for n in 1...24 {
      let words = Leaf.text(100 + n, 40 + dice.below(160))
      var first = Leaf.page(Self.one, n, words)
      let start = dice.below(words.count - 12)
      Leaf.withhold(&first, start..<(start + 1 + dice.below(10)))
      pages.append(first)
      guard dice.below(3) > 0 else { continue }
      var second = Leaf.page(Self.two, 60 - n, words, left: 60 + Double(dice.below(20)))
      if dice.below(2) == 0 { Leaf.scan(&second, &dice, rarity: 20) }
      pages.append(second)
      pairs.insert([n, 60 - n])
    }
    let found = PageCopies.find(in: pages)
    #expect(Set(found.map { [$0.first.number, $0.second.number] }) == pairs)
    #expect(PageCopies.find(in: pages.reversed()) == found)
    #expect(PageCopies.find(in: dice.shuffled(pages)) == found)
    // With the names of the sources exchanged, the same is withheld and shown.
    func exchanged(_ name: PageName) -> PageName {
      PageName(source: name.source == Self.one ? Self.two : Self.one, number: name.number)
    }
    let turned = pages.map { page in
      var page = page
      page.source = page.source == Self.one ? Self.two : Self.one
      return page
    }
    let other = PageCopies.find(in: turned)
    func told(_ copies: [PageCopy], _ name: (PageName) -> PageName) -> Set<Disclosure> {
      Set(
        copies.flatMap(\.disclosures).map {
          Disclosure(
            withheldOn: name($0.withheldOn), box: $0.box, codes: $0.codes,
            shownOn: name($0.shownOn), boxes: $0.boxes, text: $0.text)
        })
    }
    #expect(told(found, { $0 }) == told(other, exchanged))
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ([$0.first, $0.second], $0.likeness) })
        == Dictionary(
          uniqueKeysWithValues: other.map {
            ([exchanged($0.second), exchanged($0.first)], $0.likeness)
          }))
  }

  @Test func `Where two releases number other pages alike, a number names no withheld page`() {
    var pages: [Page] = []
    func add(_ source: SourceID, _ number: Int, _ words: [String]) {
      var page = Leaf.page(source, number, words)
      page.bates = "FPD-00000\(number)"
      if words.isEmpty {
        page.redactions = [Redaction(box: Box(x0: 0, y0: 0, x1: 612, y1: 792), kind: .page)]
      }
      pages.append(page)
    }
    for number in 1...4 { add(Self.one, number, Leaf.text(number, 90)) }
    add(Self.one, 5, [])
    // The second release has the same pages behind one that is new.
    for number in 2...5 { add(Self.two, number, Leaf.text(number - 1, 90)) }
    let found = PageCopies.find(in: pages)
    #expect(found.map(\.first.number) == [1, 2, 3, 4])
    #expect(found.map(\.second.number) == [2, 3, 4, 5])
    // With the pages under their own numbers it does.
    pages.removeAll { $0.source == Self.two }
    for number in 2...5 { add(Self.two, number, Leaf.text(number, 90)) }
    let same = PageCopies.find(in: pages)
    #expect(same.map(\.first.number) == [2, 3, 4, 5])
    #expect(same.flatMap(\.disclosures).map(\.withheldOn) == [Self.name(Self.one, 5)])
  }

  @Test func `A page that was released twenty times is not taken for the wording of a form`() {
    let words = Leaf.text(71, 40)
    let pages = (1...20).map { Leaf.page($0 % 2 == 0 ? Self.one : Self.two, $0, words) }
    let found = PageCopies.find(in: pages)
    // Each with the eight that are nearest to it, or more.
    for page in pages {
      let name = Self.name(page.source, page.number)
      #expect(found.count { $0.first == name || $0.second == name } >= 8)
    }
  }

  @Test func `A short page above a long signature is found among others above the same`() {
    let signature = Leaf.text(72, 150)
    var pages: [Page] = []
    for n in 1...80 {
      let words = Leaf.text(300 + n, 24) + signature
      pages.append(Leaf.page(Self.one, n, words))
      if n % 4 == 0 { pages.append(Leaf.page(Self.two, n, words)) }
    }
    let found = PageCopies.find(in: pages)
    #expect(
      found.map { [$0.first.number, $0.second.number] } == (1...20).map { [4 * $0, 4 * $0] })
  }

  @Test func `Another hour makes another letter, however badly the rest was read`() throws {
    let words = Leaf.text(73, 220)
    var (first, second) = (Leaf.page(Self.one, 1, words), Leaf.page(Self.two, 1, words))
    var dice = Dice(seed: 21)
    Leaf.scan(&second, &dice, rarity: 12)
    #expect(PageCopies.find(in: [first, second]).count == 1)
    for place in [30, 60] {
      (first.words[place].text, first.words[place].confidence) = ("10:02", nil)
      (second.words[place].text, second.words[place].confidence) = ("9:10", 0.95)
    }
    #expect(PageCopies.find(in: [first, second]).isEmpty)
  }

  @Test func `The longest rising chain is as long as trying all finds`() {
    var dice = Dice(seed: 5)
    for _ in 0..<200 {
      let places = dice.shuffled(Array(0..<(1 + dice.below(9))))
      let pairs = places.enumerated().map { Alignment.Match(a: $0, b: $1) }
      let chain = Alignment.rising(pairs)
      #expect(zip(chain, chain.dropFirst()).allSatisfy { $0.a < $1.a && $0.b < $1.b })
      var longest = 0
      for mask in 0..<(1 << pairs.count) {
        let kept = pairs.indices.filter { mask >> $0 & 1 == 1 }.map { pairs[$0].b }
        if kept == kept.sorted() { longest = max(longest, kept.count) }
      }
      #expect(chain.count == longest)
    }
  }
}
