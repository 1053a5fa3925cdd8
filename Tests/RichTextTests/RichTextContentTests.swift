// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RichText

struct RichTextContentTests {
  @Test func `HTML wrapped into Rich Text comes out as it was`() {
    let rich = #"""
      {\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}
      {\*\htmltag18 <html>}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Caf\'e9 \f1\'cf\f0 \htmlrtf }\htmlrtf0
      {\*\htmltag84 &nbsp;}\u8364?{\*\mhtmltag64 <x>}{\*\htmltag72 </p>}{\*\htmltag27 </html>}}
      """#
    #expect(
      RichTextContent.read(Array(rich.utf8)) == .html("<html><p>Café П&nbsp;€</p></html>"))
  }

  @Test func `text keeps its lines and leaves out what is not shown`() {
    let rich = #"""
      {\rtf1\ansi{\stylesheet Normal;}{\*\generator X;}First\par Second{\v hidden}\line
      Third\tab x{\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt link}}\par}
      """#
    #expect(RichTextContent.read(Array(rich.utf8)) == .text("First\nSecond\nThird\txlink\n"))
  }

  @Test func `deep and broken groups end`() {
    let deep = Array(String(repeating: "{", count: 200_000).utf8)
    #expect(RichTextContent.read(deep) == .text(""))
    #expect(RichTextContent.read(Array("{\\rtf1 a}}}}b\\'".utf8)) == .text("ab"))
  }
}
