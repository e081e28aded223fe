import GraduatePhotos

/// Comma, semicolon or tab separated text, in the encodings of `TableText`.
struct CSVReader: TableSource {
  let sheets: [TableSheet]
  let text: TableText
  let dialect: CSVDialect

  init(text: TableText, name: String) throws {
    self.text = text
    sheets = [TableSheet(name: name)]
    var sample: [UInt8] = []
    try text.forEachChunk(TableWatch()) { chunk in
      sample.append(contentsOf: chunk.prefix(TableLimits.separatorBytes - sample.count))
      return sample.count < TableLimits.separatorBytes
    }
    dialect = CSVDialect(sample: sample)
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    var parser = CSVParser(dialect: dialect, rows: rows)
    try text.forEachChunk(watch) { try parser.take($0) }
    if !rows.summary.stopped { try parser.finish() }
  }
}

/// How a text file separates its columns, judged from its beginning.
struct CSVDialect {
  var separator: UInt8 = UInt8(ascii: ",")
  /// Excel's own first line `sep=;`, which is no row.
  var declaresSeparator = false

  private static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
  private static let sampleLines = 40

  init(separator: UInt8) { self.separator = separator }

  /// The separator whose count is the same on most lines; more of them decide a tie.
  init(sample: [UInt8]) {
    if sample.count >= 6, sample[..<4].elementsEqual("sep=".utf8), sample[5] == 0x0A || sample[5] == 0x0D {
      separator = sample[4]
      declaresSeparator = true
      return
    }
    let lines = Self.counts(sample)
    var best = (frequency: 0, total: 0)
    for (position, candidate) in Self.candidates.enumerated() {
      let counts = lines.map { $0[position] }.filter { $0 > 0 }
      var frequencies: [Int: Int] = [:]
      for count in counts { frequencies[count, default: 0] += 1 }
      let score = (frequency: frequencies.values.max() ?? 0, total: counts.reduce(0, +))
      if score > best {
        best = score
        separator = candidate
      }
    }
  }

  /// How often each candidate stands outside quotes on each of the first lines.
  private static func counts(_ sample: [UInt8]) -> [[Int]] {
    var lines: [[Int]] = []
    var current = [0, 0, 0]
    var quoted = false
    for byte in sample {
      if byte == UInt8(ascii: "\"") {
        quoted.toggle()
      } else if byte == 0x0A, !quoted {
        lines.append(current)
        current = [0, 0, 0]
        if lines.count == sampleLines { return lines }
      } else if !quoted, let position = candidates.firstIndex(of: byte) {
        current[position] += 1
      }
    }
    lines.append(current)
    return lines
  }
}
