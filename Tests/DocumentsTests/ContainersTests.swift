// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestArchives
import Testing

@testable import Documents

@Suite struct ContainersTests {
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "containers-\(UUID().uuidString).zip")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }

  @Test func `Files are listed under safe names and read by their place in the list`() throws {
    var inner = ZipFile()
    inner.add("letter.txt", "within")
    var zip = ZipFile()
    zip.add("folder/", "")
    zip.add("folder/a.txt", "one")
    zip.add("__MACOSX/folder/._a.txt", "x")
    zip.add("folder/.DS_Store", "x")
    zip.add("../../etc/passwd", "two")
    zip.add("/folder/A.txt", "three")
    zip.add("C:\\temp\\b.txt", "four")
    zip.add("inner.zip", inner.bytes)
    try withFile(zip.bytes) { path in
      let names = try ZipContainer(path).entries.map(\.name)
      #expect(
        names == [
          "folder/a.txt", "etc/passwd", "folder/A (2).txt", "temp/b.txt", "inner.zip",
        ])
      let (second, last) = (
        try ZipContainer(path).bytes(of: 1), try ZipContainer(path).bytes(of: 4)
      )
      #expect(second == Array("two".utf8) && last == inner.bytes)
      #expect(throws: ReadingError.self) { try ZipContainer(path).bytes(of: 5) }
    }
  }

  @Test func `What is damaged or locked says so`() throws {
    var zip = ZipFile()
    zip.add("secret.txt", Array("x".utf8), flags: 1)
    try withFile(zip.bytes) { path in
      #expect(
        throws: ReadingError(
          .encrypted, "Secret.txt is protected by a password. Ask for it without.")
      ) { try ZipContainer(path).bytes(of: 0) }
    }
    try withFile(Array("PK no archive".utf8)) { path in
      #expect(throws: ReadingError.self) { try ZipContainer(path).entries }
    }
    #expect(throws: ReadingError.self) { try ZipContainer("/no/such/file").entries }
  }

  @Test func `Names that come again are numbered`() {
    #expect(
      SafeNames.unique(["a.txt", "A.TXT", "a (2).txt", "a.txt", ".hidden", ".hidden", ""])
        == [
          "a.txt", "A (2).TXT", "a (2) (2).txt", "a (3).txt", ".hidden", ".hidden (2)", "unnamed",
        ])
  }
}
