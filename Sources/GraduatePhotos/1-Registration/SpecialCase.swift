/// 特殊情况, approved by the institution: named photo checks are looked at by a person instead of failing the photo.
///
/// Holds the kind of ground and what the photographer should do, never a diagnosis: there is no field for one.
public struct SpecialCase: Sendable, Hashable, Codable {
  public enum Ground: String, Sendable, Hashable, CaseIterable, Codable {
    case medical
    case religious
    case disability

    public var chineseName: String {
      switch self {
      case .medical: "医疗原因"
      case .religious: "宗教或民族习俗"
      case .disability: "残障"
      }
    }

    /// Checks that the ground may turn into a look; an institution may name fewer, not others.
    public var excusableChecks: Set<ExcusableCheck> {
      switch self {
      case .religious: [.headwear, .ears, .hair, .jewellery]
      case .medical: [.headwear, .glasses, .eyesOpen, .eyesVisible, .mouth, .headTilt, .shoulders, .ears, .hair, .faceVisible]
      case .disability: Set(ExcusableCheck.allCases).subtracting([.jewellery])
      }
    }
  }

  public var ground: Ground
  public var checks: Set<ExcusableCheck>
  /// What the photographer sees: 「请坐着拍，从左侧靠近说话」; empty when nothing is to be done.
  public var instruction: String
  public var needsWheelchairPlace: Bool
  public var needsQuietCorner: Bool

  public init(
    ground: Ground, checks: Set<ExcusableCheck>, instruction: String = "", needsWheelchairPlace: Bool = false,
    needsQuietCorner: Bool = false
  ) {
    self.ground = ground
    self.checks = checks
    self.instruction = instruction
    self.needsWheelchairPlace = needsWheelchairPlace
    self.needsQuietCorner = needsQuietCorner
  }

  /// Everything the station may show: instruction and needs, not the ground.
  public var forPhotographer: String {
    var parts: [String] = []
    if !instruction.trimmed.isEmpty { parts.append(instruction.trimmed) }
    if needsWheelchairPlace { parts.append("请准备轮椅位置") }
    if needsQuietCorner { parts.append("请先在安静的地方等候") }
    return parts.joined(separator: "；")
  }

  /// Characters of the instruction: it is read from two metres.
  public static let instructionCharacters = 60

  /// The first thing wrong with it, in Chinese; nil when it can be approved.
  public func problem() -> String? {
    if checks.isEmpty && forPhotographer.isEmpty { return "请选择要人工看的检测项，或填写给摄影员的说明" }
    let others = checks.subtracting(ground.excusableChecks)
    if !others.isEmpty {
      let names = ExcusableCheck.allCases.filter(others.contains).map(\.chineseName).joined(separator: "、")
      return "\(ground.chineseName)不能免去「\(names)」的检测"
    }
    if instruction.unicodeScalars.count > Self.instructionCharacters {
      return "给摄影员的说明超过 \(Self.instructionCharacters) 个字"
    }
    let words = Self.diagnosisWords.filter(instruction.contains)
    if let word = words.first { return "说明里写了「\(word)」；请只写怎么拍，不写病情" }
    return nil
  }

  /// Words that tell what somebody has instead of what to do; a net with wide meshes that reminds, no more.
  private static let diagnosisWords = [
    "症", "癌", "病", "瘤", "术后", "化疗", "放疗", "残疾", "瘫", "自闭", "抑郁", "白化", "烧伤", "面瘫", "斜视", "诊断",
  ]
}

/// 照片检测 that a special case may turn into 「需人工看」; named here since stage 1 approves them, stage 4 applies them.
public enum ExcusableCheck: String, Sendable, Hashable, CaseIterable, Codable {
  case eyesOpen = "eyes-open"
  case eyesVisible = "eyes-visible"
  case glasses
  case mouth
  case headTilt = "head-tilt"
  case shoulders
  case ears
  case hair
  case headwear
  case jewellery
  case faceVisible = "face-visible"
  case faceSize = "face-size"

  public var chineseName: String {
    switch self {
    case .eyesOpen: "睁眼"
    case .eyesVisible: "双眼可见"
    case .glasses: "眼镜"
    case .mouth: "闭嘴"
    case .headTilt: "头部端正"
    case .shoulders: "双肩齐平"
    case .ears: "双耳可见"
    case .hair: "头发不遮挡"
    case .headwear: "免冠"
    case .jewellery: "不戴饰品"
    case .faceVisible: "面部无遮挡"
    case .faceSize: "脸部大小"
    }
  }
}
