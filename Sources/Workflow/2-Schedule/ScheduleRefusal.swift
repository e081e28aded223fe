import GraduatePhotos

/// Why something of the schedule cannot be done.
public enum ScheduleRefusal: Refusal, Equatable {
  case crewUnknown
  /// Problems of a crew's form, in Chinese.
  case crewProblems([String])
  case crewHasVisits(name: String)
  case tooManyCrews(limit: Int)
  case placeUnknown
  /// What is wrong with days, wishes or times, in Chinese.
  case problems([String])
  /// The planner's word clashes with another one's, in Chinese.
  case clash([String])
  case draftUnknown
  case draftPublished(version: Int)
  case visitUnknown(number: Int)
  /// A published schedule must keep every hard rule; the sentences say which it breaks.
  case rulesBroken([String])
  /// Visits with check-ins that the plan would make others; their numbers.
  case visitsBegun([Int])
  case nothingToPublish
  case nothingPublished
  case classUnknown
  case noPhases

  public var code: String {
    switch self {
    case .crewUnknown: "schedule.crew-unknown"
    case .crewProblems: "schedule.crew-problems"
    case .crewHasVisits: "schedule.crew-has-visits"
    case .tooManyCrews: "schedule.too-many-crews"
    case .placeUnknown: "schedule.place-unknown"
    case .problems: "schedule.problems"
    case .clash: "schedule.clash"
    case .draftUnknown: "schedule.draft-unknown"
    case .draftPublished: "schedule.draft-published"
    case .visitUnknown: "schedule.visit-unknown"
    case .rulesBroken: "schedule.rules-broken"
    case .visitsBegun: "schedule.visits-begun"
    case .nothingToPublish: "schedule.nothing-to-publish"
    case .nothingPublished: "schedule.nothing-published"
    case .classUnknown: "schedule.class-unknown"
    case .noPhases: "schedule.no-phases"
    }
  }

  public var message: String {
    switch self {
    case .crewUnknown: "没有这个拍摄小组"
    case .crewProblems(let problems), .problems(let problems), .clash(let problems): problems.joined(separator: "；")
    case .crewHasVisits(let name): "\(name)在已公布的时间安排里还有场次"
    case .tooManyCrews(let limit): "拍摄小组已有 \(limit) 个，不能再加"
    case .placeUnknown: "本次采集没有这所院校或站点"
    case .draftUnknown: "没有这个方案"
    case .draftPublished(let version): "这个方案已作为第 \(version) 版公布，不能再改"
    case .visitUnknown(let number): "方案里没有第 \(number) 场"
    case .rulesBroken(let sentences): "有 \(sentences.count) 处不能公布：\(sentences.prefix(3).joined(separator: "；"))"
    case .visitsBegun(let numbers): "第 \(numbers.prefix(10).map(String.init).joined(separator: "、")) 场已经开始拍摄，不能再改日期、地点、拍摄点和小组"
    case .nothingToPublish: "方案里没有场次"
    case .nothingPublished: "时间安排还没有公布"
    case .classUnknown: "最新的安排里没有这个班"
    case .noPhases: "本次采集还没有拍摄阶段"
    }
  }

  public var hint: String {
    switch self {
    case .crewHasVisits: "请先把它的场次移给别的小组，公布新的一版"
    case .tooManyCrews: "请先解散不用的小组"
    case .draftPublished: "请在它的基础上新建一个方案"
    case .rulesBroken: "请在方案页逐处改正，或重新求解"
    case .visitsBegun: "请以已公布的安排为基础，锁定这些场次后再改其余的"
    case .nothingToPublish: "请先求解，或逐场填写"
    case .classUnknown: "请从院校的安排里重新选"
    case .noPhases: "请在年度设置里填写第一、第二阶段的日期"
    case .clash: "请换一天，或换一个小组"
    default: ""
    }
  }
}
