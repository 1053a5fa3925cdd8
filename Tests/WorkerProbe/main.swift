// SPDX-License-Identifier: Apache-2.0

import Workers

// A program for the tests: a worker that does what it is told, or, without confinement, the same
// for comparison.
//
//     WorkerProbe serve              a worker: each request is words with spaces between them
//     WorkerProbe try WORD ...       does it in a process of its own and prints what came of it
//     WorkerProbe nested             a worker in a process that may not confine itself any more

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "serve": Probe.serve()
case "try": Probe.tell(Attempt.run(Array(words.dropFirst())))
case "nested":
  // Whatever filter is in force forbids to set another.
  Probe.confine()
  Probe.serve()
default: Probe.tell("serve, try or nested")
}
