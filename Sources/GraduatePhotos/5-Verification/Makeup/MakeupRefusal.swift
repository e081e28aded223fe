/// Why somebody is not booked or not shot at the make-up; always with the way on.
public enum MakeupRefusal: Refusal, Hashable {
  /// N4: nothing is accepted any more.
  case closed(DayMinute)
  case notYet(CalendarDays, place: String)
  case outsideHours(next: DayMinute)
  case noCard
  case captured
  case waiting
  case left(StatusChange.Kind)
  case unknown
  case noSuchSlot(CalendarDays)
  case slotPassed(MakeupSlot)
  case slotFull(MakeupSlot, next: MakeupSlot?)
  case groupSize(Int)
  case groupDoesNotFit(Int, MakeupSlot, next: MakeupSlot?)
  case groupTwice(row: Int)
  case groupMember(row: Int, MakeupReason)
  case groupBooked(row: Int, MakeupSlot)
  case otherInstitution(row: Int)
  case leaderMissing
  case telephone(TelephoneProblem)

  /// Why a person may not come, without his place in a list.
  public enum MakeupReason: Sendable, Hashable {
    case captured
    case waiting
    case left(StatusChange.Kind)
    case unknown
  }

  var reason: MakeupReason {
    switch self {
    case .captured: .captured
    case .waiting: .waiting
    case .left(let kind): .left(kind)
    default: .unknown
    }
  }

  public var code: String {
    switch self {
    case .closed: "makeup.closed"
    case .notYet: "makeup.not-yet"
    case .outsideHours: "makeup.outside-hours"
    case .noCard: "makeup.no-card"
    case .captured: "makeup.captured"
    case .waiting: "makeup.waiting"
    case .left: "makeup.left"
    case .unknown: "makeup.unknown"
    case .noSuchSlot: "makeup.no-such-slot"
    case .slotPassed: "makeup.slot-passed"
    case .slotFull: "makeup.slot-full"
    case .groupSize: "makeup.group-size"
    case .groupDoesNotFit: "makeup.group-does-not-fit"
    case .groupTwice: "makeup.group-twice"
    case .groupMember: "makeup.group-member"
    case .groupBooked: "makeup.group-booked"
    case .otherInstitution: "makeup.other-institution"
    case .leaderMissing: "makeup.leader-missing"
    case .telephone: "makeup.telephone"
    }
  }

  public var message: String {
    switch self {
    case .closed(let deadline): "补拍已于 \(deadline.chinese) 结束，逾期不再受理"
    case .notYet(let days, _): "补拍还没有开始，时间是 \(days.chinese)"
    case .outsideHours: "现在不是补拍的时间"
    case .noCard: "没有出示身份证"
    case .captured: "已有合格的照片，学校也没有登记问题"
    case .waiting: "已经拍过，照片正在总部检查"
    case .left(let kind): "已登记\(kind.chineseName)，不用拍照"
    case .unknown: "不在本次采集的名单里"
    case .noSuchSlot: "没有这个时段"
    case .slotPassed(let slot): "\(slot.chinese) 的时段已经开始"
    case .slotFull(let slot, _): "\(slot.chinese) 的时段已经约满"
    case .groupSize(let count):
      "团体预约 \(VerificationLimits.groupHeads.lowerBound)–\(VerificationLimits.groupHeads.upperBound) 人，现为 \(count) 人"
    case .groupDoesNotFit(let count, let slot, _): "从 \(slot.chinese) 起排不下 \(count) 人"
    case .groupTwice(let row): "第 \(row) 人与前面的重复"
    case .groupMember(let row, let reason): "第 \(row) 人\(Self.message(reason))"
    case .groupBooked(let row, let slot): "第 \(row) 人已自己预约了 \(slot.chinese)"
    case .otherInstitution(let row): "第 \(row) 人不是本校的"
    case .leaderMissing: "没有填写带队老师"
    case .telephone(let problem): "带队电话：\(problem.message)"
    }
  }

  public var hint: String {
    switch self {
    case .closed: "确有特殊情况的，请学校向省厅管理员说明；在关门前已取号的仍可以拍"
    case .notYet(let days, let place): "请在\(days.chinese)带身份证到\(place.isEmpty ? "补拍地点" : place)"
    case .outsideHours(let next): "请在 \(next.chinese) 以后带身份证来"
    case .noCard: "请出示本人身份证或临时身份证；都没有的，请先到公安机关办理"
    case .captured: "照片有问题的，请先由学校登记照片问题"
    case .waiting: "请等检查的结果；要重拍的会列在退回重拍的名单里"
    case .left: "异动撤销的，请学校先在学生名单里恢复"
    case .unknown: "请学校先把人登记到学生名单里"
    case .noSuchSlot(let days): "请在\(days.chinese)的时段里选"
    case .slotPassed: "请选后面的时段，或直接带身份证来排队"
    case .slotFull(_, let next): next.map { "\($0.chinese) 还有空位；也可以直接带身份证来排队" } ?? "时段都已约满，请直接带身份证来排队"
    case .groupSize: "请按人数分车，或各人自己预约"
    case .groupDoesNotFit(_, _, let next): next.map { "可以改从 \($0.chinese) 起，或分成几车" } ?? "请分成几车，或各人自己预约"
    case .groupTwice: "请删去重复的人"
    case .groupMember: "请从名单里移出这个人"
    case .groupBooked: "请本人先取消自己的预约，或移出名单"
    case .otherInstitution: "一车只约一所院校的学生，请分开预约"
    case .leaderMissing: "请填写带队老师的姓名"
    case .telephone(let problem): problem.hint
    }
  }

  private static func message(_ reason: MakeupReason) -> String {
    switch reason {
    case .captured: MakeupRefusal.captured.message
    case .waiting: MakeupRefusal.waiting.message
    case .left(let kind): MakeupRefusal.left(kind).message
    case .unknown: MakeupRefusal.unknown.message
    }
  }
}
