/// The table at the end.
public struct SeasonReport: Sendable {
  private let tally: SeasonTally

  init(_ tally: SeasonTally) { self.tally = tally }

  /// Whether every promise was kept.
  public var isKept: Bool { tally.comparisons.allSatisfy(\.isKept) }

  public var lines: [String] { promises + [""] + mishaps + [""] + [conclusion] }

  /// In the order of the promises, and within one in the order in which it was compared.
  private var promises: [String] {
    let sorted = tally.comparisons.enumerated().sorted { ($0.element.promise, $0.offset) < ($1.element.promise, $1.offset) }
    let rows = sorted.map { _, one in
      [Self.promise(one.promise), one.what, Self.word(one.expected), Self.word(one.seen), one.isKept ? "守住" : "没有守住"]
    }
    return Self.table([["承诺", "核对了什么", "应为", "实为", "结果"]] + rows)
  }

  private var mishaps: [String] {
    let rows = SeasonMishap.allCases.compactMap { mishap -> [String]? in
      guard let happened = tally.happened[mishap] else { return nil }
      let found = tally.found[mishap] ?? 0
      return [mishap.chineseName, "\(happened)", "\(found)", found >= happened ? "都发现了" : "没有发现 \(happened - found)"]
    }
    return Self.table([["故意出的错", "次数", "发现", "结果"]] + rows)
  }

  private var conclusion: String {
    let broken = tally.comparisons.count { !$0.isKept }
    let cuts = "断电 \(tally.powerCuts) 次，断网 \(tally.lostNetworks) 次"
    return broken == 0
      ? "\(cuts)。核对 \(tally.comparisons.count) 项，全部守住。" : "\(cuts)。核对 \(tally.comparisons.count) 项，没有守住 \(broken) 项。"
  }

  private static func word(_ value: String) -> String { ["true": "是", "false": "否"][value] ?? value }

  /// As the design numbers them.
  private static func promise(_ number: Int) -> String {
    let names = [
      "照片是谁的", "拍摄序号与错位", "账平", "校对一次", "断电不丢", "姓名一字不差", "证件号码不外泄", "操作日志", "期限", "保存与抹除",
    ]
    return "\(number) \(names.indices.contains(number - 1) ? names[number - 1] : "")"
  }

  /// Columns side by side; a Han character is as wide as two letters.
  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { width($0[column]) }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { at, cell in
        at == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[at] - width(cell) + 2)
      }
      return cells.joined()
    }
  }

  private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } }
}
