// SPDX-License-Identifier: Apache-2.0

extension Raster {
  /// The same page at another resolution: area means going down, linear between pixels going up.
  ///
  /// - Parameter squeeze: how wide it becomes against that; other than 1, `dpi` is that downwards.
  package func scaled(to target: Double, squeeze: Double = 1) -> Raster {
    let factor = target / dpi
    guard factor > 0, factor.isFinite, factor != 1 || squeeze != 1, width > 0, height > 0,
      squeeze > 0, squeeze.isFinite, pixels.count == width * height
    else { return self }
    let newWidth = max(1, Int((Double(width) * factor * squeeze).rounded()))
    let newHeight = max(1, Int((Double(height) * factor).rounded()))
    let across = Weights(from: width, to: newWidth)
    let down = Weights(from: height, to: newHeight)
    // Across first, so that the second pass runs along rows.
    var narrowed = [Float](repeating: 0, count: newWidth * height)
    narrowed.withUnsafeMutableBufferPointer { out in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<height {
          for x in 0..<newWidth {
            var sum: Float = 0
            var index = y * width + across.first[x]
            for k in across.start[x]..<across.start[x + 1] {
              sum += across.weight[k] * Float(source[index])
              index += 1
            }
            out[y * newWidth + x] = sum
          }
        }
      }
    }
    var row = [Float](repeating: 0, count: newWidth)
    var scaled = [UInt8](repeating: 255, count: newWidth * newHeight)
    scaled.withUnsafeMutableBufferPointer { out in
      narrowed.withUnsafeBufferPointer { source in
        row.withUnsafeMutableBufferPointer { row in
          for y in 0..<newHeight {
            row.update(repeating: 0.5)
            for (k, weight) in down.weight[down.start[y]..<down.start[y + 1]].enumerated() {
              let base = (down.first[y] + k) * newWidth
              for x in 0..<newWidth { row[x] += weight * source[base + x] }
            }
            for x in 0..<newWidth { out[y * newWidth + x] = UInt8(min(255, max(0, row[x]))) }
          }
        }
      }
    }
    return Raster(width: newWidth, height: newHeight, dpi: target, pixels: scaled)
  }

  /// Which old pixels make each new one, and how much of each.
  private struct Weights {
    /// The first old pixel of each new one.
    var first: [Int] = []
    /// Where the weights of each new pixel begin in `weight`; one more at the end.
    var start: [Int] = [0]
    var weight: [Float] = []

    init(from old: Int, to new: Int) {
      let step = Double(old) / Double(new)
      // Half-width of the tent or box: at least one old pixel, so that going up interpolates.
      for index in 0..<new {
        var parts: [Double] = []
        let begin: Int
        if step > 1 {
          let (from, to) = (Double(index) * step, min(Double(old), Double(index + 1) * step))
          begin = min(old - 1, Int(from))
          var pixel = begin
          while pixel < old, Double(pixel) < to {
            parts.append(min(to, Double(pixel + 1)) - max(from, Double(pixel)))
            pixel += 1
          }
        } else {
          let centre = min(Double(old - 1), max(0, (Double(index) + 0.5) * step - 0.5))
          begin = min(max(0, old - 2), Int(centre))
          let share = centre - Double(begin)
          parts = old > 1 ? [1 - share, share] : [1]
        }
        let total = max(1e-9, parts.reduce(0, +))
        first.append(begin)
        weight += parts.map { Float($0 / total) }
        start.append(weight.count)
      }
    }
  }
}
