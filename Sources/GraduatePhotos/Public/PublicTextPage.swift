/// 公开页面的文字: what the agency writes for everybody, a page each (N6).
public enum PublicTextPage: String, Sendable, Hashable, CaseIterable, Codable {
  case notice
  case preparation
  case questions

  public var chineseName: String {
    switch self {
    case .notice: "通知"
    case .preparation: "怎样准备"
    case .questions: "常见问题"
    }
  }

  /// One sentence under the heading, for who reads it.
  public var lead: String {
    switch self {
    case .notice: "谁要拍、什么时候、在哪里、收多少钱，照片出来以后做什么。"
    case .preparation: "拍照那天带什么、穿什么，到了怎么做。"
    case .questions: "先看这里；没有的再打电话。"
    }
  }
}
