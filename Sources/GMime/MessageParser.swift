// SPDX-License-Identifier: Apache-2.0

import CGMime
import Foundation

/// Bytes of one message to its values.
enum MessageParser {
  /// - Parameter depth: how many messages it is enclosed in.
  static func parse(_ bytes: [UInt8], depth: Int = 0) throws(MIMEError) -> MIMEMessage {
    try open(bytes) { read($0, depth: depth) }
  }

  static func attachments(in bytes: [UInt8]) throws(MIMEError) -> [MIMEAttachment] {
    try open(bytes) { native in
      var reader = AttachmentReader()
      reader.read(g_mime_message_get_mime_part(native))
      return reader.attachments
    }
  }

  /// GMime registers its types on first use without locking: one thread at a time may parse. What
  /// it parses may hold messages that are parsed in turn.
  private static let turn = NSRecursiveLock()

  /// Parses a message and hands it over while it is there.
  private static func open<Result>(
    _ bytes: [UInt8], _ body: (UnsafeMutablePointer<GMimeMessage>) -> Result
  ) throws(MIMEError) -> Result {
    let bytes = try HeaderBlock.prepared(bytes)
    let result = turn.withLock { parse(bytes, body) }
    guard let result else { throw MIMEError(detail: "The message could not be parsed.") }
    return result
  }

  private static func parse<Result>(
    _ bytes: [UInt8], _ body: (UnsafeMutablePointer<GMimeMessage>) -> Result
  ) -> Result? {
    let options = Library.options
    return bytes.withUnsafeBufferPointer { buffer in
      let start = buffer.baseAddress.map {
        UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)
      }
      let stream = g_mime_stream_mem_new_with_buffer(start, buffer.count)
      defer { Library.release(stream) }
      let parser = g_mime_parser_new_with_stream(stream)
      defer { Library.release(parser) }
      // Parts are copied, so that nothing points into the stream once it is gone.
      g_mime_parser_set_persist_stream(parser, 0)
      guard let native = g_mime_parser_construct_message(parser, options) else {
        return nil
      }
      defer { Library.release(native) }
      return body(native)
    }
  }

  /// `depth` counts the messages it is enclosed in.
  static func read(_ native: UnsafeMutablePointer<GMimeMessage>, depth: Int) -> MIMEMessage {
    var message = MIMEMessage()
    Headers.read(native, into: &message)
    var body = BodyReader(depth: depth)
    let content = body.read(g_mime_message_get_mime_part(native))
    message.bodyLines = content.lines
    message.attachments = body.attachments
    message.enclosed = body.enclosed
    message.wrapped = body.wrapped
    message.warnings += body.warnings
    return message
  }
}
