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

  /// Hands on what `write` puts into a stream, valid during the call; nil where that fails.
  static func written<Result>(
    by write: (UnsafeMutablePointer<GMimeStream>?) -> gssize,
    _ take: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    let stream = g_mime_stream_mem_new()
    defer { release(stream) }
    guard write(stream) >= 0 else { return nil }
    let memory = stream.map {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: GMimeStreamMem.self)
    }
    guard let array = g_mime_stream_mem_get_byte_array(memory), let start = array.pointee.data
    else { return take(UnsafeBufferPointer(start: nil, count: 0)) }
    return take(UnsafeBufferPointer(start: start, count: Int(array.pointee.len)))
  }

  /// "text" of "text/plain".
  static func type(of object: UnsafeMutablePointer<GMimeObject>) -> String {
    let type = g_mime_object_get_content_type(object)
    return borrowed(g_mime_content_type_get_media_type(type))?.lowercased() ?? "text"
  }

  /// "plain" of "text/plain".
  static func subtype(of object: UnsafeMutablePointer<GMimeObject>) -> String {
    let type = g_mime_object_get_content_type(object)
    return borrowed(g_mime_content_type_get_media_subtype(type))?.lowercased() ?? "plain"
  }
}
