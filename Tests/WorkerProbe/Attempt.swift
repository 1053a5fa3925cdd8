// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a hostile file might make its reader try. Each tells "done", or the error of the system.
enum Attempt {
  static func run(_ words: [String]) -> String {
    let path = words.count > 1 ? words[1] : ""
    let number = Int(path) ?? 0
    switch words.first {
    case "create": return opened(path, O_WRONLY | O_CREAT | O_EXCL)
    case "overwrite": return opened(path, O_WRONLY)
    case "both": return opened(path, O_RDWR)
    case "append": return opened(path, O_WRONLY | O_APPEND)
    case "empty": return opened(path, O_RDONLY | O_TRUNC)
    case "nameless": return opened(path, O_RDWR | 0o20_200_000)
    case "truncate": return told(truncate(path, 0))
    case "rename": return told(rename(path, path + ".moved"))
    case "remove": return told(unlink(path))
    case "link": return told(link(path, path + ".link"))
    case "symlink": return told(symlink(path, path + ".symlink"))
    case "folder": return told(mkdir(path + ".folder", 0o700))
    case "fifo": return told(mkfifo(path + ".fifo", 0o600))
    case "mode": return told(chmod(path, 0o777))
    case "mode-by-descriptor": return byDescriptor(path) { fchmod($0, 0o777) }
    case "owner": return told(chown(path, getuid(), getgid()))
    case "times": return told(utimes(path, nil))
    case "lock": return byDescriptor(path) { flock($0, LOCK_EX | LOCK_NB) }
    case "tcp": return connected(AF_INET, Int32(SOCK_STREAM.rawValue), port: number)
    case "udp": return sent(port: number)
    case "unix": return connected(path)
    case "pair":
      var ends: [Int32] = [0, 0]
      return told(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends))
    case "lookup": return looked(up: path)
    case "fork":
      let child = Hidden.fork()
      if child == 0 { _exit(0) }
      return told(child)
    case "spawn": return spawned(path)
    case "execute": return executed(path)
    case "signal": return told(kill(pid_t(number), SIGURG))
    case "signal-all": return told(kill(-1, SIGURG))
    case "limits":
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
      return told(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit))
    case "memory-of": return opened("/proc/\(number)/mem", O_RDWR)
    case "call":
      // A number and its arguments.
      let all = words.dropFirst().compactMap { Int($0) }
      let result = Hidden.call(
        all[0], all.count > 1 ? all[1] : 0, all.count > 2 ? all[2] : 0,
        all.count > 3 ? all[3] : 0)
      return told(result < 0 ? -1 : 0)
    default: return "unknown"
    }
  }

  private static func told(_ result: Int32) -> String {
    if result >= 0 { return "done" }
    return String(cString: strerror(errno))
  }

  private static func opened(_ path: String, _ flags: Int32) -> String {
    let descriptor = open(path, flags, 0o600)
    let answer = told(descriptor)
    if descriptor >= 0 { close(descriptor) }
    return answer
  }

  private static func byDescriptor(_ path: String, _ body: (Int32) -> Int32) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "not opened" }
    defer { close(descriptor) }
    return told(body(descriptor))
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func connected(_ family: Int32, _ kind: Int32, port: Int) -> String {
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { return told(descriptor) }
    defer { close(descriptor) }
    var target = address(port: port)
    return withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        told(connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)))
      }
    }
  }

  private static func sent(port: Int) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return told(descriptor) }
    defer { close(descriptor) }
    var target = address(port: port)
    return withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        told(Int32(sendto(descriptor, "x", 1, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))))
      }
    }
  }

  private static func connected(_ path: String) -> String {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return told(descriptor) }
    defer { close(descriptor) }
    var target = sockaddr_un()
    target.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    return withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        told(connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)))
      }
    }
  }

  private static func looked(up name: String) -> String {
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(name, nil, nil, &found)
    if code == 0 { freeaddrinfo(found) }
    return code == 0 ? "done" : "not found"
  }

  private static func spawned(_ program: String) -> String {
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    defer { free(arguments[0]) }
    let code = posix_spawn(&child, program, nil, nil, &arguments, environ)
    if code == 0 { waitpid(child, nil, 0) }
    return code == 0 ? "done" : String(cString: strerror(code))
  }

  private static func executed(_ program: String) -> String {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    defer { free(arguments[0]) }
    return told(execv(program, &arguments))
  }
}
