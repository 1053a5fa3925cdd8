// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Documents

extension DocumentReaderTests {
  @Suite struct LockedPDFTests {
    private func text(password: String?) throws -> String {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(
        "locked-\(UUID().uuidString).pdf")
      let bytes = try #require(
        Data(base64Encoded: Self.locked, options: .ignoreUnknownCharacters))
      try bytes.write(to: path)
      defer { try? FileManager.default.removeItem(at: path) }
      let reader = try DocumentReader(
        pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: false, password: password))
      let page = try reader.page(
        1, of: path.path, kind: .pdf, source: SourceID(hex: "ab"))
      #expect(try reader.exposures(of: path.path, kind: .pdf, pages: [page]).isEmpty)
      return page.text
    }

    @Test(arguments: ["harbor", "ledger"])
    func `The user's and the owner's password open a locked document`(password: String) throws {
      #expect(try text(password: password) == "Held until noon")
    }

    @Test(arguments: [(nil, "give its password"), ("wharf", "does not open it")])
    func `Without the right password the reason says what to do`(
      password: String?, hint: String
    ) throws {
      let error = #expect(throws: ReadingError.self) { try text(password: password) }
      #expect(error?.reason == .encrypted)
      #expect(error?.detail.contains(hint) == true)
    }

    /// One page that says "Held until noon", locked with AES-128: "harbor" for users, "ledger" for
    /// the owner.
    private static let locked = """
      JVBERi0xLjYKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYm
      oKPDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAvQ29udGVu
      dHMgNCAwIFIgL01lZGlhQm94IFsgMCAwIDMwMCAyMDAgXSAvUGFyZW50IDIgMCBSIC9SZXNvdXJjZXMgPDwgL0ZvbnQgPD
      wgL0YxIDUgMCBSID4+ID4+IC9UeXBlIC9QYWdlID4+CmVuZG9iago0IDAgb2JqCjw8IC9MZW5ndGggODAgL0ZpbHRlciAv
      RmxhdGVEZWNvZGUgPj4Kc3RyZWFtCiog/UE+WeND7jI5zsK5XrvKzqFMD7Fyn3TqytucUrfHQUfGx/2JEx6s/tujqvNLMl
      3L90b2xBRK9caj5q0KP+BFLgEHLnpERZHBsQywX8x2ZW5kc3RyZWFtCmVuZG9iago1IDAgb2JqCjw8IC9CYXNlRm9udCAv
      SGVsdmV0aWNhIC9TdWJ0eXBlIC9UeXBlMSAvVHlwZSAvRm9udCA+PgplbmRvYmoKNiAwIG9iago8PCAvQ0YgPDwgL1N0ZE
      NGIDw8IC9BdXRoRXZlbnQgL0RvY09wZW4gL0NGTSAvQUVTVjIgL0xlbmd0aCAxNiA+PiA+PiAvRmlsdGVyIC9TdGFuZGFy
      ZCAvTGVuZ3RoIDEyOCAvTyA8MzFhYTM2NGVmY2U0YjNhNjdhZWU2MmYwNWE5YWM5NDY2NGIzYmUwNjhmM2Y0ODdiZDAyZT
      cxOGRhNmM4MWQ3Nz4gL1AgLTQgL1IgNCAvU3RtRiAvU3RkQ0YgL1N0ckYgL1N0ZENGIC9VIDxkYmRiMjVmODg1MGQ3ZTJk
      NTNiMjE1YTg3NTQ1ZmYwMjAxMjI0NTZhOTFiYWU1MTM0MjczYTZkYjEzNGM4N2M0PiAvViA0ID4+CmVuZG9iagp4cmVmCj
      AgNwowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA2NCAwMDAwMCBuIAowMDAwMDAw
      MTIzIDAwMDAwIG4gCjAwMDAwMDAyNTEgMDAwMDAgbiAKMDAwMDAwMDQwMSAwMDAwMCBuIAowMDAwMDAwNDcxIDAwMDAwIG
      4gCnRyYWlsZXIgPDwgL1Jvb3QgMSAwIFIgL1NpemUgNyAvSUQgWzwzNWRlMmI5ZDc2YTVmNDRhNzVhNzdmZDBmZGRjMGQx
      Yz48MzVkZTJiOWQ3NmE1ZjQ0YTc1YTc3ZmQwZmRkYzBkMWM+XSAvRW5jcnlwdCA2IDAgUiA+PgpzdGFydHhyZWYKNzcwCi
      UlRU9GCg==
      """
  }
}
