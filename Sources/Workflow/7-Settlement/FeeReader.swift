import GraduatePhotos
import Storage

/// Who looks at fees (A10): the agency's planner and the officer at all institutions, an institution's people at their own part.
public protocol FeeReader: SignedIn {
  var feeScope: GraduateScope { get }
}

/// Who sees the statement: everybody who sees all of an institution.
public protocol FeeStatementReader: FeeReader, PaperReader {}

/// Who names people that shall cost nothing: the planner grants, the liaison proposes.
public protocol FeeExempter: FeeStatementReader {
  /// What is named is in force without anybody's word.
  var grantsExemptions: Bool { get }
}

/// Who collects in classes, each in the own part.
public protocol FeeCollector: FeeReader {
  var institutionID: String { get }
}

extension Planner: FeeExempter {
  public var feeScope: GraduateScope { GraduateScope() }
  public var grantsExemptions: Bool { true }
}
extension Officer: FeeStatementReader {}
extension Liaison: FeeExempter, FeeCollector {
  public var grantsExemptions: Bool { false }
}
extension SealingLeader: FeeStatementReader {}
extension DepartmentSecretary: FeeCollector {}
extension Counselor: FeeCollector {}

extension FeeReader where Self: GraduateReader {
  public var feeScope: GraduateScope { graduateScope }
}

extension FeeReader {
  public var seesAllFees: Bool { feeScope.institutionID == nil }

