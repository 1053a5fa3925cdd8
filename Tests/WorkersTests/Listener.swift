// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Something to connect to on this machine: "tcp" and "udp" at a port, "unix" at a path.
final class Listener {
  let address: String
  private let descriptor: Int32
  private let path: String?

  init(_ kind: String) throws {
    let type = kind == "udp" ? SOCK_DGRAM : SOCK_STREAM
    let family = kind == "unix" ? AF_UNIX : AF_INET
    let descriptor = socket(family, Int32(type.rawValue), 0)
    self.descriptor = descriptor
    if kind == "unix" {
      let path = FileManager.default.temporaryDirectory
        .appending(path: "\(UUID().uuidString).socket").path
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
      try #require(Self.bind(descriptor, &name) == 0)
      (address, self.path) = (path, path)
    } else {
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      try #require(Self.bind(descriptor, &name) == 0)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutablePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = getsockname(descriptor, $0, &length)
        }
      }
      (address, path) = (String(UInt16(bigEndian: name.sin_port)), nil)
    }
    if kind != "udp" { try #require(listen(descriptor, 4) == 0) }
  }

  deinit {
    close(descriptor)
    if let path { unlink(path) }
  }

  /// Whether a connection or a datagram waits.
  var wasCalled: Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  private static func bind<Name>(_ descriptor: Int32, _ name: inout Name) -> Int32 {
    withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
      }
    }
  }
}
