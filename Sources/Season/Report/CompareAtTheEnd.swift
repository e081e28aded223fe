import Foundation

extension SeasonPlay {
  /// What only the folders tell, when all programs have stopped: logs, journal, everything that doctor looks at (promises 5, 7, 8).
  func compareFolders() async throws {
    tally.compare(5, "断电后丢失的照片", expected: 0, seen: tally.lostShots)
    let logs = try FileManager.default.contentsOfDirectory(atPath: order.folder).filter { $0.hasSuffix(".log") }
    let numbers = Set(truth.graduates.map(\.idNumber))
    var found = 0
    for name in logs {
      let text = String(decoding: FileManager.default.contents(atPath: order.folder + "/" + name) ?? Data(), as: UTF8.self)
      // Numbers are all of the range that belongs to nobody.
      found += text.ranges(of: MadeUpNames.region).count { range in
        numbers.contains(String(text[range.lowerBound...].prefix(18)))
      }
    }
    tally.compare(7, "日志里的身份证号", expected: 0, seen: found)
    guard order.server == nil else { return }
    let data = ["--data", order.folder + "/center"]
    // As the page of erasing asks of the machine's keeper.
    let rotated = try await SeasonProcess.run(order.program, ["keys", "rotate"] + data, clockPath: clockPath)
    tally.compare(10, "抹除以后换密钥", expected: "换了", seen: rotated.status == 0 ? "换了" : rotated.output)
    let journal = try await SeasonProcess.run(order.program, ["journal", "verify"] + data, clockPath: clockPath)
    tally.compare(8, "操作日志的链和签名", expected: "完好", seen: journal.status == 0 ? "完好" : journal.output)
    let doctor = try await SeasonProcess.run(order.program, ["doctor", "--deep", "--json"] + data, clockPath: clockPath)
    tally.compare(5, "检查单里损坏和缺少的文件", expected: 0, seen: Self.broken(doctor.output))
  }

  /// How many of doctor's items about data are wrong; those about the machine and its habits (back-ups, keys exported) are not the season's.
  private static func broken(_ json: String) -> Int {
    guard let start = json.firstIndex(of: "{"), let end = json.lastIndex(of: "}"),
      let checkup = try? JSONSerialization.jsonObject(with: Data(json[start...end].utf8)) as? [String: Any],
      let items = checkup["items"] as? [[String: Any]]
    else { return -1 }
    let habits = ["密钥的导出副本", "最近一次备份", "磁盘空间", "对外网址", "随程序提供的文件"]
    return items.count { ($0["isRight"] as? Bool) != true && !habits.contains($0["title"] as? String ?? "") }
  }
}
