import Foundation
import Storage

/// Whether the keys open what they must, are young enough, and have a copy somewhere.
extension OpenCenter {
  func keyChecks() -> [Check] {
    [
      Check(id: "keys.open", title: "密钥能打开加密内容") { [self] in try await checkKeysOpen() },
      Check(id: "keys.age", title: "密钥的年龄") { [self] in try await checkKeyAge() },
      Check(id: "keys.export", title: "密钥的导出副本") { [self] in checkExport() },
    ]
  }

  private func checkKeysOpen() async throws -> Check.Outcome {
    let remedy = "请用 biying keys import 放回配套的密钥；密钥都在而仍打不开，说明记录被改过，请从备份恢复"
    do { _ = try KeyRing.read(path: keysPath) } catch let refusal as KeyRefusal { return .wrong(refusal.message, refusal.hint) }
    var opened = 0
    for kind in SealedValues.all {
      let (unknown, closed, fine) = try await center.records.read { try $0.openSample(of: kind) }
      guard unknown.isEmpty else { return .wrong("\(kind.chineseName)用的密钥不在密钥文件里：\(fewOf(unknown, "把"))", remedy) }
      guard closed == 0 else { return .wrong("抽查的\(kind.chineseName)有 \(closed) 条打不开", remedy) }
      opened += fine
    }
    return .right("抽查 \(opened) 条，都能打开")
  }

  private func checkKeyAge() async throws -> Check.Outcome {
    let left = try await valuesUnderOldKeys()
    guard left == 0 else { return .wrong("更换密钥没有做完，还有 \(left) 项用旧密钥", "请再执行一次 biying keys rotate") }
    let erased = try await center.records.read {
      try $0.row(
        "SELECT MAX(d.done_at) AS at FROM erase_done d JOIN erase e ON e.id = d.erase_id WHERE e.part = 'identity'")?
        .optionalInteger("at")
    }
    if let erased, erased >= keys.current.newestKeyMadeAt {
      return .wrong("抹除个人信息以后还没有换过密钥", "请执行 biying keys rotate，再导出一次，并销毁旧的备份和密钥导出")
    }
    let now = try await center.now()
    let days = max(0, now - keys.current.newestKeyMadeAt) / 86_400_000
    guard now - keys.current.newestKeyMadeAt <= UpkeepLimits.keyAgeMilliseconds else {
      return .wrong("密钥已用 \(days) 天", "请执行 biying keys rotate 更换，再导出一次")
    }
    return .right("\(days) 天")
  }

  private func checkExport() -> Check.Outcome {
    guard let ring = try? KeyRing.read(path: keysPath) else { return .wrong("密钥文件读不出来", "请先处理上面密钥的问题") }
    guard ring.exportedAt != nil else {
      return .wrong("从未导出：这台机器损坏时，证件号就再也打不开了", "请执行 biying keys export，把文件和口令分开保管")
    }
    guard ring.exportTestedAt != nil else { return .wrong("导出过，但没有试过能不能打开", "请执行 biying keys test") }
    return .right("已导出，并试过能打开")
  }
}

extension Transaction {
  /// Opens a few values of a kind under each key that is in use.
  ///
  /// - Returns: keys the ring lacks, values that do not open, values that do.
  func openSample(of kind: SealedValues) throws -> (unknown: [String], closed: Int, fine: Int) {
    let used = try rows("SELECT DISTINCT \(kind.keyColumn) AS k FROM \(kind.table) ORDER BY \(kind.keyColumn)").map {
      try $0.text("k")
    }
    let unknown = used.filter { !keys.holds($0) }
    var closed = 0
    var fine = 0
    for key in used where keys.holds(key) {
      let sample = try rows(
        """
        SELECT \(kind.idColumns.joined(separator: ", ")), \(kind.valueColumn) FROM \(kind.table) WHERE \(kind.keyColumn) = ?
        ORDER BY \(kind.idColumns[0]) DESC LIMIT \(UpkeepLimits.sampledValues)
        """, [.text(key)])
      for row in sample {
        let ids = try kind.idColumns.map { try row.text($0) }
        if (try? keys.open(row.blob(kind.valueColumn), under: key, as: kind.record(ids))) != nil {
          fine += 1
        } else {
          closed += 1
        }
      }
    }
    return (unknown, closed, fine)
  }
}