  /// The institution that is asked for, as far as the reader may see it; others see their own whatever is asked.
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`.
  func feeInstitution(_ asked: String?) throws -> String {
    guard let institution = feeScope.institutionID ?? asked else { throw FeeDeskRefusal.institutionUnknown }
    if let asked, asked != institution { throw FeeDeskRefusal.institutionUnknown }
    return institution
  }
}

/// A class as fees are collected in it; compared code point for code point.
public struct FeeClassKey: Sendable, Hashable {
  /// Empty for those who study at the institution itself.
  public let studyCenterID: String
  /// Raw value; a table of codes may not say it.
  public let category: String
  public let department: String
  public let classGroup: String

  public init(studyCenterID: String = "", category: String, department: String, classGroup: String) {
    self.studyCenterID = studyCenterID
    self.category = category
    self.department = department
    self.classGroup = classGroup
  }

  /// - row: with the four columns.
  init(_ row: SQLRow) throws {
    self.init(
      studyCenterID: try row.optionalText("study_center_id") ?? "", category: try row.text("category"),
      department: try row.text("department"), classGroup: try row.text("class_group"))
  }

  private var key: [[UInt8]] { [studyCenterID, category, department, classGroup].map { Array($0.utf8) } }
  public static func == (left: FeeClassKey, right: FeeClassKey) -> Bool { left.key == right.key }
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// What a row of people has to meet to be of the class, within `scope`.
  func condition(
    _ scope: GraduateScope, campaignID: String, institutionID: String, of people: String
  ) -> (sql: String, arguments: [SQLValue]) {
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institutionID, department: department, classGroup: classGroup)
    let (sql, arguments) = place.condition(scope, of: people)
    return (
      "\(sql) AND COALESCE(\(people).study_center_id, '') = ? AND \(people).category = ?",
      arguments + [.text(studyCenterID), .text(category)]
    )
  }
}

/// Bounds of what is typed about fees.
public enum FeeDeskLimits {
  public static let reasonCharacters = 200
  /// People who are named exempt at once.
  public static let exemptAtOnce = 200
}

/// Why something about fees cannot be done now.
public enum FeeDeskRefusal: Refusal, Equatable {
  case institutionUnknown
  case classUnknown
  case unknown
  case nobody
  case cancelledAlready
  case decidedAlready
  case noReason
  case reasonTooLong
  case numberInReason
  /// The number, and the payment that has it.
  case receiptTaken(String, by: String)
  case personUnknown
  /// Of how many who were chosen.
  case exemptAlready(Int)
  case noneChosen
  case tooManyChosen
  case heads
  case kind
  case notIssued
  /// A form that was sent already, with something else in it.
  case formUsed

  public var code: String {
    switch self {
    case .institutionUnknown: "fees.institution-unknown"
    case .classUnknown: "fees.class-unknown"
    case .unknown: "fees.unknown"
    case .nobody: "fees.nobody"
    case .cancelledAlready: "fees.cancelled-already"
    case .decidedAlready: "fees.decided-already"
    case .noReason: "fees.no-reason"
    case .reasonTooLong: "fees.reason-too-long"
    case .numberInReason: "fees.number-in-reason"
    case .receiptTaken: "fees.receipt-taken"
    case .personUnknown: "fees.person-unknown"
    case .exemptAlready: "fees.exempt-already"
    case .noneChosen: "fees.none-chosen"
    case .tooManyChosen: "fees.too-many-chosen"
    case .heads: "fees.heads"
    case .kind: "fees.kind"
    case .notIssued: "fees.not-issued"
    case .formUsed: "fees.form-used"
    }
  }

  public var message: String {
    switch self {
    case .institutionUnknown: "没有这所院校"
    case .classUnknown: "没有这个班级"
    case .unknown: "没有这一条"
    case .nobody: "还没有学生名单，没有可以结算的费用"
    case .cancelledAlready: "这一条已经作废"
    case .decidedAlready: "这一条已经有了结论"
    case .noReason: "没有写原因"
    case .reasonTooLong: "原因或说明超过 \(FeeDeskLimits.reasonCharacters) 个字"
    case .numberInReason: "原因或说明里有证件号码"
    case .receiptTaken(let number, let other): "收据号或回单号 \(number) 已经登记过（\(other)）"
    case .personUnknown: "有学生不在这个班的名单里"
    case .exemptAlready(let people): "选的学生里有 \(people) 人已经免收，或者正等采集单位确认"
    case .noneChosen: "没有选学生"
    case .tooManyChosen: "一次最多选 \(FeeDeskLimits.exemptAtOnce) 人"
    case .heads: "人数不对"
    case .kind: "没有选免收的原因"
    case .notIssued: "还没有出具对账单"
    case .formUsed: "这张表已经用过，这一次没有登记"
    }
  }

  public var hint: String {
    switch self {
    case .institutionUnknown: "请回到费用结算的院校列表重新选择"
    case .classUnknown: "请回到费用结算的班级列表重新选择"
    case .unknown, .cancelledAlready, .decidedAlready: "请刷新页面，看现在的状态"
    case .nobody: "请学校先导入学生名单"
    case .formUsed: "请刷新页面，核对上一次登记的内容，再重新填写"
    case .noReason: "请写一句为什么，例如「回单号登记错了」"
    case .reasonTooLong: "请写短一些"
    case .numberInReason: "请删去证件号码"
    case .receiptTaken: "请核对号码；登记错的那一笔，先作废再登记"
    case .personUnknown: "可能有学籍异动，或者换了班级；请刷新页面"
    case .exemptAlready: "请刷新页面，只选还没有免收的"
    case .noneChosen: "请在名单里勾选"
    case .tooManyChosen: "请分几次办理"
    case .heads: "请填交费的人数，0–10000 的整数"
    case .kind: "请选一个"
    case .notIssued: "请采集单位先出具对账单"
    }
  }
}

extension String {
  /// Trimmed, on one line and within bounds; empty only where `isRequired` is false.
  func feeReason(isRequired: Bool = true) throws -> String {
    let text = split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
    guard !isRequired || !text.isEmpty else { throw FeeDeskRefusal.noReason }
    guard text.count <= FeeDeskLimits.reasonCharacters else { throw FeeDeskRefusal.reasonTooLong }
    guard !CodeModeGuard.holdsIDNumber(text) else { throw FeeDeskRefusal.numberInReason }
    return text
  }
}
