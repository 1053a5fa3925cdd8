// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// How much of the mail of each month is withheld: an upright bar a month, as high as its pages, with
/// those that have redactions and those that are withheld whole stacked from the ground.
struct MonthDrawing {
  private static let width = 760.0
  private static let left = 44.0
  private static let top = 12.0
  private static let height = 170.0

  struct Month {
    var year: Int
    var month: Int
    var pages = 0
    var touched = 0
    var whole = 0
    var covered = 0.0

    var name: String {
      let text = String(year)
      return String(repeating: "0", count: max(0, 4 - text.count)) + text
        + (month < 10 ? "-0\(month)" : "-\(month)")
    }
  }

  private(set) var months: [Month] = []
  private(set) var undated = 0

  /// Every month from the first to the last, those without a page too. Months more than fifty years
  /// before the last one are misread dates and are only counted.
  init(_ record: CaseRecord) {
    let pages = PageMonths(record)
    var known: [Int: Month] = [:]
    for name in pages.months {
      let own = pages.pages(of: name)
      let parts = (name ?? "").split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2 else {
        undated += own.count
        continue
      }
      known[parts[0] * 12 + parts[1] - 1] = Month(
        year: parts[0], month: parts[1], pages: own.count,
        touched: own.count { !$0.redactions.isEmpty },
        whole: own.count(where: \.isWithheldNearly),
        covered: own.reduce(0) { $0 + $1.redactedShare } / Double(max(1, own.count)))
    }
    guard let last = known.keys.max() else { return }
    for (key, month) in known where key < last - 600 { undated += month.pages }
    let first = known.keys.filter { $0 >= last - 600 }.min() ?? last
    months = (first...last).map { known[$0] ?? Month(year: $0 / 12, month: $0 % 12 + 1) }
  }

  var view: View? {
    guard let most = months.map(\.pages).max(), most > 0 else { return nil }
    let step = min(60, (Self.width - Self.left) / Double(months.count))
    let bar = max(1, step * 0.72)
    let ground = Self.top + Self.height
    func tall(_ pages: Int) -> Double { Double(pages) / Double(most) * Self.height }
    var ticks: [View] = []
    var lastLabel = -1.0
    for (n, month) in months.enumerated() {
      let x = Self.left + Double(n) * step
      // Years, and in a short record the months too, as far as there is room.
      let room = months.count <= 18 ? 56.0 : 40.0
      guard n == 0 || month.month == 1 || months.count <= 18, x - lastLabel >= room || n == 0 else {
        continue
      }
      lastLabel = x
      ticks.append([
        "x": num(x + bar / 2), "y": num(ground + 15),
        "words": months.count <= 18 ? month.name : String(month.year),
      ])
    }
    return [
      "width": num(Self.width), "height": num(ground + 24), "ground": num(ground),
      "left": num(Self.left - 6), "top": num(Self.top), "most": Wording.count(most),
      "scaleX": num(Self.left - 22), "topY": num(Self.top + 4), "ticks": ticks,
      "bars": months.enumerated().filter { $1.pages > 0 }.map { n, month -> View in
        let x = Self.left + Double(n) * step
        func part(_ kind: String, _ pages: Int) -> View {
          [
            "kind": kind, "x": num(x), "w": num(bar), "y": num(ground - tall(pages)),
            "h": num(tall(pages)),
          ]
        }
        return [
          "parts": [
            part("clear", month.pages), part("touched", max(month.touched, month.whole)),
            part("whole", month.whole),
          ],
          "words": "\(month.name): \(Wording.counted(month.pages, "page")), "
            + "\(Wording.count(month.touched)) with redactions, "
            + "\(Wording.count(month.whole)) withheld in whole or nearly",
        ]
      },
      "rows": months.filter { $0.pages > 0 }.map { month -> View in
        [
          "name": month.name, "pages": Wording.count(month.pages),
          "touched": Wording.count(month.touched), "whole": Wording.count(month.whole),
          "covered": Wording.percent(month.covered),
        ]
      },
      "hasUndated": undated > 0, "undated": Wording.counted(undated, "page"),
    ]
  }

  /// One decimal, as SVG wants numbers.
  private func num(_ value: Double) -> String { JSONValue.number((value * 10).rounded() / 10) }
}
