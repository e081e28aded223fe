/// How a person's verdict can contradict itself, or what came back.
public enum VerdictContradiction: String, Sendable, Hashable, CaseIterable {
  case rightWithFinding, missingWithPhoto, photoWithoutFault, dataWithoutCorrection, detailWithoutVerdict, sameValue,
    sameFieldTwice
  case missingThoughThere, pictureNotThere, partnerIsSelf

  public var text: String {
    switch self {
    case .rightWithFinding: "既标了正确，又标了问题"
    case .missingWithPhoto: "既标了缺照片，又标了照片的问题"
    case .photoWithoutFault: "标了照片问题，没有说是什么问题"
    case .dataWithoutCorrection: "标了数据错误，没有说哪一项"
    case .detailWithoutVerdict: "写了问题的内容，没有标这个问题"
    case .sameValue: "更正后的内容与原内容相同"
    case .sameFieldTwice: "同一项数据更正了两次"
    case .missingThoughThere: "标了缺照片，照片却在"
    case .pictureNotThere: "没有照片，却对照片下了结论"
    case .partnerIsSelf: "标了不是本人，又说是本人"
    }
  }
}

extension PersonVerdict.Verdict {
  /// What speaks against it for a person with a picture, or without one: `missing` is for who has none, `data` for both, the others
  /// judge a picture.
  public func contradiction(hasPicture: Bool) -> VerdictContradiction? {
    switch self {
    case .missing: hasPicture ? .missingThoughThere : nil
    case .right, .photo, .person: hasPicture ? nil : .pictureNotThere
    case .data: nil
    }
  }

  /// Those that can be given.
  public static func possible(hasPicture: Bool) -> [Self] {
    allCases.filter { $0.contradiction(hasPicture: hasPicture) == nil }
  }

  /// All but `right` open a claim (问题登记).
  public var isFinding: Bool { self != .right }

  /// As on buttons and lists.
  public var chineseName: String {
    switch self {
    case .right: "正确"
    case .missing: "缺照片"
    case .photo: "照片问题"
    case .data: "数据错误"
    case .person: "不是本人"
    }
  }

  /// The key that gives it.
  public var key: String {
    switch self {
    case .right: "1"
    case .missing: "2"
    case .photo: "3"
    case .data: "4"
    case .person: "5"
    }
  }
}

extension PersonVerdict.PhotoFault {
  public var chineseName: String {
    switch self {
    case .eyes: "闭眼"
    case .expression: "表情"
    case .pose: "歪头、姿势"
    case .blur: "模糊"
    case .light: "偏色、太暗、太亮"
    case .covered: "遮挡、反光"
    case .clothes: "衣着"
    case .background: "背景"
    case .unreadable: "照片打不开"
    }
  }
}

extension PersonVerdict {
  public var findings: [Verdict] { verdicts.filter(\.isFinding) }

  /// What a verdict says against itself.
  public var contradiction: VerdictContradiction? {
    let set = Set(verdicts)
    if set.contains(.right), set.count > 1 { return .rightWithFinding }
    if set.contains(.missing), set.contains(.photo) || set.contains(.person) { return .missingWithPhoto }
    if set.contains(.photo), photoFaults.isEmpty { return .photoWithoutFault }
    if set.contains(.data), corrections.isEmpty { return .dataWithoutCorrection }
    if !set.contains(.photo), !photoFaults.isEmpty { return .detailWithoutVerdict }
    if !set.contains(.data), !corrections.isEmpty { return .detailWithoutVerdict }
    if !set.contains(.person), partner != nil { return .detailWithoutVerdict }
    // U+F92C and U+90CE are equal to Swift and one of them may be wrong in a name.
    if corrections.contains(where: { $0.old.hasSameCodePoints(as: $0.new) }) { return .sameValue }
    if Set(corrections.map(\.column)).count < corrections.count { return .sameFieldTwice }
    if let id = partner?.id, id == self.id { return .partnerIsSelf }
    return nil
  }

  /// What speaks against it for a person with a picture, or without one.
  public func contradiction(hasPicture: Bool) -> VerdictContradiction? {
    if let own = contradiction { return own }
    for verdict in verdicts {
      if let found = verdict.contradiction(hasPicture: hasPicture) { return found }
    }
    return nil
  }
}

/// Bounds of what is typed with a verdict, on a disc's page and on the center's.
public enum VerdictLimits {
  /// Unicode scalars of a value.
  public static let textScalars = 200
  /// Unicode scalars of a remark.
  public static let noteScalars = 300

  /// No controls, and none of the marks that turn the direction of what is read.
  public static func isText(_ text: String, scalars limit: Int = textScalars) -> Bool {
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return false
      default: continue
      }
    }
    return count <= limit
  }
}
