// SPDX-License-Identifier: Apache-2.0

import Casework
import Foundation
import Synchronization

/// Shows progress on standard error: a bar with rate and time left on a terminal, a line every few
/// seconds elsewhere.
final class Meter: Sendable {
  enum Style: Sendable { case off, bar, lines }

  private struct State {
    var phase = ""
    var began = ContinuousClock.now
    var shown: ContinuousClock.Instant?
    var isOpen = false
  }

  private let style: Style
  private let state = Mutex(State())

  init(_ style: Style) { self.style = style }

  var progress: Casework.Progress { Casework.Progress { self.show($0) } }

  private func show(_ update: Casework.Progress.Update) {
    guard style != .off else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if state.phase != update.phase {
        if state.isOpen { Terminal.status("\n") }
        (state.phase, state.began, state.shown, state.isOpen) = (update.phase, now, nil, false)
      }
      let pause: Duration = style == .bar ? .milliseconds(100) : .seconds(5)
      if let shown = state.shown, shown + pause > now { return }
      // A phase that is over within the first pause needs no line of its own in a log.
      if style == .lines && state.shown == nil {
        state.shown = now
        return
      }
      state.shown = now
      let text = Self.line(update, elapsed: now - state.began)
      if style == .bar {
        Terminal.status("\r\u{1B}[K" + text.clipped(to: (Terminal.width ?? 80) - 1))
        state.isOpen = true
      } else {
        Terminal.status(text + "\n")
      }
    }
  }

  /// Leaves the line of the bar, so that what follows starts at the margin.
  func end() {
    state.withLock { state in
      if state.isOpen { Terminal.status("\r\u{1B}[K") }
      state.isOpen = false
      state.phase = ""
    }
  }

  static func line(_ update: Casework.Progress.Update, elapsed: Duration) -> String {
    let seconds = max(0.001, Double(elapsed / .milliseconds(1)) / 1_000)
    var parts = [update.phase]
    if let fraction = update.fraction {
      let filled = Int((fraction * 20).rounded())
      parts.append(
        "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled)
          + "] \(Int(fraction * 100)) %")
    }
    if update.count > 0 {
      let rate = Double(update.count) / seconds
      let shownRate = rate >= 10 ? String(Int(rate)) : String(format: "%.1f", rate)
      parts.append("\(update.count) \(update.unit), \(shownRate)/s")
    }
    if let fraction = update.fraction, fraction > 0.02, fraction < 1, seconds > 2 {
      parts.append(Self.duration(seconds * (1 - fraction) / fraction) + " left")
    }
    if let item = update.item { parts.append(item.printable) }
    return parts.joined(separator: "  ")
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if whole >= 3_600 { return "\(whole / 3_600) h \(whole / 60 % 60) min" }
    return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
