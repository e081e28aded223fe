import Foundation
import GraduatePhotos

/// In which order the overview stands.
public struct SlipSort: Sendable, Hashable {
  /// The raw value stands in addresses.
  public enum Order: String, Sendable, CaseIterable {
    /// By code, an institution before its study centers.
    case code
    case progress, heads
    case submitted
  }

  public var order: Order
  public var isDescending: Bool

  public init(_ order: Order = .code, isDescending: Bool = false) {
    self.order = order
    self.isDescending = isDescending
  }

  /// `lines` stand by code; equal ones stay so.
  func sorted(_ lines: [SlipOverviewLine]) -> [SlipOverviewLine] {
    lines.enumerated().sorted { left, right in
      let (a, b) = (key(left.element, left.offset), key(right.element, right.offset))
      guard a == b else { return isDescending ? a > b : a < b }
      return left.offset < right.offset
    }.map(\.element)
  }

  private func key(_ line: SlipOverviewLine, _ place: Int) -> Int64 {
    switch order {
    case .code: Int64(place)
    case .heads: Int64(line.heads)
    case .submitted: line.submittedAt ?? .max
    // Late ones first: they are what somebody looks for.
    case .progress: line.isLate ? -1 : Int64(SlipProgress.allCases.firstIndex(of: line.progress) ?? 0)
    }
  }
}

extension SlipFilter {
  /// The lines that the filter and the search take.
  func found(in lines: [SlipOverviewLine], _ search: String) -> [SlipOverviewLine] {
    let wanted = search.compactHalfWidth
    return lines.filter { line in
      takes(line) && (wanted.isEmpty || line.code.hasPrefix(wanted) || line.name.contains(wanted))
    }
  }
}

extension CollectionCenter {
  /// The overview as a file, all pages of it.
  ///
  /// - Throws: `SlipRefusal.notFound` when there is no such campaign.
  public func slipOverviewFile(
    campaignID: String, filter: SlipFilter = .all, search: String = "", sort: SlipSort = SlipSort(), as format: ListFileFormat,
    for keeper: some CampaignKeeper
  ) async throws -> PreparedFile {
    let all = try await records.read { try $0.slipOverviewLines(campaignID).lines }
    let list = ListFile(
      title: "登记情况",
      columns: [("代码", 10), ("名称", 36), ("状态", 16), ("影响", 24), ("应拍人数", 12), ("交的时间", 20), ("提醒时间", 20)],
      rows: sort.sorted(filter.found(in: all, search)).map { line in
        [
          line.code, line.name, line.isLate ? "逾期未交" : line.progress.chineseName,
          line.heldUp.map(\.chineseName).joined(separator: "、"), line.isRegistered ? String(line.heads) : "",
          line.submittedAt.map { CalendarDay(milliseconds: $0).iso } ?? "",
          line.remindedAt.map { CalendarDay(milliseconds: $0).iso } ?? "",
        ]
      })
    return try await file(list, as: format)
  }
}
