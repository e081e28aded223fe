/// Why somebody at the head office looks closer at a portrait before it is released.
public enum ReleaseConcern: String, Sendable, Hashable, Codable, CaseIterable {
  /// The photo check could not decide something.
  case look
  /// The crew took it although the check found a fault, with a reason.
  case overruled
  /// Whose it is was said after the shutter: by choice, or by a run's repair.
  case bound
  /// From a memory card: bound by the photographed slip, not by a scan (promise 1).
  case card
  /// Somebody at the center accepted its packet after a review.
  case reviewed

  public var chineseName: String {
    switch self {
    case .look: "检测要人看"
    case .overruled: "现场人工放行"
    case .bound: "事后认领"
    case .card: "存储卡补录"
    case .reviewed: "数据包核实过"
    }
  }
}

/// Which portraits two people look at before they are released: a campaign's setting.
public enum SecondEyes: String, Sendable, Hashable, Codable, CaseIterable {
  case never, concerns, always

  public var chineseName: String {
    switch self {
    case .never: "一人看过即可"
    case .concerns: "有疑问的两人看"
    case .always: "每张都由两人看"
    }
  }

  /// What a setting means, for the form.
  public var remark: String {
    switch self {
    case .never: "制作员一人看过就放行"
    case .concerns: "现场人工放行、检测要人看、身份核实过的照片由两名制作员分别看过"
    case .always: "每张照片都由两名制作员分别看过"
    }
  }

  /// How many people look at a portrait with these concerns.
  public func eyes(for concerns: Set<ReleaseConcern>) -> Int {
    switch self {
    case .never: 1
    case .concerns: concerns.isEmpty ? 1 : 2
    case .always: 2
    }
  }
}

/// Why a portrait is sent back, in the words that student and photographer read; anything else is typed.
public enum RetakeReason: String, Sendable, Hashable, Codable, CaseIterable {
  case eyes, expression, pose, blur, light, covered, clothes, background

  public var chineseName: String {
    switch self {
    case .eyes: "闭眼或眯眼"
    case .expression: "表情不自然"
    case .pose: "头没有摆正"
    case .blur: "照片模糊"
    case .light: "光线不匀或偏色"
    case .covered: "遮挡或反光"
    case .clothes: "衣着不合要求"
    case .background: "背景不合要求"
    }
  }
}
