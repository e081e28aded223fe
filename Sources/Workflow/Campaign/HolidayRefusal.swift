import GraduatePhotos

/// Why a calendar of holidays is not taken.
public enum HolidayRefusal: Refusal, Equatable {
  case unreadable(reason: String)
  case tooLarge
  case problems([String])

  public var code: String {
    switch self {
    case .unreadable: "holidays.unreadable"
    case .tooLarge: "holidays.too-large"
    case .problems: "holidays.problems"
    }
  }

  public var message: String {
    switch self {
    case .unreadable(let reason): "节假日文件不能读取：\(reason)"
    case .tooLarge: "节假日文件太大"
    case .problems(let problems):
      problems.count == 1 ? problems[0] : "有 \(problems.count) 处要改：" + problems.prefix(3).joined(separator: "；")
    }
  }

  public var hint: String {
    switch self {
    case .unreadable: "请使用随程序提供的 Calendars/china-holidays.json，或在页面里逐日填写"
    case .tooLarge: "文件应小于 \(CampaignLimits.holidaysFileBytes / (1 << 20)) MB"
    case .problems: "请对照国务院办公厅的放假通知核对"
    }
  }
}
