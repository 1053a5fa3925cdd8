// SPDX-License-Identifier: Apache-2.0

/// The two ways in which archives hide their bytes from a casual look. Neither is a secret: the
/// tables are part of the format (MS-PST 5.1 and 5.2).
enum StoreCipher: Int {
  case none = 0
  case permuted = 1
  case cyclic = 2

  /// - Parameter key: the low four bytes of the number of the block.
  func decode(_ bytes: inout [UInt8], key: UInt32) {
    switch self {
    case .none: break
    case .permuted: for index in bytes.indices { bytes[index] = Self.back[Int(bytes[index])] }
    case .cyclic:
      var word = UInt16(truncatingIfNeeded: key ^ (key >> 16))
      for index in bytes.indices {
        let (low, high) = (UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8))
        var byte = Self.forth[Int(bytes[index] &+ low)] &+ high
        byte = Self.across[Int(byte)] &- high
        bytes[index] = Self.back[Int(byte)] &- low
        word &+= 1
      }
    }
  }

  /// A permutation of all bytes, and the way back.
  private static let forth = table(
    "41361362A8216EBBF416CC047F64E85D1EF2CB2A74C55E35D295479E962D9A884C7D843FDBAC31B6"
      + "485FF6C4D8398BE7233B388EC8C1DF25B120A546604E9CFBAAD35651457C550007C92B9D859B09A0"
      + "8FADB30F63AB894BD7A7155A716642BF264A6B98FAEA7753B270052CFD593A867ECE06EB827857C7"
      + "8D43AFB41CD45BCDE2E9274FC3087280CFB0EFF5286DBE304D3492D50E3C2232E5E4F99FC2D10A81"
      + "12E1EE918376E397E6618A1779A4B7DC907A5C8C02A6CA69DE501A1193B9528758FCED1D37491B6A"
      + "E0293399BD6CD994F340546FF0C673B8D63E6518441FDD6710F10C19ECAE03A1147BA90BFFF8A3C0"
      + "A201F72EBC2468750DFEBA2FB5D0DA3D")
  private static let back: [UInt8] = {
    var inverse = [UInt8](repeating: 0, count: 256)
    for (index, byte) in forth.enumerated() { inverse[Int(byte)] = UInt8(index) }
    return inverse
  }()

  /// A permutation that is its own way back.
  private static let across = table(
    "14530F56B3C87A9CEB65481716159F02CC547C83000D0C0BA262A876DBD9EDC7C5A4DCAC8574D6D0"
      + "A79BAE9A967166C36399B8DD73928E847DA55ED15D93B1575150808952944F4E0A6BBC8D7F6E4746"
      + "4140440111CB033FF7F4E1A98F3C3AF9FBF0193082092EC99DA08649EE6F4D6DC42D813425871B88"
      + "AAFC06A11238FD4C4272641337246A757743FFE6B44B365CE4D8353D45B92CECB7312B290768A30E"
      + "697B189E2139BE281A5B78F523CA2AB0AF3EFE048CE7E5983295D3F64AE8A6EAE9F3D52F7020F21F"
      + "0567AD5510CECDE3273BDABAD7C226D4911DD21C2233F8FAF15AEFCF90B68BB5BDC0BF08971E6CE2"
      + "61E0C6C159ABBB58DE5FDF60797EB28A")

  private static func table(_ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8).map { $0 < 65 ? $0 - 48 : $0 - 55 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
