// SPDX-License-Identifier: Apache-2.0

import TestArchives
import Testing

@testable import Zip

@Suite struct ZipArchiveTests {
  private func archive(_ entries: [(String, String)]) -> ZipFile {
    var file = ZipFile()
    for (name, text) in entries { file.add(name, text) }
    return file
  }

  @Test func `Entries are listed as the archive has them, and read one by one`() throws {
    let file = archive([("a.txt", "alpha"), ("sub/", ""), ("../b.txt", "beta"), ("a.txt", "again")])
    let zip = try ZipArchive(file.bytes)
    #expect(zip.entries().map(\.name) == ["a.txt", "sub/", "../b.txt", "a.txt"])
    #expect(zip.entries().map(\.bytes) == [5, 0, 4, 5])
    #expect(zip.entries().map(\.isFolder) == [false, true, false, false])
    #expect(try zip.bytes(of: 3, limit: 100) == Array("again".utf8))
    #expect(zip.index(of: "A.TXT") == 0)
  }

  @Test func `An entry beyond the limit is refused`() throws {
    let zip = try ZipArchive(archive([("a", String(repeating: "x", count: 200))]).bytes)
    #expect(throws: ZipError.tooLarge("a is larger than 0 MB")) {
      try zip.bytes(of: 0, limit: 199)
    }
    #expect(try zip.bytes(of: 0, limit: 200).count == 200)
  }

  @Test func `All that is unpacked counts against the limit of the archive`() throws {
    var limits = ZipLimits()
    limits.expandedBytes = 300
    let text = String(repeating: "x", count: 200)
    let zip = try ZipArchive(archive([("a", text), ("b", text)]).bytes, limits: limits)
    #expect(try zip.bytes(of: 0, limit: 1_000).count == 200)
    #expect(throws: ZipError.self) { try zip.bytes(of: 1, limit: 1_000) }
  }

  @Test func `Too many entries are refused`() {
    var limits = ZipLimits()
    limits.entries = 1
    #expect(throws: ZipError.tooLarge("the archive has more than 1 entries")) {
      try ZipArchive(archive([("a", ""), ("b", "")]).bytes, limits: limits)
    }
  }

  @Test func `An encrypted entry says so and is not read`() throws {
    var file = ZipFile()
    file.add("secret.txt", Array("abc".utf8), flags: 1)
    let zip = try ZipArchive(file.bytes)
    #expect(zip.entries().map(\.isEncrypted) == [true])
    #expect(throws: ZipError.encrypted("secret.txt")) { try zip.bytes(of: 0, limit: 100) }
  }

  @Test func `What is damaged is refused or fails where it is read`() throws {
    let good = archive([("a.txt", "some text to damage"), ("b.txt", "and more of it")]).bytes
    #expect(throws: ZipError.self) { try ZipArchive(Array(good.dropLast(30))) }
    #expect(throws: ZipError.self) { try ZipArchive([]) }
    var bad = good
    bad[40] ^= 0xFF  // within the text of the first entry, whose checksum tells
    let zip = try ZipArchive(bad)
    #expect(throws: ZipError.self) { try zip.bytes(of: 0, limit: 100) }
    #expect(try zip.bytes(of: 1, limit: 100) == Array("and more of it".utf8))
  }

  @Test func `No change of a byte makes it crash or give more than it may`() {
    let good = archive([("a.txt", "some text"), ("b/c.txt", "more")]).bytes
    for index in good.indices {
      for flip: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = good
        bytes[index] ^= flip
        guard let zip = try? ZipArchive(bytes) else { continue }
        for entry in 0..<zip.count {
          let got = (try? zip.bytes(of: entry, limit: 64)) ?? []
          #expect(got.count <= 64)
        }
      }
    }
  }
}
