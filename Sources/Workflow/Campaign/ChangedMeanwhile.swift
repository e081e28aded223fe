import GraduatePhotos

/// Two people edited the same thing: the second is told who was first, and nothing of the first is lost.
public struct ChangedMeanwhile: Refusal, Equatable {
  /// 「这次采集的设置」.
  public let what: String
  /// The name of the person who was first.
  public let who: String
  /// Milliseconds UTC.
  public let at: Int64

  public var code: String { "edit.changed-meanwhile" }
  public var message: String { "\(who)已在\(ChineseTime.text(at))先改了\(what)，你的修改没有保存" }
  public var hint: String { "请打开最新内容核对后再改；你填写的内容还在本页" }
}

/// Times as people here write them.
enum ChineseTime {
  /// 「2013年9月18日（周三）9:05」, China's clock.
  static func text(_ milliseconds: Int64) -> String {
    let day = CalendarDay(milliseconds: milliseconds)
    let minutes = (milliseconds - day.startMilliseconds) / 60_000
    let rest = minutes % 60
    return "\(day.chinese)\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
