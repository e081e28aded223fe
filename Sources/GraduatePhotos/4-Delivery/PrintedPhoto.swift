/// Sizes of photos on paper that institutions and students ask for, in millimetres.
public enum PrintedPhotoSize: String, Sendable, Hashable, CaseIterable, Codable {
  /// 1 寸.
  case oneInch = "25x35"
  /// The image area of the certificate (domain.md §1.2).
  case certificate = "33x48"
  /// 小 2 寸, for degree certificates (domain.md §1.3).
  case smallTwoInch = "35x45"
  /// 2 寸.
  case twoInch = "35x49"

  public var widthMillimetres: Double {
    switch self {
    case .oneInch: 25
    case .certificate: 33
    case .smallTwoInch, .twoInch: 35
    }
  }

  public var heightMillimetres: Double {
    switch self {
    case .oneInch: 35
    case .certificate: 48
    case .smallTwoInch: 45
    case .twoInch: 49
    }
  }

  /// 「2 寸（35×49 毫米）」.
  public var chineseName: String {
    switch self {
    case .oneInch: "1 寸（25×35 毫米）"
    case .certificate: "证书照（33×48 毫米）"
    case .smallTwoInch: "小 2 寸（35×45 毫米）"
    case .twoInch: "2 寸（35×49 毫米）"
    }
  }

  /// 「2 寸」.
  public var shortName: String {
    switch self {
    case .oneInch: "1 寸"
    case .certificate: "证书照"
    case .smallTwoInch: "小 2 寸"
    case .twoInch: "2 寸"
    }
  }
}

/// How a portrait of 3:4 comes into a size of other proportions; it is never stretched.
public enum PhotoFit: String, Sendable, Hashable, CaseIterable, Codable {
  /// The size is filled: evenly off both sides, or off the lower edge, so that the head keeps its distance from the top.
  case filled
  /// The whole portrait, with white beside or below it.
  case whole

  public var chineseName: String { self == .filled ? "裁满" : "不裁，留白边" }
}

/// Why a graduate has no portrait yet: said in the empty frame, in words that name nobody.
public enum NoPortraitReason: String, Sendable, Hashable, CaseIterable, Codable {
  case notShot = "not-shot"
  case absent
  case notAccepted = "not-accepted"
  case retake
  case inProcessing = "in-processing"
  case statusChange = "status-change"

  public var chineseName: String {
    switch self {
    case .notShot: "漏拍"
    case .absent: "未到场"
    case .notAccepted: "照片未通过检测"
    case .retake: "等待重拍"
    case .inProcessing: "照片制作中"
    case .statusChange: "学籍异动"
    }
  }

  /// What to do; empty where there is nothing to do.
  public var advice: String {
    switch self {
    case .notShot, .absent, .notAccepted: "请参加补拍"
    case .retake: "请按补拍时间到场"
    case .inProcessing: "制作好后另附"
    case .statusChange: ""
    }
  }
}
