// SPDX-License-Identifier: Apache-2.0

import CTesseract
import Foundation

/// One Tesseract handle. Use it from one thread at a time.
package final class TesseractEngine {
  /// How the page is taken apart before its lines are read.
  package enum Layout: Sendable {
    /// Columns and blocks found by Tesseract.
    case page
    /// One block of lines.
    case block
    /// One line.
    case line
  }

  /// A word as Tesseract gives it.
  package struct RecognizedWord: Sendable {
    package var text: String
    /// Pixels from the left and the top; `right` and `bottom` lie just outside.
    package var left: Int
    package var top: Int
    package var right: Int
    package var bottom: Int
    /// 0…100
    package var confidence: Double
    /// Counted from 0 over the page, in the order Tesseract reads.
    package var line: Int
    /// The block of lines it belongs to, from 0.
    package var block: Int
  }

  private let library: ctesseract
  private let api: OpaquePointer

  /// - Parameter languages: Tesseract's names joined by `+`, such as `eng+spa`.
  package init(languages: String) throws(TesseractError) {
    ImageCodec.silence()
    let names = languages.split(separator: "+", omittingEmptySubsequences: false)
    for name in names where name.isEmpty || !name.utf8.allSatisfy(Self.isNameByte) {
      throw TesseractError("'\(languages)' does not name languages as in eng or eng+spa")
    }
    guard let library = ctesseract_load()?.pointee else {
      throw TesseractError("libtesseract.so.5 is missing: install libtesseract5")
    }
    self.library = library
    // Tesseract starts without the languages it lacks, all but the first.
    let opened = Self.open(languages, library)
    let loaded = opened.map { Self.loaded(by: $0, library) } ?? []
    let missing = names.map(String.init).filter { name in
      if loaded.contains(name) { return false }
      // Where not even the first is there, each is asked for by itself.
      guard opened == nil, let single = Self.open(name, library) else { return true }
      library.TessBaseAPIDelete(single)
      return false
    }
    guard missing.isEmpty, let api = opened else {
      opened.map { library.TessBaseAPIDelete($0) }
      guard !missing.isEmpty else {
        throw TesseractError("text recognition does not start with the languages \(languages)")
      }
      let packages = missing.map { "tesseract-ocr-" + $0.lowercased().replacing("_", with: "-") }
      throw TesseractError(
        "text recognition has no data for \(missing.joined(separator: ", ")): "
          + "install \(packages.joined(separator: " "))")
    }
    self.api = api
  }

  deinit { library.TessBaseAPIDelete(api) }

  /// Such as "5.3.0".
  package var version: String { library.TessVersion().map { String(cString: $0) } ?? "" }

  /// The folder that the data of its languages lie in.
  package var dataFolder: String {
    library.TessBaseAPIGetDatapath(api).map { String(cString: $0) } ?? ""
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || byte == 0x5f
  }

  private static func loaded(by api: OpaquePointer, _ library: ctesseract) -> Set<String> {
    guard let names = library.TessBaseAPIGetLoadedLanguagesAsVector(api) else { return [] }
    defer { library.TessDeleteTextArray(names) }
    var loaded: Set<String> = []
    var index = 0
    while let name = names[index] {
      loaded.insert(String(cString: name))
      index += 1
    }
    return loaded
  }

  private static func open(_ languages: String, _ library: ctesseract) -> OpaquePointer? {
    guard let api = library.TessBaseAPICreate() else { return nil }
    // Its diagnostics would go to standard error.
    if mayWrite { _ = library.TessBaseAPISetVariable(api, "debug_file", "/dev/null") }
    guard library.TessBaseAPIInit3(api, nil, languages) == 0 else {
      library.TessBaseAPIDelete(api)
      return nil
    }
    // Looking for tables changes the order of words only, which is found anew anyway.
    _ = library.TessBaseAPISetVariable(api, "textord_tabfind_find_tables", "0")
    // Lines read worse than this are tried in white on black too: light print on dark reads far
    // worse, a line of a noisy scan a little better.
    _ = library.TessBaseAPISetVariable(api, "invert_threshold", "0.5")
    return api
  }

  /// Whether this process may open files for writing. A confined one may not, and Tesseract would
  /// then write its diagnostics through a null pointer; such a process has its standard error shut.
  private static let mayWrite: Bool = {
    guard let file = fopen("/dev/null", "w") else { return false }
    fclose(file)
    return true
  }()

  /// Turns OpenMP off for the calling thread: its threads wait for each other longer than they
  /// work, and page is read beside page anyway. Setting the environment comes too late here.
  private static func workAlone() {
    typealias SetLevels = @convention(c) (Int32) -> Void
    guard let library = dlopen("libgomp.so.1", RTLD_NOW),
      let symbol = dlsym(library, "omp_set_max_active_levels")
    else { return }
    unsafeBitCast(symbol, to: SetLevels.self)(0)
    dlclose(library)
  }

  /// The words of `image`, in the order Tesseract reads them.
  ///
  /// - Parameter characters: the only ones it may see; empty for all.
  package func recognize(
    _ image: GreyImage, layout: Layout, characters: String = ""
  ) throws(TesseractError) -> [RecognizedWord] {
    ImageCodec.silence()
    Self.workAlone()
    guard let pix = PixImage(image) else { throw TesseractError("the image is not well formed") }
    let mode: TessPageSegMode =
      switch layout {
      case .page: PSM_AUTO
      case .block: PSM_SINGLE_BLOCK
      case .line: PSM_SINGLE_LINE
      }
    library.TessBaseAPISetPageSegMode(api, mode)
    _ = library.TessBaseAPISetVariable(api, "tessedit_char_whitelist", characters)
    library.TessBaseAPISetImage2(api, pix.pointer)
    defer {
      library.TessBaseAPIClear(api)
      // What was learned on one page must not colour the next: pages come in any order.
      library.TessBaseAPIClearAdaptiveClassifier(api)
    }
    guard library.TessBaseAPIRecognize(api, nil) == 0 else {
      throw TesseractError("text recognition failed on the page")
    }
    guard let iterator = library.TessBaseAPIGetIterator(api) else { return [] }
    defer { library.TessResultIteratorDelete(iterator) }
    return words(of: iterator)
  }

  private func words(of iterator: OpaquePointer) -> [RecognizedWord] {
    guard let place = library.TessResultIteratorGetPageIterator(iterator) else { return [] }
    var words: [RecognizedWord] = []
    var (line, block) = (-1, -1)
    repeat {
      if library.TessPageIteratorIsAtBeginningOf(place, RIL_BLOCK) != 0 { block += 1 }
      if library.TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE) != 0 { line += 1 }
      guard let text = library.TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { continue }
      defer { library.TessDeleteText(text) }
      var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
      guard library.TessPageIteratorBoundingBox(place, RIL_WORD, &left, &top, &right, &bottom) != 0
      else { continue }
      words.append(
        RecognizedWord(
          text: String(cString: text), left: Int(left), top: Int(top), right: Int(right),
          bottom: Int(bottom),
          confidence: Double(library.TessResultIteratorConfidence(iterator, RIL_WORD)),
          line: max(0, line), block: max(0, block)))
    } while library.TessResultIteratorNext(iterator, RIL_WORD) != 0
    return words
  }
}
