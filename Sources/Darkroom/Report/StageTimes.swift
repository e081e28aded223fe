import Glibc

/// A step on a picture's way.
public enum PhotoStage: String, Sendable, Hashable, CaseIterable, Codable {
  case decoding, models, portrait, measures, checks

  public var chineseName: String {
    switch self {
    case .decoding: "解码"
    case .models: "人脸模型"
    case .portrait: "裁切编码"
    case .measures: "测量"
    case .checks: "检测"
    }
  }
}

/// Where the time of a picture went: milliseconds of the thread's CPU, stage by stage.
public struct StageTimes: Sendable, Hashable {
  private var milliseconds: [PhotoStage: Double] = [:]

  public init() {}

  public subscript(_ stage: PhotoStage) -> Double { milliseconds[stage] ?? 0 }

  public var total: Double { milliseconds.values.reduce(0, +) }

  mutating func add(_ stage: PhotoStage, _ time: Double) { milliseconds[stage, default: 0] += time }

  public static func += (all: inout StageTimes, one: StageTimes) {
    all.milliseconds.merge(one.milliseconds, uniquingKeysWith: +)
  }
}

/// Cuts a thread's CPU time into stages.
///
/// Stays on one thread.
struct StageClock {
  private(set) var times = StageTimes()
  private var last = StageClock.now()

  /// What passed since the last stage's end belongs to this one.
  mutating func end(_ stage: PhotoStage) {
    let now = Self.now()
    times.add(stage, now - last)
    last = now
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }
}
