/// The answer for one person of a missing letter (A5): exactly one, with a reason.
public enum MissingAnswer: Sendable, Hashable {
  /// 归错: his photo is there, under somebody else's data or nobody's; it comes to him by a shift's repair.
  case found(serial: String, Place)
  /// There is no photo: he comes to the make-up.
  case makeup
  /// 不再拍: no photo will come.
  case excused(ExcuseReason, remark: String)

  /// Where a photo was found.
  public enum Place: String, Sendable, Hashable, CaseIterable, Codable {
    case otherPerson = "other-person"
    case nobody
    case otherInstitution = "other-institution"

    public var chineseName: String {
      switch self {
      case .otherPerson: "在别人名下"
      case .nobody: "没有归到人"
      case .otherInstitution: "在别的院校"
      }
    }
  }

  public enum ExcuseReason: String, Sendable, Hashable, CaseIterable, Codable {
    case hasPhoto = "has-photo"
    case notGraduating = "not-graduating"
    case declines
    case other

    public var chineseName: String {
      switch self {
      case .hasPhoto: "学信网已有照片"
      case .notGraduating: "今年不毕业"
      case .declines: "本人说明不拍"
      case .other: "其他"
      }
    }
  }

  public var chineseName: String {
    switch self {
    case .found: "找到（归错）"
    case .makeup: "补拍"
    case .excused: "不再拍"
    }
  }

  /// 「找到（归错）：拍摄序号 12-0007，在别人名下」.
  public var chinese: String {
    switch self {
    case .found(let serial, let place): "\(chineseName)：拍摄序号 \(serial)，\(place.chineseName)"
    case .makeup: chineseName
    case .excused(let reason, let remark):
      "\(chineseName)：\(reason.chineseName)" + (remark.trimmed.isEmpty ? "" : "（\(remark.trimmed)）")
    }
  }

  /// Whether it may be given now.
  ///
  /// `earlier` is the answer that was given before, if any; `shots` are the serials that this person's photo may bear; plan and day say
  /// whether there still is a make-up.
  public func check(
    after earlier: MissingAnswer?, shots: Set<String>, in plan: CampaignPlan, today: CalendarDay
  ) throws(MissingAnswerRefusal) {
    if let earlier { throw .answered(earlier.chineseName) }
    switch self {
    case .found(let serial, _):
      guard !serial.trimmed.isEmpty else { throw .serialMissing }
      guard shots.contains(serial) else { throw .serialUnknown(serial) }
    case .makeup:
      guard let days = plan.days(of: .makeup) else { throw .noMakeup }
      guard today <= days.last else { throw .makeupOver(days) }
    case .excused(let reason, let remark):
      if reason == .other, remark.trimmed.isEmpty { throw .reasonMissing }
      guard remark.count <= VerificationLimits.remarkCharacters else { throw .reasonTooLong }
      guard !CodeModeGuard.holdsIDNumber(remark) else { throw .numberInReason }
    }
  }

  /// A letter is answered when each of its people is.
  public static func isComplete(_ people: [MissingLetter.Person], answers: [String: MissingAnswer]) -> Bool {
    people.allSatisfy { answers[$0.id] != nil }
  }
}

/// Why an answer is not taken.
public enum MissingAnswerRefusal: Refusal, Hashable {
  case answered(String)
  case serialMissing
  case serialUnknown(String)
  case noMakeup
  case makeupOver(CalendarDays)
  case reasonMissing, reasonTooLong, numberInReason

  public var code: String {
    switch self {
    case .answered: "missing-answer.answered"
    case .serialMissing: "missing-answer.serial-missing"
    case .serialUnknown: "missing-answer.serial-unknown"
    case .noMakeup: "missing-answer.no-makeup"
    case .makeupOver: "missing-answer.makeup-over"
    case .reasonMissing: "missing-answer.reason-missing"
    case .reasonTooLong: "missing-answer.reason-too-long"
    case .numberInReason: "missing-answer.number-in-reason"
    }
  }

  public var message: String {
    switch self {
    case .answered(let answer): "这个人已经答复为「\(answer)」"
    case .serialMissing: "没有填写找到的照片的拍摄序号"
    case .serialUnknown(let serial): "没有拍摄序号 \(serial) 的照片"
    case .noMakeup: "本次采集没有安排补拍"
    case .makeupOver(let days): "补拍（\(days.chinese)）已经结束，逾期不再受理"
    case .reasonMissing: "没有写明不再拍的原因"
    case .reasonTooLong: "说明超过 \(VerificationLimits.remarkCharacters) 个字"
    case .numberInReason: "说明里写了证件号码"
    }
  }

  public var hint: String {
    switch self {
    case .answered: "要改的，请先撤销原来的答复，写明原因"
    case .serialMissing: "请填写照片下方的拍摄序号"
    case .serialUnknown: "请看着照片核对拍摄序号"
    case .noMakeup, .makeupOver: "确有特殊情况的，请学校联系省厅管理员；在外省的可到当地采集单位散拍"
    case .reasonMissing: "请写明原因"
    case .reasonTooLong: "请写短一些"
    case .numberInReason: "请删去号码"
    }
  }
}
