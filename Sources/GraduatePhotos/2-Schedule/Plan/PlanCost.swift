/// What a plan costs; an earlier part outweighs all later ones together.
public struct PlanCost: Sendable, Hashable, Codable, Comparable {
  /// Graduates without a slot.
  public var unplacedHeads: Int
  /// Days on which a crew shoots, over all crews.
  public var crewDays: Int
  /// Nights away from home and from the capital: lodging is the institution's duty there (A9.4).
  public var nightsAway: Int
  /// Minutes on the road, over all crews.
  public var travelMinutes: Int
  /// Visits against a wish, counted for each wish; a visit whose photos come too late for the make-up counts as one more.
  public var unmetWishes: Int
  /// Crew-days above the average (rounded up), added over the crews.
  public var unevenDays: Int

  public init(
    unplacedHeads: Int = 0, crewDays: Int = 0, nightsAway: Int = 0, travelMinutes: Int = 0, unmetWishes: Int = 0,
    unevenDays: Int = 0
  ) {
    self.unplacedHeads = unplacedHeads
    self.crewDays = crewDays
    self.nightsAway = nightsAway
    self.travelMinutes = travelMinutes
    self.unmetWishes = unmetWishes
    self.unevenDays = unevenDays
  }

  public static func < (left: PlanCost, right: PlanCost) -> Bool {
    for (one, other) in zip(left.values, right.values) where one != other { return one < other }
    return false
  }

  /// In the order in which they count.
  var values: [Int] { [unplacedHeads, crewDays, nightsAway, travelMinutes, unmetWishes, unevenDays] }

  static let names = ["未安排的学生", "拍摄小组工作天数", "在外住宿夜数", "路上时间", "不合院校要求的场次", "各组多于平均的天数"]
  static let units = ["人", "天", "夜", "分钟", "场", "天"]

  /// The parts in plain words, in the order in which they count: 「未安排的学生 0 人」.
  public var sentences: [String] {
    values.indices.map { "\(Self.names[$0]) \(Self.chinese(values[$0], at: $0))" }
  }

  /// What changes from one cost to another: 「工作天数多 1 天，路上时间少 2 小时 5 分钟」; empty when nothing does.
  public func difference(to other: PlanCost) -> String {
    var parts: [String] = []
    for (index, (old, new)) in zip(values, other.values).enumerated() where old != new {
      parts.append("\(Self.names[index])\(new > old ? "多" : "少") \(Self.chinese(abs(new - old), at: index))")
    }
    return parts.joined(separator: "，")
  }

  private static func chinese(_ value: Int, at index: Int) -> String {
    index == 3 ? duration(value) : "\(value) \(units[index])"
  }

  static func duration(_ minutes: Int) -> String {
    if minutes < 60 { return "\(minutes) 分钟" }
    return minutes % 60 == 0 ? "\(minutes / 60) 小时" : "\(minutes / 60) 小时 \(minutes % 60) 分钟"
  }
}
