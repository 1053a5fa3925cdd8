// SPDX-License-Identifier: Apache-2.0

import CGsf

/// A folder of a compound file.
package final class CompoundStorage {
  private let native: OpaquePointer
  private let budget: CompoundBudget

  /// Takes over the reference to `native`.
  init(_ native: OpaquePointer, budget: CompoundBudget) {
    (self.native, self.budget) = (native, budget)
  }

  deinit { cgsf_release(native) }

  /// The names of what it holds, in the order of its directory.
  package var names: [String] {
    let count = min(Int(gsf_infile_num_children(native)), CompoundFile.namesLimit)
    guard count > 0 else { return [] }
    return (0..<count).compactMap { index in
      gsf_infile_name_by_index(native, Int32(index)).map { String(cString: $0) }
    }
  }

  /// Nil where there is no storage of that name.
  package func storage(_ name: String) -> CompoundStorage? {
    guard let child = gsf_infile_child_by_name(native, name) else { return nil }
    guard let folder = cgsf_infile(child), gsf_infile_num_children(folder) >= 0 else {
      cgsf_release(child)
      return nil
    }
    return CompoundStorage(folder, budget: budget)
  }

  /// How long the stream of that name says it is; nil where there is none.
  package func size(of name: String) -> Int? {
    guard let child = gsf_infile_child_by_name(native, name) else { return nil }
    defer { cgsf_release(child) }
    return max(0, Int(clamping: gsf_input_size(child)))
  }

  /// The bytes of a stream; nil where there is none of that name.
  ///
  /// - Throws: for a stream that is cut or lies beyond the limits.
  package func stream(_ name: String) throws(CompoundFileError) -> [UInt8]? {
    guard let child = gsf_infile_child_by_name(native, name) else { return nil }
    defer { cgsf_release(child) }
    let size = max(0, Int(clamping: gsf_input_size(child)))
    guard size <= CompoundFile.streamLimit, budget.take(size) else {
      throw CompoundFileError(detail: "The stream \"\(name)\" is larger than can be read.")
    }
    if size == 0 { return [] }
    // With no room given, libgsf hands out its own, which lasts until the next call.
    guard let start = gsf_input_read(child, size, nil) else {
      throw CompoundFileError(detail: "The stream \"\(name)\" is cut or damaged.")
    }
    return Array(UnsafeBufferPointer(start: start, count: size))
  }
}
