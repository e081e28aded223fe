import Foundation
import GraduatePhotos
import Synchronization

/// Long computing off the cooperative pool, a few pieces at a time; a crowd in front of it is refused instead of piling up in memory.
final class ReadingDesk: Sendable {
  private let queue = OperationQueue()
  private let admitted = Mutex(0)
  private let limit: Int
  private let refusal: any Refusal

  /// A desk of its own.
  ///
  /// - `atOnce`: pieces of work at the same moment.
  /// - `waiting`: pieces that may wait behind them.
  /// - `refusal`: what one more is told.
  init(_ name: String, atOnce: Int, waiting: Int, refusal: any Refusal) {
    queue.name = name
    queue.maxConcurrentOperationCount = atOnce
    limit = atOnce + waiting
    self.refusal = refusal
  }

  /// Pieces at work and waiting.
  var admittedCount: Int { admitted.withLock { $0 } }

  /// Does the work when its turn comes.
  ///
  /// - Throws: the desk's refusal when too many wait, and what the work throws.
  func work<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let isAdmitted = admitted.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw refusal }
    defer { admitted.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}

/// The desks of a center.
struct Desks: Sendable {
  /// Pages that were photographed or scanned.
  let pages = ReadingDesk(
    "pages", atOnce: PaperLimits.pagesReadAtOnce, waiting: PaperLimits.pagesWaiting, refusal: SealRefusal.busy)
  /// Rosters: each takes a core and up to 300 MB.
  let rosters = ReadingDesk(
    "rosters", atOnce: WorkflowLimits.rostersReadAtOnce, waiting: WorkflowLimits.rostersWaiting, refusal: DeskRefusal.reading)
  /// Tours: each takes a core for as long as the planner wants.
  let tours = ReadingDesk("tours", atOnce: 1, waiting: WorkflowLimits.toursWaiting, refusal: DeskRefusal.solving)
  /// Papers and tables that are made for somebody who waits for them; rosters that are read do not hold them up.
  let prints = ReadingDesk(
    "prints", atOnce: WorkflowLimits.printsAtOnce, waiting: WorkflowLimits.printsWaiting, refusal: DeskRefusal.printing)
  /// Packets of stations, opened and sealed anew: on every core, because a province's stations come at once in the evening.
  let packets = ReadingDesk(
    "packets", atOnce: max(2, ProcessInfo.processInfo.activeProcessorCount), waiting: StationLimits.packetsWaiting,
    refusal: StationRefusal.busy)
}

/// Too many at once: nothing was kept, and it can simply be done again.
public enum DeskRefusal: Refusal, Equatable {
  case reading
  case printing
  case solving

  public var code: String {
    switch self {
    case .reading: "roster.busy"
    case .printing: "paper.busy"
    case .solving: "schedule.busy"
    }
  }

  public var message: String {
    switch self {
    case .reading: "现在检查名单的学校太多"
    case .printing: "现在打印和下载的人太多"
    case .solving: "现在求解的年度采集太多"
    }
  }

  public var hint: String {
    switch self {
    case .reading: "什么也没有保存，请过几分钟再试一次"
    case .printing: "请过几秒再点一次"
    case .solving: "请过几分钟再求解"
    }
  }
}
