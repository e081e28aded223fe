/// What a graduate says to the picture and the data (N5): right, or what is wrong.
public enum ProofAnswer: Sendable, Hashable {
  case right
  case wrong(ProofComplaint)

  public var isRight: Bool { self == .right }

  public var chineseName: String {
    switch self {
    case .right: "正确"
    case .wrong: "有误"
    }
  }

  /// 「有误：不是我的照片；姓名应为“李婷”」.
  public var chinese: String {
    switch self {
    case .right: chineseName
    case .wrong(let complaint): "\(chineseName)：\(complaint.chinese)"
    }
  }
}

/// What is wrong: somebody else's picture, a picture that breaks a requirement, or wrong data; each opens a claim (问题登记).
///
/// That one does not like oneself is none of them (``ProofWish``).
public struct ProofComplaint: Sendable, Hashable {
  /// 不是本人.
  public var isSomebodyElse: Bool
  /// Requirements that the picture breaks, in the order of `PhotoFault.allCases`.
  public var photoFaults: [PersonVerdict.PhotoFault]
  public var corrections: [PersonVerdict.Correction]
  /// In the graduate's own words; may be empty.
  public var words: String

  public init(
    isSomebodyElse: Bool = false, photoFaults: [PersonVerdict.PhotoFault] = [],
    corrections: [PersonVerdict.Correction] = [], words: String = ""
  ) {
    self.isSomebodyElse = isSomebodyElse
    let faults = Set(photoFaults)
    self.photoFaults = PersonVerdict.PhotoFault.allCases.filter(faults.contains)
    self.corrections = corrections
    self.words = words
  }

  /// - Throws: `ProofRefusal.nothingWrong`, `.contradicts`, `.notCorrectable`, `.sameValue`, `.fieldTwice`, `.valueMissing`,
  ///   `.textTooLong`, `.numberInWords`.
  public func check() throws(ProofRefusal) {
    guard isSomebodyElse || !photoFaults.isEmpty || !corrections.isEmpty else { throw .nothingWrong }
    // Whoever sees a stranger cannot say that the stranger's eyes are closed: first the own picture is found.
    if isSomebodyElse, !photoFaults.isEmpty { throw .contradicts }
    var seen: Set<RosterColumn> = []
    for correction in corrections {
      guard FiledFields.correctable.contains(correction.column) else { throw .notCorrectable(correction.column) }
      guard seen.insert(correction.column).inserted else { throw .fieldTwice(correction.column) }
      guard !correction.new.trimmed.isEmpty else { throw .valueMissing(correction.column) }
      guard !correction.old.hasSameCodePoints(as: correction.new) else { throw .sameValue(correction.column) }
      guard VerdictLimits.isText(correction.new) else { throw .textTooLong(limit: VerdictLimits.textScalars) }
      guard correction.column == .idNumber || !CodeModeGuard.holdsIDNumber(correction.new) else {
        throw .numberInWords
      }
    }
    guard VerdictLimits.isText(words, scalars: VerdictLimits.noteScalars) else {
      throw .textTooLong(limit: VerdictLimits.noteScalars)
    }
    guard !CodeModeGuard.holdsIDNumber(words) else { throw .numberInWords }
  }

  /// The findings that the institution and the head office see, as if the institution had said them (A5–A7).
  public var verdicts: [PersonVerdict.Verdict] {
    PersonVerdict.Verdict.allCases.filter { verdict in
      switch verdict {
      case .person: isSomebodyElse
      case .photo: !photoFaults.isEmpty
      case .data: !corrections.isEmpty
      case .right, .missing: false
      }
    }
  }

  /// 「不是我的照片；照片：闭眼、背景；姓名应为“李婷”」; an identity number is named without its value.
  public var chinese: String {
    var parts: [String] = []
    if isSomebodyElse { parts.append("不是我的照片") }
    if !photoFaults.isEmpty { parts.append("照片：" + photoFaults.map(\.chineseName).joined(separator: "、")) }
    for correction in corrections {
      parts.append(
        correction.column == .idNumber
          ? "\(correction.column.chineseName)有误" : "\(correction.column.chineseName)应为“\(correction.new)”")
    }
    return parts.joined(separator: "；")
  }
}

/// What is no answer but is often meant: kindly told what is possible, so that nobody says "not me" because of a hair style.
public enum ProofWish: String, Sendable, Hashable, CaseIterable {
  /// It is me, and I do not like it.
  case dislike
  /// My data changed since, and the institution knows: a change of name under way.
  case changing

  public var chineseName: String {
    switch self {
    case .dislike: "是我，但觉得拍得不好看"
    case .changing: "信息正在办变更"
    }
  }

  /// `makeup` are the days of the make-up that are still to come.
  public func advice(makeup: CalendarDays?) -> String {
    switch self {
    case .dislike:
      "照片合格、是本人，就可以用在证书上，请选「正确」。照片没有要求之外的修饰，同学们都一样。只是觉得不好看，不能重拍；"
        + (makeup.map { "闭眼、表情不自然、照片不合要求的，请选「有误」，由学校核实后安排在\($0.chinese)补拍。" }
          ?? "闭眼、表情不自然、照片不合要求的，请选「有误」，由学校核实。")
    case .changing: "请等变更办完、这里显示新的信息后再答复。没有把握的先不要答复，找辅导员或学籍管理员问清楚。"
    }
  }
}
