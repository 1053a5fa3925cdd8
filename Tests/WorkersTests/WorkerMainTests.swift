// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

@Suite struct WorkerMainTests {
  struct Refusal: Error, CustomStringConvertible {
    var description: String { "not this one" }
  }

  /// What a worker writes for the given bytes on its input.
  private func replies(
    to input: [UInt8], limits: WorkerLimits = WorkerLimits(),
    _ handle: @escaping ([UInt8]) throws -> [UInt8]
  ) throws -> (status: Int32, bytes: [UInt8]) {
    let requests = Pipe()
    let answers = Pipe()
    try requests.fileHandleForWriting.write(contentsOf: Data(input))
    try requests.fileHandleForWriting.close()
    let status = WorkerMain.answer(
      from: requests.fileHandleForReading.fileDescriptor,
      to: answers.fileHandleForWriting.fileDescriptor, limits: limits, handle)
    try answers.fileHandleForWriting.close()
    return (status, [UInt8](try answers.fileHandleForReading.readToEnd() ?? Data()))
  }

  private func frame(_ text: String) -> [UInt8] { Frame.length(text.utf8.count) + Array(text.utf8) }

  @Test func `Replies come in order, refusals with their reason`() throws {
    let input = frame("ab") + frame("bad") + frame("")
    let (status, bytes) = try replies(to: input) { request in
      if request == Array("bad".utf8) { throw Refusal() }
      return request + request
    }
    #expect(status == 0)
    #expect(bytes == [0] + frame("abab") + [1] + frame("not this one") + [0] + frame(""))
  }

  @Test func `A reply over the limit is announced and not sent`() throws {
    let limits = WorkerLimits(replyBytes: 4)
    let (_, bytes) = try replies(to: frame("12345") + frame("1234"), limits: limits) { $0 }
    #expect(bytes == [2] + Frame.length(0) + [0] + frame("1234"))
  }

  @Test(arguments: [
    [UInt8](repeating: 255, count: 8), Frame.length(1 << 40), Frame.length(9) + [1, 2],
  ])
  func `A request of impossible length or cut short ends the worker`(input: [UInt8]) throws {
    let (status, bytes) = try replies(to: input) { $0 }
    #expect(status == 2)
    #expect(bytes.isEmpty)
  }
}
