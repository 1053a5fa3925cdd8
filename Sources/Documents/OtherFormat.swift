// SPDX-License-Identifier: Apache-2.0

/// A format that is kept but not read: what it is called, and what to do with it.
struct OtherFormat {
  let title: String
  /// After a colon: "save it as .docx or PDF, and add that".
  let remedy: String

  private init(_ title: String, _ remedy: String) { (self.title, self.remedy) = (title, remedy) }

  private static func saved(_ as: String) -> String { "save it as \(`as`), and add that" }

  /// - Parameter name: in lower case.
  init?(_ head: [UInt8], name: String) {
    if ZipHead.isZip(head) {
      guard let found = OtherFormat(zip: ZipHead(head), name: name) else { return nil }
      self = found
    } else if let found = Self.byMagic(head, name) ?? Self.byName(name, head) {
      self = found
    } else {
      return nil
    }
  }

  /// Formats that are ZIP archives, of parts that mean nothing one by one.
  init?(zip: ZipHead, name: String) {
    func named(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
    let type = zip.statedType
    if zip.holds("ppt/") || named(".pptx", ".pptm", ".ppsx") {
      self.init("PowerPoint presentation (.pptx)", Self.saved("PDF"))
    } else if type.contains("opendocument.spreadsheet") || named(".ods") {
      self.init("OpenDocument spreadsheet (.ods)", Self.saved(".xlsx or .csv"))
    } else if type.contains("opendocument.text") || named(".odt") {
      self.init("OpenDocument text (.odt)", Self.saved(".docx or PDF"))
    } else if type.contains("opendocument") || named(".odp", ".odg") {
      self.init("OpenDocument file", Self.saved("PDF"))
    } else if type.contains("epub") || named(".epub") {
      self.init("E-book (.epub)", Self.saved("PDF"))
    } else if zip.holds("visio/") || named(".vsdx") {
      self.init("Visio drawing (.vsdx)", Self.saved("PDF"))
    } else if zip.holds("Index/") || named(".pages", ".numbers", ".key") {
      self.init("Apple iWork document", Self.saved("PDF"))
    } else if named(".jar", ".apk") {
      self.init("Program", "it holds no record to read")
    } else {
      return nil
    }
  }

  private static func byMagic(_ head: [UInt8], _ name: String) -> OtherFormat? {
    func at(_ offset: Int, _ bytes: [UInt8]) -> Bool {
      head.count >= offset + bytes.count && Array(head[offset..<(offset + bytes.count)]) == bytes
    }
    func text(_ offset: Int, _ text: String) -> Bool { at(offset, Array(text.utf8)) }
    if at(0, [0xD0, 0xCF, 0x11, 0xE0]) { return compound(name) }
    let archive = "unpack it, and add the folder"
    if at(0, [0x37, 0x7A, 0xBC, 0xAF]) { return OtherFormat("7-Zip archive (.7z)", archive) }
    if text(0, "Rar!") { return OtherFormat("RAR archive (.rar)", archive) }
    if at(0, [0x1F, 0x8B]) { return OtherFormat("Compressed file (.gz)", archive) }
    if text(0, "BZh") { return OtherFormat("Compressed file (.bz2)", archive) }
    if at(0, [0xFD, 0x37, 0x7A, 0x58, 0x5A]) {
      return OtherFormat("Compressed file (.xz)", archive)
    }
    if text(257, "ustar") { return OtherFormat("Archive (.tar)", archive) }
    let picture = "save it as PNG or JPEG, and add that"
    if text(0, "GIF8") { return OtherFormat("Picture (.gif)", picture) }
    if text(0, "BM"), at(6, [0, 0, 0, 0]) { return OtherFormat("Picture (.bmp)", picture) }
    if text(0, "RIFF"), text(8, "WEBP") { return OtherFormat("Picture (.webp)", picture) }
    if text(4, "ftyphei") || text(4, "ftypmif") || text(4, "ftypavif") {
      return OtherFormat("Picture (.heic)", picture)
    }
    let recording = "have it transcribed, and add the transcript"
    if text(4, "ftyp") || at(0, [0x1A, 0x45, 0xDF, 0xA3]) || text(0, "RIFF") && text(8, "AVI ")
      || at(0, [0, 0, 1, 0xBA]) || at(0, [0x30, 0x26, 0xB2, 0x75])
    {
      return OtherFormat("Video or sound recording", recording)
    }
    if text(0, "ID3") || text(0, "RIFF") && text(8, "WAVE") || text(0, "OggS") || text(0, "fLaC")
      || at(0, [0xFF, 0xFB])
    {
      return OtherFormat("Sound recording", recording)
    }
    if text(0, "SQLite format 3") {
      return OtherFormat("SQLite database", "export its tables as .csv, and add those")
    }
    if text(4, "Standard Jet DB") || text(4, "Standard ACE DB") {
      return OtherFormat("Access database", "export its tables as .csv, and add those")
    }
    if text(0, "MZ") || at(0, [0x7F, 0x45, 0x4C, 0x46]) {
      return OtherFormat("Program", "it holds no record to read")
    }
    return nil
  }

  /// OLE2 containers: the formats of Office before 2007, and those of later ones under a password.
  private static func compound(_ name: String) -> OtherFormat {
    func named(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
    if named(".doc", ".dot") {
      return OtherFormat("Word document before 2007 (.doc)", saved(".docx or PDF"))
    } else if named(".xls", ".xlt") {
      return OtherFormat("Excel workbook before 2007 (.xls)", saved(".xlsx or .csv"))
    } else if named(".ppt", ".pps") {
      return OtherFormat("PowerPoint presentation before 2007 (.ppt)", saved("PDF"))
    } else if named(".docx", ".xlsx", ".pptx", ".docm", ".xlsm") {
      return OtherFormat("Office document under a password", "ask for it without")
    }
    return OtherFormat("Office file before 2007", saved("PDF, .docx, .xlsx or .eml"))
  }

  /// What has no mark of its own, or one that is not known here.
  private static func byName(_ name: String, _ head: [UInt8]) -> OtherFormat? {
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    guard head.contains(0) else { return nil }
    switch ending {
    case "doc", "xls", "ppt": return compound(name)
    case "msg": return OtherFormat("Damaged Outlook message (.msg)", saved(".eml"))
    case "mp3", "m4a", "wav", "wma", "aac", "amr":
      return OtherFormat("Sound recording", "have it transcribed, and add the transcript")
    case "mp4", "mov", "avi", "mkv", "wmv", "mpg", "mpeg", "m4v":
      return OtherFormat("Video recording", "have it transcribed, and add the transcript")
    case "wpd": return OtherFormat("WordPerfect document (.wpd)", saved("PDF or .docx"))
    case "pub": return OtherFormat("Publisher document (.pub)", saved("PDF"))
    case "one": return OtherFormat("OneNote notebook (.one)", saved("PDF"))
    case "nsf": return OtherFormat("Lotus Notes database (.nsf)", "export its messages as .eml")
    case "ost": return OtherFormat("Outlook cache (.ost)", "export it as .pst, then as .eml")
    default: return nil
    }
  }
}
