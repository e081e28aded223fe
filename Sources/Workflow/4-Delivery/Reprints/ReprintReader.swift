import GraduatePhotos
import Storage

/// Who sees orders for further prints (加洗): the head office all, an institution its own, a class's keeper the own ones.
public protocol ReprintReader: SignedIn {
  var reprintReach: ReprintReach { get }
}

/// The orders that somebody sees; what one may not see does not exist.
public enum ReprintReach: Sendable, Hashable {
  case everything
  case institution(String)
  /// What this account ordered.
  case own(String, institutionID: String)
}

/// Who orders for graduates: the institution's liaison, a department's secretary, a class's counselor.
public protocol ReprintBuyer: ReprintReader, GraduateReader {
  var institutionID: String { get }
}

extension Clerk: ReprintReader {
  public var reprintReach: ReprintReach { .everything }
}
extension Liaison: ReprintBuyer {
  public var reprintReach: ReprintReach { .institution(institutionID) }
}
extension DepartmentSecretary: ReprintBuyer {
  public var reprintReach: ReprintReach { .own(accountID, institutionID: institutionID) }
}
extension Counselor: ReprintBuyer {
  public var reprintReach: ReprintReach { .own(accountID, institutionID: institutionID) }
}

extension ReprintReach {
  /// What a row of `reprint_order o` has to meet.
  var condition: (sql: String, arguments: [SQLValue]) {
    switch self {
    case .everything: ("1 = 1", [])
    case .institution(let id): ("o.institution_id = ?", [.text(id)])
    case .own(let account, let institution):
      ("o.institution_id = ? AND o.placed_by = ?", [.text(institution), .text(account)])
    }
  }
}

/// Bounds of orders.
public enum ReprintLimits {
  public static let noteCharacters = 200
  public static let reasonCharacters = 200
}

/// Why an order is not placed, printed or ended.
public enum ReprintDeskRefusal: Refusal, Equatable {
  case unknown
  case personUnknown
  /// Holds the student number, or the code's end.
  case noPortrait(String)
  case textTooLong(String, limit: Int)
  case idNumberInText(String)
  case noReason
  case state(ReprintState)
  case nothingToPrint
  /// What is held back is not what the page showed.
  case meanwhile
  /// No files were made of what is to be printed now.
  case notMade

  public var code: String {
    switch self {
    case .unknown: "reprints.unknown"
    case .personUnknown: "reprints.person-unknown"
    case .noPortrait: "reprints.no-portrait"
    case .textTooLong: "reprints.text-too-long"
    case .idNumberInText: "reprints.id-number-in-text"
    case .noReason: "reprints.no-reason"
    case .state: "reprints.state"
    case .nothingToPrint: "reprints.nothing-to-print"
    case .meanwhile: "reprints.meanwhile"
    case .notMade: "reprints.not-made"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这份加洗单"
    case .personUnknown: "有学生不在您的名单里"
    case .noPortrait(let who): "\(who) 还没有放行的照片，不能加洗"
    case .textTooLong(let what, let limit): "\(what)超过 \(limit) 个字"
    case .idNumberInText(let what): "\(what)里有身份证号"
    case .noReason: "没有写取消的原因"
    case .state(let state): "这份加洗单\(state.chineseName)，不能这样办"
    case .nothingToPrint: "这份加洗单里现在没有可以冲印的照片"
    case .meanwhile: "加洗单里的照片刚刚有变化"
    case .notMade: "还没有生成现在这些照片的冲印文件"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请回到加洗单列表重新选择"
    case .personUnknown: "可能有学籍异动，或者换了班级；请刷新页面"
    case .noPortrait: "请去掉这个人，等总部放行照片后再加洗"
    case .textTooLong: "请写短一些"
    case .idNumberInText: "请去掉身份证号"
    case .noReason: "请写一句为什么，例如「学校改为自己打印」"
    case .state: "请刷新页面，看现在的状态"
    case .nothingToPrint: "照片重新放行后再生成；不再需要的，请取消"
    case .meanwhile, .notMade: "请重新生成文件，按新的张数冲印后再登记"
    }
  }
}

extension String {
  /// Trimmed, on one line and within bounds.
  func reprintText(_ what: String, limit: Int) throws -> String {
    let text = split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
    guard text.count <= limit else { throw ReprintDeskRefusal.textTooLong(what, limit: limit) }
    guard !CodeModeGuard.holdsIDNumber(text) else { throw ReprintDeskRefusal.idNumberInText(what) }
    return text
  }
}
