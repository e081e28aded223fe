import Foundation
import GraduatePhotos
import Synchronization

/// A solving under way, or how it ended.
public struct TourSolving: Sendable {
  public enum State: Sendable, Equatable {
    case running
    /// Kept as this draft.
    case done(draftID: String)
    /// In Chinese.
    case failed(String)
  }

  public var state: State
  /// Seconds it may take, and has taken.
  public var seconds: Int
  public var elapsed: Double
  /// Of the best plan so far; nil before the first.
  public var cost: PlanCost?
  /// No plan needs fewer crew-days than these.
  public var boundDays: Int?
}

/// Solvings of this process by campaign.
final class TourSolvings: Sendable {
  final class Entry: Sendable {
    let seconds: Int
    let began = ContinuousClock.now
    private let news = Mutex<(state: TourSolving.State, cost: PlanCost?, bound: Int?, isStopped: Bool)>(
      (.running, nil, nil, false))

    init(seconds: Int) { self.seconds = seconds }

    var elapsed: Double { (ContinuousClock.now - began) / .seconds(1) }
    var isStopped: Bool { news.withLock(\.isStopped) }
    var isRunning: Bool { news.withLock { $0.state == .running } }

    func stop() { news.withLock { $0.isStopped = true } }
    func tell(_ progress: TourProgress) {
      news.withLock { news in
        news.cost = progress.cost
        news.bound = progress.bound.crewDays
      }
    }
    func end(_ state: TourSolving.State) { news.withLock { $0.state = state } }

    var solving: TourSolving {
      news.withLock {
        TourSolving(state: $0.state, seconds: seconds, elapsed: elapsed, cost: $0.cost, boundDays: $0.bound)
      }
    }
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// A new entry; nil while one is running.
  func begin(_ campaignID: String, seconds: Int) -> Entry? {
    entries.withLock { entries in
      if entries[campaignID]?.isRunning == true { return nil }
      let entry = Entry(seconds: seconds)
      entries[campaignID] = entry
      return entry
    }
  }

  func entry(_ campaignID: String) -> Entry? { entries.withLock { $0[campaignID] } }
}

extension CollectionCenter {
  /// Seconds a solving may take.
  public static let solvingSeconds = 1...1_800

  /// Begins to solve; the best plan is kept as a draft when the time is over or somebody stops it.
  ///
  /// Locked visits of the draft it starts from stay.
  ///
  /// - Returns: false when one is under way already.
  /// - Throws: `ScheduleRefusal`.
  @discardableResult
  public func solveTour(
    campaignID: String, from draftID: String? = nil, seconds: Int, seed: UInt64 = 1, by keeper: some CampaignKeeper
  ) async throws -> Bool {
    guard Self.solvingSeconds.contains(seconds) else { throw ScheduleRefusal.problems(["求解时间应在 1–1800 秒之间"]) }
    let input = try await tourInput(campaignID: campaignID, draftID: draftID, by: keeper)
    let obstacles = input.problem.plainObstacles
    guard obstacles.isEmpty else { throw ScheduleRefusal.problems(obstacles) }
    // what no plan can meet is said now, not after the time is over
    _ = try TourSolver(input.problem, seed: seed)
    guard let entry = tours.begin(campaignID, seconds: seconds) else { return false }
    Task {
      do {
        let plan = try await desks.tours.work {
          var solver = try TourSolver(input.problem, seed: seed)
          return solver.solve(
            until: { _ in entry.isStopped ? 1 : entry.elapsed / Double(seconds) }, report: { entry.tell($0) }
          ).plan
        }
        let note = draftID == nil ? "求解 \(seconds) 秒" : "锁定一部分后求解 \(seconds) 秒"
        entry.end(.done(draftID: try await keepTour(plan, note: note, from: draftID, campaignID: campaignID, by: keeper)))
      } catch let refusal as any Refusal {
        entry.end(.failed([refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "。")))
      } catch { entry.end(.failed("求解没有完成，请再试一次")) }
    }
    return true
  }

  /// How far the campaign's solving in this process is; nil before the first.
  public func tourSolving(campaignID: String, by keeper: some CampaignKeeper) -> TourSolving? {
    tours.entry(campaignID)?.solving
  }

  /// Ends a solving now; its best plan is kept.
  public func stopTour(campaignID: String, by keeper: some CampaignKeeper) { tours.entry(campaignID)?.stop() }
}

extension TourProblem {
  /// What makes every plan empty, in Chinese.
  fileprivate var plainObstacles: [String] {
    var obstacles: [String] = []
    if crews.isEmpty { obstacles.append("还没有拍摄小组，请先添加") }
    if usableDays.isEmpty { obstacles.append("拍摄阶段里没有工作日，请核对年度设置和节假日") }
    if institutions.allSatisfy({ $0.heads == 0 }) { obstacles.append("还没有任何院校报来人数，请先登记") }
    return obstacles
  }
}
