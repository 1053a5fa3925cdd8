// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One running worker as its parent sees it. Used by one thread; only `kill` may come from others.
struct WorkerProcess {
  let pid: pid_t
  private let requests: Int32
  private let replies: Int32

  /// Starts `command` with pipes as its standard input and output.
  static func start(_ command: [String]) throws(WorkerFailure) -> WorkerProcess {
    guard let program = command.first else { throw .couldNotStart("no command is given") }
    guard let input = SystemCalls.pipe() else { throw .couldNotStart(reason(errno)) }
    guard let output = SystemCalls.pipe() else {
      let why = errno
      close(input.read)
      close(input.write)
      throw .couldNotStart(reason(why))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The ends may themselves be numbered 0 or 1 in a parent that closed its own: move them away
    // first, above anything the worker keeps.
    posix_spawn_file_actions_adddup2(&actions, input.read, 3)
    posix_spawn_file_actions_adddup2(&actions, output.write, 4)
    posix_spawn_file_actions_adddup2(&actions, 3, 0)
    posix_spawn_file_actions_adddup2(&actions, 4, 1)
    SystemCalls.closeFrom(3, in: &actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: a key press in the terminal ends the parent, which ends the workers; and
    // what a worker started dies with it. Signals as in a fresh process: ours blocks SIGPIPE.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let failed = posix_spawnp(&pid, program, &actions, &attributes, words, environ)
    close(input.read)
    close(output.write)
    guard failed == 0 else {
      close(input.write)
      close(output.read)
      throw .couldNotStart("\(program): \(reason(failed))")
    }
    Descriptor.setNonBlocking(input.write)
    Descriptor.setNonBlocking(output.read)
    return WorkerProcess(pid: pid, requests: input.write, replies: output.read)
  }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// Hands over one request and waits for its reply.
  ///
  /// - Throws: after anything but `refused` and a worker's own `outputLimit`, the process is no
  ///   longer fit for use: `end()` it.
  func ask(_ request: [UInt8], limits: WorkerLimits) throws(WorkerFailure) -> [UInt8] {
    let deadline = Descriptor.Deadline(
      in: limits.secondsPerRequest, processor: pid, seconds: limits.processorSeconds)
    do {
      // A worker may reply with its last word before it has read everything.
      do throws(Descriptor.Trouble) {
        try Descriptor.write(Frame.length(request.count) + request, to: requests, until: deadline)
      } catch .late {
        throw Descriptor.Trouble.late
      } catch {}
      let head = try Descriptor.read(Frame.replyHead, from: replies, until: deadline)
      guard let kind = Frame.Reply(rawValue: head[0]),
        let length = Frame.length(of: head.dropFirst())
      else { throw WorkerFailure.crashed(signal: SIGPIPE) }
      switch kind {
      case .memory: throw WorkerFailure.memoryLimit
      case .tooLong: throw WorkerFailure.outputLimit
      case .done, .refused, .unconfined: break
      }
      if length > limits.replyBytes { throw WorkerFailure.outputLimit }
      let body = try Descriptor.read(length, from: replies, until: deadline)
      let words = { String(decoding: body, as: UTF8.self) }
      if kind == .refused { throw WorkerFailure.refused(words()) }
      if kind == .unconfined { throw WorkerFailure.couldNotStart(words()) }
      return body
    } catch let failure as WorkerFailure {
      throw failure
    } catch Descriptor.Trouble.late {
      throw .timeLimit
    } catch {
      throw ending()
    }
  }

  /// What became of a worker that closed its end: waits for it, but not long.
  private func ending() -> WorkerFailure {
    let deadline = Descriptor.now() + 2
    while Descriptor.now() < deadline {
      var status: siginfo_t = siginfo_t()
      // Looks without collecting, so that the process number stays taken until `end()`.
      if waitid(P_PID, id_t(pid), &status, WEXITED | WNOHANG | WNOWAIT) == 0 {
        let fields = status._sifields._sigchld
        if fields.si_pid == pid {
          if status.si_code == CLD_EXITED { return .exited(status: fields.si_status) }
          // Nobody here sent it: the system was out of memory.
          if fields.si_status == SIGKILL { return .memoryLimit }
          return .crashed(signal: fields.si_status)
        }
      }
      usleep(1_000)
    }
    return .crashed(signal: SIGPIPE)
  }

  /// Ends the process and what it started, and takes it off the system's list.
  func end() {
    kill()
    close(requests)
    close(replies)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  }

  func kill() {
    Glibc.kill(-pid, SIGKILL)
    Glibc.kill(pid, SIGKILL)
  }
}
