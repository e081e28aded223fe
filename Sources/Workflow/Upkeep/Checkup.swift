import Foundation
import Paperwork
import Storage

/// What a look over the whole center found, a line each: the monthly check.
public struct Checkup: Sendable, Codable, Equatable {
  public struct Item: Sendable, Codable, Equatable {
    /// Stable name, such as `photos.missing`.
    public let id: String
    /// What was looked at, in Chinese.
    public let title: String
    public let isRight: Bool
    /// What was found, with numbers; ids and hashes only.
    public let finding: String
    /// What to do; empty when it is right.
    public let remedy: String
  }

  /// Milliseconds UTC by the database's clock.
  public let checkedAt: Int64
  /// Whether every file was read and hashed.
  public let isDeep: Bool
  public let items: [Item]

  public var isRight: Bool { items.allSatisfy(\.isRight) }
  public var wrong: [Item] { items.filter { !$0.isRight } }

  /// The same as a page to print and sign; `date` as printed.
  public func paper(date: String) -> MonthlyCheckPaper {
    MonthlyCheckPaper(
      date: date, lines: items.map { .init(item: $0.title, isRight: $0.isRight, finding: $0.finding, remedy: $0.remedy) })
  }
}

/// One look at one thing; what it throws becomes its finding, so that one broken thing hides no other.
struct Check: Sendable {
  let id: String
  let title: String
  let look: @Sendable () async throws -> Outcome

  struct Outcome: Sendable {
    let isRight: Bool
    let finding: String
    var remedy = ""

    static func right(_ finding: String) -> Outcome { Outcome(isRight: true, finding: finding) }
    static func wrong(_ finding: String, _ remedy: String) -> Outcome {
      Outcome(isRight: false, finding: finding, remedy: remedy)
    }
  }

  func item() async -> Checkup.Item {
    let outcome: Outcome
    do { outcome = try await look() } catch {
      // Storage errors hold no values; of all others only the type is named.
      let reason = error is StorageError || error is FileFault || error is PhotoStoreError ? "\(error)" : "\(type(of: error))"
      outcome = .wrong("没有检查成：\(reason)", "请先处理其他问题再查一次；仍然如此，请把这一行告诉维护人员")
    }
    return Checkup.Item(
      id: id, title: title, isRight: outcome.isRight, finding: outcome.finding, remedy: outcome.isRight ? "" : outcome.remedy)
  }
}

extension OpenCenter {
  /// Looks over everything that can be checked on a data folder.
  ///
  /// - Parameters:
  ///   - isDeep: reads and hashes every file; else `UpkeepLimits.sampledFiles` of them.
  ///   - shippedFolder: where `Campaigns`, `Calendars` and `Characters` lie; nil when they were not found.
  ///   - progress: is told the title of each check as it begins.
  /// - Returns: a line for each check; nothing that is wrong is thrown.
  public func checkUp(
    isDeep: Bool = false, shippedFolder: String? = nil, progress: @Sendable (String) -> Void = { _ in }
  ) async -> Checkup {
    var items: [Checkup.Item] = []
    var checks = fileChecks(isDeep: isDeep)
    checks += databaseChecks()
    checks += journalChecks()
    checks += keyChecks()
    checks += machineChecks()
    checks += installationChecks(shippedFolder: shippedFolder)
    for check in checks {
      progress(check.title)
      items.append(await check.item())
    }
    let now = (try? await center.now()) ?? center.records.clock.local()
    return Checkup(checkedAt: now, isDeep: isDeep, items: items)
  }
}

/// A few of many: 「a、b 等 12 个」.
func fewOf(_ all: [String], _ unit: String) -> String {
  let shown = all.prefix(UpkeepLimits.listedIDs).joined(separator: "、")
  return all.count > UpkeepLimits.listedIDs ? "\(shown) 等 \(all.count) \(unit)" : shown
}
