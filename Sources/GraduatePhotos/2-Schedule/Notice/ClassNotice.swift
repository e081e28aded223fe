/// 班级通知: what a class is told of its shooting (N3, N6): when, where, what to bring, and the way on for who misses it.
///
/// It names no person: it hangs on doors, goes through groups and stands on a public page.
public struct ClassNotice: Sendable, Hashable {
  /// One time at which the class, or a part of it, is called.
  public struct Appointment: Sendable, Hashable {
    public var day: CalendarDay
    /// When the class is there, minutes since midnight.
    public var callMinutes: Int
    /// In front of the camera.
    public var span: MinuteSpan
    /// Where, as everybody may read it.
    public var place: String
    public var heads: Int
    /// Only those who come back for it (返校).
    public var isForReturning: Bool

    public init(
      day: CalendarDay, callMinutes: Int, span: MinuteSpan, place: String, heads: Int, isForReturning: Bool = false
    ) {
      self.day = day
      self.callMinutes = callMinutes
      self.span = span
      self.place = place
      self.heads = heads
      self.isForReturning = isForReturning
    }

    /// 「08:15 到场」, 「08:15 到场（返校学生）」.
    public var chineseCall: String { MinuteSpan.clock(callMinutes) + " 到场" + (isForReturning ? "（返校学生）" : "") }
    /// 「拍摄 08:22–08:51，42 人」, 「返校学生，拍摄 …」 where that does not stand beside the call.
    public func chineseSpan(withReturning: Bool) -> String {
      (withReturning && isForReturning ? "返校学生，" : "") + "拍摄 \(span.chinese)，\(heads) 人"
    }
    /// 「4月9日（周四）08:15 到场」.
    public var chinese: String { day.chineseWithoutYear + chineseCall }
  }

  /// 「甘肃省2014届毕业生图像信息采集」.
  public var campaign: String
  /// For a study center parent and own name (A4).
  public var institution: String
  public var department: String
  public var classGroup: String
  /// By time.
  public var appointments: [Appointment]
  /// What to bring and to wear, a sentence each.
  public var preparation: [String]
  /// What who misses it does.
  public var missed: String

  public init(
    campaign: String, institution: String, department: String, classGroup: String, appointments: [Appointment],
    preparation: [String], missed: String
  ) {
    self.campaign = campaign
    self.institution = institution
    self.department = department
    self.classGroup = classGroup
    self.appointments = appointments
    self.preparation = preparation
    self.missed = missed
  }

  /// The class as people call it; a roster may have no classes in a department.
  public var className: String { classGroup.isEmpty ? (department.isEmpty ? "全体毕业生" : department) : classGroup }
  /// The department where it says more than the class's name does.
  public var shownDepartment: String { classGroup.isEmpty ? "" : department }
}

extension ClassNotice {
  /// Most characters of a text for a QQ or WeChat group, counted as UTF-16 the way those programs do.
  public static let copyTextLimit = 300

  /// The class's text for its group: all that fits, shortest first what matters least.
  ///
  /// `link`: the address of the class's page; it is always there, whole.
  public func copyText(link: String) -> String {
    let short = "带身份证，过时不候。"
    let variants = [
      text(places: .max, names: .max, rest: preparation.joined(separator: "；") + "。过时不候。" + missed, link),
      text(places: .max, names: .max, rest: preparation.prefix(2).joined(separator: "；") + "。过时不候。" + missed, link),
      text(places: .max, names: .max, rest: preparation.prefix(2).joined(separator: "；") + "。过时不候。", link),
      text(places: .max, names: .max, rest: short, link), text(places: 40, names: .max, rest: short, link),
      text(places: 24, names: 30, rest: short, link), text(places: 12, names: 16, rest: "", link),
    ]
    return variants.first { $0.utf16.count < Self.copyTextLimit } ?? "毕业生图像采集时间：\(link)"
  }

  private func text(places: Int, names: Int, rest: String, _ link: String) -> String {
    let when = appointments.prefix(3).map { appointment in
      appointment.chinese + (appointment.place.isEmpty ? "" : "，地点：\(appointment.place.cut(to: places))")
    }
    let more = appointments.count > 3 ? "（共 \(appointments.count) 次，其余见链接）" : ""
    let head = "【\(className.cut(to: names))】毕业生图像采集（\(institution.cut(to: names))）"
    let body = when.isEmpty ? "时间另行通知" : when.joined(separator: "；") + more
    return "\(head)：\(body)。\(rest)详情：\(link)"
  }
}

extension String {
  /// At most `count` characters, with a sign where something was left out.
  fileprivate func cut(to count: Int) -> String { self.count <= count ? self : self.prefix(max(count - 1, 1)) + "…" }
}
