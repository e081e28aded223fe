import GraduatePhotos

/// A registration slip with its draft, its versions and their seals.
public struct SlipRecord: Sendable, Identifiable {
  public let id: String
  public let campaignID: String
  public let institutionID: String
  /// The study center whose slip it is; nil for the institution's own.
  public let studyCenterID: String?
  /// What is being written.
  public let draft: RegistrationSlip
  /// Grows with every save; a save names the version it was based on.
  public let draftVersion: Int
  public let savedBy: String
  public let savedAt: Int64
  /// What the center knows about the institution, for judging the draft.
  public let context: SlipContext
  /// What was handed in, newest first.
  public let versions: [SlipVersion]

  /// Everything to put right in the draft, in the order of the form.
  public var problems: [SlipProblem] { draft.problems(context) }
  /// What stands still as long as the draft is as it is (A9.1).
  public var heldUp: Set<HeldUp> { draft.heldUp(context) }
  public var newest: SlipVersion? { versions.first }
}

/// A version that was handed in.
public struct SlipVersion: Sendable {
  /// From 1.
  public let number: Int
  public let slip: RegistrationSlip
  /// What is missing in it holds these up (A9.1); empty for a complete one.
  public let heldUp: [HeldUp]
  public let submittedBy: String
  public let submittedAt: Int64
  /// The number of the printed paper; nil when it was never printed.
  public let paperNumber: String?
  public let seal: Seal?
}

/// What a hand-in came to.
public struct SlipSubmission: Sendable {
  public let number: Int
  /// False when the draft says what was handed in already.
  public let isNew: Bool
  /// After the last day of registration; accepted, and noted.
  public let isLate: Bool
  /// What is still to be put right, and what it holds up (A9.1).
  public let problems: [SlipProblem]
  public var heldUp: [HeldUp] {
    problems.reduce(into: Set<HeldUp>()) { $0.formUnion($1.severity == .error ? $1.holdsUp : []) }.sorted()
  }
}

/// Why a slip cannot be opened, saved or handed in.
public enum SlipRefusal: Refusal, Equatable {
  case notFound
  case notTakingPart
  case savedMeanwhile(by: String, at: Int64)
  case tooLarge(kilobytes: Int)
  case meaningless([String])
  case versionUnknown(Int)
  case nobodyToRemind

  public var code: String {
    switch self {
    case .notFound: "slip.not-found"
    case .notTakingPart: "slip.not-taking-part"
    case .savedMeanwhile: "slip.saved-meanwhile"
    case .tooLarge: "slip.too-large"
    case .meaningless: "slip.meaningless"
    case .versionUnknown: "slip.version-unknown"
    case .nobodyToRemind: "slip.nobody-to-remind"
    }
  }

  public var message: String {
    switch self {
    case .notFound: "没有这份登记单"
    case .notTakingPart: "贵校还没有列入这次采集"
    case .savedMeanwhile(let name, let time): "\(name)在 \(ChinaTime.text(time)) 保存了这份登记单，您看到的不是最新内容"
    case .tooLarge(let kilobytes): "登记单内容超过 \(kilobytes) KB"
    case .meaningless(let sentences): "登记单还不能交：\(sentences.joined(separator: "；"))"
    case .versionUnknown(let number): "登记单没有第 \(number) 版"
    case .nobodyToRemind: "没有需要提醒的院校"
    }
  }

  public var hint: String {
    switch self {
    case .notFound: "请从本校首页进入"
    case .notTakingPart: "请联系省厅管理员或采集计划员"
    case .savedMeanwhile: "您的修改没有保存；请打开最新内容，把修改再填一次"
    case .tooLarge: "请把备注和地址写得简短些"
    case .meaningless: "其他没有填好的项可以先交，以后补齐"
    case .versionUnknown: "请从版本列表里选"
    case .nobodyToRemind: "选中的院校都已交齐，或今天已经提醒过"
    }
  }
}

/// Clock times in China, for sentences.
enum ChinaTime {
  /// 「9月18日（周三）14:30」.
  static func text(_ milliseconds: Int64) -> String {
    let day = CalendarDay(milliseconds: milliseconds)
    let minutes = (milliseconds - day.startMilliseconds) / 60_000
    let (hour, minute) = (minutes / 60, minutes % 60)
    return "\(day.chineseWithoutYear)\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}

/// Limits on slips beyond those of the form itself (`RegistrationLimits`).
enum SlipLimits {
  /// UTF-8 bytes of a slip's JSON: forty shooting points with long addresses need a fifth of it.
  static let bodyBytes = 256 * 1024
  /// Characters of a search that are looked at.
  static let searchCharacters = 64
  /// Lines of the overview on one page.
  static let overviewPage = 50
}
