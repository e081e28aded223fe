/// What in a problem keeps people from getting a slot, however one plans, with the smallest relaxation that would help.
public enum TourObstacle: Refusal, Hashable {
  case noCrews(needed: Int)
  case noUsableDays
  case duplicateID(String)
  case unknownCity(String)
  /// The class needs more minutes than any crew works in a day.
  case classTooLarge(institution: String, group: String, heads: Int, mostHeads: Int)
  /// Firm wishes, phase and return leave fewer days than are needed at all shooting points together.
  case windowTooShort(institution: String, needed: Int, usable: Int, points: Int, drop: String?)
  case wishesCoverEverything(institution: String, drop: String)
  /// Two firm wishes that no visit meets together.
  case wishesContradict(institution: String, String, String)
  case agreedDayNotUsable(institution: String, CalendarDay, why: String)
  case agreedDaysTooFew(institution: String, needed: Int, agreed: Int, points: Int)
  /// A crew was agreed for two places on one day between which it cannot travel.
  case agreedClash(crew: String, CalendarDay, institutions: [String])
  case agreedUnknown(institution: String, crew: String?)
  /// All crews on all days cannot do it.
  case tooFewCrewDays(needed: Int, available: Int, moreCrews: Int)
  case holidaysNotPublished(years: [Int])
  /// A value that no season has; the text says which.
  case malformed(String)

  public var code: String {
    switch self {
    case .noCrews: "schedule.no-crews"
    case .noUsableDays: "schedule.no-usable-days"
    case .duplicateID: "schedule.duplicate-id"
    case .unknownCity: "schedule.unknown-city"
    case .classTooLarge: "schedule.class-too-large"
    case .windowTooShort: "schedule.window-too-short"
    case .wishesCoverEverything: "schedule.wishes-cover-everything"
    case .wishesContradict: "schedule.wishes-contradict"
    case .agreedDayNotUsable: "schedule.agreed-day-not-usable"
    case .agreedDaysTooFew: "schedule.agreed-days-too-few"
    case .agreedClash: "schedule.agreed-clash"
    case .agreedUnknown: "schedule.agreed-unknown"
    case .tooFewCrewDays: "schedule.too-few-crew-days"
    case .holidaysNotPublished: "schedule.holidays-not-published"
    case .malformed: "schedule.malformed"
    }
  }

  /// Nothing is impossible because of it; it has to be looked at again.
  public var isWarning: Bool {
    if case .holidaysNotPublished = self { return true }
    return false
  }

  public var message: String {
    switch self {
    case .noCrews: "没有拍摄小组"
    case .noUsableDays: "拍摄阶段里没有一个工作日"
    case .duplicateID(let id): "编号 \(id) 用了两次"
    case .unknownCity(let city): "路程表里没有「\(city)」"
    case .classTooLarge(let institution, let group, let heads, let most):
      "\(institution)\(group)有 \(heads) 人，一组一天最多拍 \(most) 人"
    case .windowTooShort(let institution, let needed, let usable, let points, _):
      "\(institution)要 \(needed) 个组日，可用的 \(usable) 天、\(points) 个拍摄点不够"
    case .wishesCoverEverything(let institution, _): "\(institution)的条件排除了所有可用的日子"
    case .wishesContradict(let institution, let one, let other): "\(institution)的两个条件互相矛盾：\(one)；\(other)"
    case .agreedDayNotUsable(let institution, let day, let why): "\(institution)约定的\(day.chinese)\(why)"
    case .agreedDaysTooFew(let institution, let needed, let agreed, let points):
      "\(institution)约定了 \(agreed) 天、\(points) 个拍摄点，拍完要 \(needed) 个组日"
    case .agreedClash(let crew, let day, let institutions):
      "\(crew)\(day.chineseWithoutYear)同时约给了\(institutions.joined(separator: "和"))，赶不过来"
    case .agreedUnknown(let institution, let crew): "约定里的\(crew.map { "拍摄小组 \($0)" } ?? "院校 \(institution)")不在名单里"
    case .tooFewCrewDays(let needed, let available, _): "至少要 \(needed) 个组日，所有小组一共只有 \(available) 个"
    case .holidaysNotPublished(let years): "\(years.map { "\($0) 年" }.joined(separator: "、"))的放假安排尚未公布，暂按周末和固定假日估算"
    case .malformed(let what): what
    }
  }

  public var hint: String {
    switch self {
    case .noCrews(let needed): "请至少添加 \(needed) 个拍摄小组"
    case .noUsableDays: "请核对阶段的日期和放假安排，至少留 1 个工作日"
    case .duplicateID: "请给其中一个换编号"
    case .unknownCity: "请补上城市的经纬度，或到其他城市的路程时间"
    case .classTooLarge(_, _, _, let most): "请把这个班分成每批不超过 \(most) 人"
    case .windowTooShort(_, let needed, let usable, let points, let drop):
      drop.map { "放宽一个条件就够：\($0)" }
        ?? "请增加到 \((needed + max(1, usable) - 1) / max(1, usable)) 个拍摄点，或再留 \((needed + points - 1) / points - usable) 天"
    case .wishesCoverEverything(_, let drop): "放宽影响天数最少的一个条件：\(drop)"
    case .wishesContradict: "请与学校商定，去掉其中一个"
    case .agreedDayNotUsable: "请改约阶段内的工作日"
    case .agreedDaysTooFew(_, let needed, let agreed, let points):
      "请再约 \((needed + points - 1) / points - agreed) 天，或增加到 \((needed + max(1, agreed) - 1) / max(1, agreed)) 个拍摄点"
    case .agreedClash: "请把其中一所改给别的小组或改期"
    case .agreedUnknown: "请改选名单里的院校和拍摄小组"
    case .tooFewCrewDays(_, _, let more): "请增加 \(more) 个拍摄小组，或延长拍摄阶段"
    case .holidaysNotPublished: "公布后请更新日历并重新核对这些日期"
    case .malformed: "请核对这个数值"
    }
  }
}
