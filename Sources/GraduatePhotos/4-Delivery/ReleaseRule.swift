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
    case .overruled: "现场放行"
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

  /// How many people look at a portrait with these concerns.
  public func eyes(for concerns: Set<ReleaseConcern>) -> Int {
    switch self {
    case .never: 1
    case .concerns: concerns.isEmpty ? 1 : 2
    case .always: 2
    }
  }
}
