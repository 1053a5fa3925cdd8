// SPDX-License-Identifier: Apache-2.0

import CArchive

/// Why a packed file could not be read to its end.
package enum PackedError: Error, Sendable, Hashable {
  case damaged(String)
  /// It unpacks to more than the limits allow.
  case tooLarge(String)
}

/// How much a packed file may unpack to. A real one stays far below; a bomb does not.
package struct PackedLimits: Sendable {
  package var bytes = 64 << 30
  /// Unpacked bytes for each packed byte, once `ratioFrom` bytes are unpacked.
  package var ratio = 1_000
  package var ratioFrom = 1 << 28

  package init() {}
}

/// One file packed with gzip, bzip2, xz or zstd, unpacked front to back as it is asked for.
///
/// Several packed files in a row, as `cat a.gz b.gz` makes them, are one. Not for several threads at
/// once.
package final class PackedStream {
  /// "gzip", "bzip2", "xz", "zstd".
  package let packing: [String]
  private let handle: OpaquePointer
  private let limits: PackedLimits
  private let packed: Int
  private let source: Source
  private var total = 0
  private var isDone = false

  /// What libarchive reads from, a block at a time.
  private final class Source {
    let next: () -> [UInt8]
    var block: UnsafeMutablePointer<UInt8>?
    init(_ next: @escaping () -> [UInt8]) { self.next = next }
    deinit { block?.deallocate() }
  }

  /// The packing told from the first bytes; nil for what is not packed.
  package static func packing(of head: some Collection<UInt8>) -> String? {
    let head = Array(head.prefix(6))
    if head.starts(with: [0x1F, 0x8B, 0x08]) { return "gzip" }
    if head.starts(with: Array("BZh".utf8)), head.count > 3, 0x31...0x39 ~= head[3] {
      return "bzip2"
    }
    if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return "xz" }
    if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstd" }
    return nil
  }

  /// - Parameters:
  ///   - packed: the length of the packed file, against which bombs are told.
  ///   - next: gives the packed bytes block by block; an empty one at the end.
  package init(
    packed: Int, limits: PackedLimits = PackedLimits(), next: @escaping () -> [UInt8]
  ) throws(PackedError) {
    guard let handle = archive_read_new() else { throw .damaged("no memory to unpack it") }
    (self.handle, self.limits, self.packed) = (handle, limits, packed)
    source = Source(next)
    archive_read_support_filter_gzip(handle)
    archive_read_support_filter_bzip2(handle)
    archive_read_support_filter_xz(handle)
    archive_read_support_filter_zstd(handle)
    archive_read_support_format_raw(handle)
    archive_read_support_format_empty(handle)
    let context = Unmanaged.passUnretained(source).toOpaque()
    let opened = archive_read_open(
      handle, context, nil,
      { _, context, out in
        guard let context, let out else { return 0 }
        let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
        let bytes = source.next()
        source.block?.deallocate()
        source.block = nil
        guard !bytes.isEmpty else { return 0 }
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        block.initialize(from: bytes, count: bytes.count)
        source.block = block
        out.pointee = UnsafeRawPointer(block)
        return la_ssize_t(bytes.count)
      }, nil)
    guard opened == ARCHIVE_OK else {
      let why = Self.message(handle)
      archive_read_free(handle)
      throw .damaged("it cannot be unpacked: \(why)")
    }
    var entry: OpaquePointer?
    let header = archive_read_next_header(handle, &entry)
    var names: [String] = []
    for index in 0..<max(0, archive_filter_count(handle)) {
      let name = archive_filter_name(handle, index).map { String(cString: $0) } ?? "none"
      if name != "none" { names.append(name) }
    }
    packing = names
    if header == ARCHIVE_EOF {
      isDone = true
    } else if header < ARCHIVE_WARN {
      // All is set by now, so that `deinit` runs and frees the handle.
      throw .damaged("it cannot be unpacked: \(Self.message(handle))")
    }
  }

  deinit { archive_read_free(handle) }

  /// The next bytes, at most `count`; empty at the end.
  package func read(_ count: Int) throws(PackedError) -> [UInt8] {
    if isDone { return [] }
    var got: la_ssize_t = 0
    let out = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      got = archive_read_data(handle, buffer.baseAddress, count)
      filled = max(0, Int(got))
    }
    if got < 0 {
      isDone = true
      throw .damaged("the packed data breaks off or is damaged: \(Self.message(handle))")
    }
    if got == 0 { isDone = true }
    total += out.count
    if total > limits.bytes {
      throw .tooLarge("it unpacks to more than \(limits.bytes >> 20) MB")
    }
    if total > limits.ratioFrom, total / max(1, packed) > limits.ratio {
      throw .tooLarge("it unpacks to more than \(limits.ratio) times its size")
    }
    return out
  }

  private static func message(_ handle: OpaquePointer) -> String {
    archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
  }
}
