/// Guards the reader's running time: zbar compares every three places that look like a symbol's corner, so a picture
/// full of such places would keep it busy for hours.
enum CornerCount {
  /// Counts stretches of 1 : 1 : 3 : 1 : 1 along the rows and columns; true when there are few enough.
  static func isHarmless(_ plane: GreyPlane) -> Bool {
    count(plane) <= ScanLimits.cornerCandidates
  }

  /// Stretches of dark–light–dark–light–dark in the proportions of a finder pattern, both ways.
  static func count(_ plane: GreyPlane) -> Int {
    var total = 0
    plane.pixels.withUnsafeBufferPointer { pixels in
      guard let first = pixels.baseAddress else { return }
      for y in 0..<plane.height { total += stretches(first + y * plane.width, step: 1, length: plane.width) }
      for x in 0..<plane.width { total += stretches(first + x, step: plane.width, length: plane.height) }
    }
    return total
  }

  private static func stretches(_ first: UnsafePointer<UInt8>, step: Int, length: Int) -> Int {
    var runs = (0, 0, 0, 0, 0)
    var start = 0
    var isDark = false
    var found = 0
    var pixel = first
    var index = 0
    while index < length {
      if (pixel.pointee < 128) != isDark {
        runs = (runs.1, runs.2, runs.3, runs.4, index - start)
        if isDark, looksLikeCorner(runs) { found += 1 }
        isDark.toggle()
        start = index
      }
      pixel += step
      index += 1
    }
    return found
  }

  private static func looksLikeCorner(_ runs: (Int, Int, Int, Int, Int)) -> Bool {
    let total = runs.0 + runs.1 + runs.2 + runs.3 + runs.4
    guard total >= 7, runs.0 > 0 else { return false }
    // each part within ± 70 % of a module, as forgiving as the reader
    func near(_ run: Int, _ modules: Int) -> Bool { abs(run * 7 - modules * total) * 10 <= 7 * total }
    return near(runs.0, 1) && near(runs.1, 1) && near(runs.2, 3) && near(runs.3, 1) && near(runs.4, 1)
  }
}
