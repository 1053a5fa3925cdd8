// SPDX-License-Identifier: Apache-2.0

import CGMime

/// Keeps what GMime needs for the life of the process, and what crosses from C to Swift.
enum Library {
  /// GMime is started once, before its first use; options are shared and never changed.
  private struct Options: @unchecked Sendable { let pointer: OpaquePointer? }

  private static let shared: Options = {
    g_mime_init()
    let options = g_mime_parser_options_new()
    // Header text that is not ASCII and names no charset is nearly always one of these two.
    let names: [StaticString] = ["utf-8", "windows-1252"]
    var list: [UnsafePointer<CChar>?] = names.map {
      UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self)
    }
    list.append(nil)
    g_mime_parser_options_set_fallback_charsets(options, &list)
    return Options(pointer: options)
  }()

  static var options: OpaquePointer? { shared.pointer }

  /// A string that GMime keeps.
  static func borrowed(_ text: UnsafePointer<CChar>?) -> String? {
    text.map { String(cString: $0) }
  }

  /// A string that GMime hands over.
  static func owned(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { g_free(text) }
    return String(cString: text)
  }

  static func release(_ object: UnsafeMutableRawPointer?) {
    if let object { g_object_unref(object) }
  }
}
