/// Whether a visit's day may be closed, and what still stands in the way.
public struct DayClosing: Sendable {
  /// What the machine knows beside the log.
  public struct Facts: Sendable, Hashable {
    /// Originals that lie sealed at this station.
    public var originals: Int
    /// Of them, those that the center confirmed or that lie on a stick too.
    public var secondCopies: Int
    /// What does not fit and was not settled.
    public var openFindings: Int

    public init(originals: Int, secondCopies: Int, openFindings: Int) {
      self.originals = originals
      self.secondCopies = secondCopies
      self.openFindings = openFindings
    }
  }

  public enum Obstacle: Sendable, Hashable {
    /// Somebody sits before the camera.
    case seatTaken
    /// Checked in, neither shot nor excused.
    case waiting([String])
    /// Shot, but with nothing that may be used, and not excused.
    case toRetake([String])
    /// Shots that are nobody's.
    case looseShots([Int])
    case openFindings(Int)
    /// Fewer or more originals than shots.
    case countsDiffer(shots: Int, originals: Int)
    case noSecondCopy(Int)
    case unsigned(DaySignature.Moment, DaySignature.Side)

    public var chinese: String {
      switch self {
      case .seatTaken: "镜头前还有人，请先拍完或撤回"
      case .waiting(let people): "排队的还有 \(people.count) 人没有拍，请拍完、撤销签到或写明原因"
      case .toRetake(let people): "有 \(people.count) 人没有可用的照片，请重拍或写明原因"
      case .looseShots(let serials):
        "有 \(serials.count) 张照片不知道是谁（拍摄序号 \(serials.prefix(5).map(StationNumbers.serialText).joined(separator: "、"))），请认领或弃用"
      case .openFindings(let count): "还有 \(count) 处对不上的没有处理"
      case .countsDiffer(let shots, let originals): "记录了 \(shots) 张照片，磁盘上有 \(originals) 张原片，请联系采集单位"
      case .noSecondCopy(let count): "还有 \(count) 张原片只有一份，请联网上传或导出到 U 盘"
      case .unsigned(let moment, let side): "\(side.chineseName)还没有签「\(moment.chineseName)」"
      }
    }
  }

  public let obstacles: [Obstacle]
  public let sum: DaySum

  /// - due: people of the visit's classes of whom a photo is wanted and who were not said to stay away.
  public init(of log: VisitLog, due: [String], facts: Facts, station: String) {
    var obstacles: [Obstacle] = []
    if log.seats[station] != nil { obstacles.append(.seatTaken) }
    var waiting: [String] = []
    var toRetake: [String] = []
    let shotPeople = Set(log.shots.values.compactMap(\.person))
    for person in Set(log.checkIns.keys).union(shotPeople).sorted() {
      switch log.standing(of: person) {
      case .waiting: waiting.append(person)
      case .toRetake: toRetake.append(person)
      default: break
      }
    }
    if !waiting.isEmpty { obstacles.append(.waiting(waiting)) }
    if !toRetake.isEmpty { obstacles.append(.toRetake(toRetake)) }
    let loose = log.looseShots.map(\.serial)
    if !loose.isEmpty { obstacles.append(.looseShots(loose)) }
    if facts.openFindings > 0 { obstacles.append(.openFindings(facts.openFindings)) }
    let own = log.shots.values.filter { $0.station == station }.count
    if own != facts.originals { obstacles.append(.countsDiffer(shots: own, originals: facts.originals)) }
    if facts.secondCopies < facts.originals { obstacles.append(.noSecondCopy(facts.originals - facts.secondCopies)) }
    for moment in DaySignature.Moment.allCases {
      for side in DaySignature.Side.allCases where !log.hasSigned(moment, side) { obstacles.append(.unsigned(moment, side)) }
    }
    self.obstacles = obstacles
    let captured = log.captured
    let dueSet = Set(due)
    let excused = due.filter { !captured.contains($0) && log.excused[$0] != nil }.count
    let dueCaptured = captured.intersection(dueSet).count
    sum = DaySum(
      due: due.count, captured: dueCaptured, excused: excused, missing: due.count - dueCaptured - excused,
      others: captured.count - dueCaptured, shots: log.shots.count, originals: facts.originals, secondCopies: facts.secondCopies
    )
  }

  public var mayClose: Bool { obstacles.isEmpty }
}
