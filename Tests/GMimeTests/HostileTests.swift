// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import GMime

struct HostileTests {
  private static let seed = """
    From: "Wills, Dana" <dwills@fairview.example>, Group: a@b.example, c@d.example;
    To: =?utf-8?B?UmVuw6k=?= <rortiz@field.example>
    Date: Thu, 1 Mar 2018 14:05:09 -0600 (CST)
    Subject: =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?= list
    References: <q1@field.example> <q7@field.example>
    Content-Type: multipart/mixed; boundary="a"

    --a
    Content-Type: text/plain; charset=utf-16; format=flowed; delsp=yes
    Content-Transfer-Encoding: base64

    //5oAOkA
    --a
    Content-Type: text/html; charset=gb2312
    Content-Transfer-Encoding: quoted-printable

    <p class=3D"x">A&amp;B &#x41; <blockquote>=C3=A9</p><!-- x --><script>1</script>
    --a
    Content-Type: message/rfc822; name*0*=utf-8''%C3; name*1=x.eml

    Subject: inner
    Content-Type: application/octet-stream; name="x.bin"
    Content-Transfer-Encoding: x-uuencode

    begin 644 x
    #86)C
    end
    --a--
    """

  @Test func `bytes cut off and changed at random give the same answer twice`() {
    var random = SplitMix(seed: 5)
    let seed = Array(Self.seed.utf8)
    let tokens = ["\n", "--a\n", "\"", "<", "=?", "\0", ":", ";", "From ", "\r", "Content-Type: "]
    var readable = 0
    for _ in 0..<3_000 {
      var bytes = Array(seed.prefix(Int.random(in: 0...seed.count, using: &random)))
      for _ in 0..<Int.random(in: 0...12, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(contentsOf: (tokens.randomElement(using: &random) ?? "").utf8, at: place)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: 0)
        }
      }
      let first = Result { () throws(MIMEError) in try MIMEReader.message(in: bytes) }
      let second = Result { () throws(MIMEError) in try MIMEReader.message(in: bytes) }
      #expect(first == second)
      if case .success = first { readable += 1 }
      MIMEReader.mailbox(in: bytes) { index, _ in #expect(index > 0) }
    }
    #expect(readable > 500)
  }
}
