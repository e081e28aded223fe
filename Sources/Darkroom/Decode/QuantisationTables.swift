/// What quantisation tables tell: the quality on the IJG scale.
enum QuantisationTables {
  /// ITU-T T.81 table K.1, row by row.
  private static let luminance = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80,
    62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112,
    100, 103, 99,
  ]
  /// Table K.2.
  private static let chrominance = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99,
    99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99,
  ]

  /// 1–100: the quality whose tables come nearest to those of the first component and, when there is one, of the second; nil
  /// when a table is missing.
  ///
  /// Exact for files written by libjpeg; for cameras with tables of their own the nearest equal.
  static func quality(_ markers: JPEGMarkers) -> Int? {
    let components = markers.frame.components
    guard let first = components.first.flatMap({ markers.tables[$0.table] }) else { return nil }
    var second: [Int]?
    if components.count == 3 {
      guard let table = markers.tables[components[1].table] else { return nil }
      second = table
    }
    var best: (quality: Int, distance: Int)?
    for quality in 1...100 {
      var distance = Self.distance(first, luminance, quality)
      if let second { distance += Self.distance(second, chrominance, quality) }
      if distance < best?.distance ?? Int.max { best = (quality, distance) }
    }
    return best?.quality
  }

  private static func distance(_ table: [Int], _ base: [Int], _ quality: Int) -> Int {
    let percent = quality < 50 ? 5_000 / quality : 200 - 2 * quality
    var sum = 0
    for index in 0..<64 {
      let wanted = min(255, max(1, (base[zigzag[index]] * percent + 50) / 100))
      sum += abs(table[index] - wanted)
    }
    return sum
  }

  /// Place in a block (row by row) of each number of a table as it is written.
  private static let zigzag = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35,
    42,
    49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
  ]
}
