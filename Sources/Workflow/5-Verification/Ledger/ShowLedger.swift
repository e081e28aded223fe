import GraduatePhotos
import Paperwork
import Storage

/// 应采实采对账 at one moment, as far as its reader sees it.
public struct LedgerSheet: Sendable {
  public let plan: CampaignPlan
  /// Of one institution; nil for all together.
  public let institutionID: String?
  /// 「示例大学（10730）」, or the province.
  public let owner: String
  public let ledger: Ledger
  public let countedAt: Int64
  public let today: CalendarDay
  /// Of an institution whose ledger was handed in, for those who see all of it.
  public let statement: LedgerStatementState?
  let names: LedgerNames

  /// Where a line's people are looked for; what the line's level does not say is left out.
  public func spot(of place: LedgerPlace, by level: Ledger.Level) -> LedgerSpot {
    var spot = LedgerSpot(institutionID: institutionID)
    if level == .province { return spot }
    spot.institutionID = names.institutions.first { $0.value.code.hasSameCodePoints(as: place.institutionCode) }?.key
    if level == .institution { return spot }
    spot.studyCenterID =
      place.studyCenter.isEmpty
      ? "" : names.studyCenters.first { $0.value.hasSameCodePoints(as: place.studyCenter) }?.key
    spot.category = place.category
    spot.department = place.department
    if level == .classGroup { spot.classGroup = place.classGroup }
    return spot
  }

  /// The paper of these numbers.
  var paper: LedgerPaper {
    LedgerPaper(
      plan: plan, owner: owner, ledger: ledger, scope: institutionID == nil ? .province : .institution,
      countedAt: LedgerMoment.text(countedAt), today: today)
  }
}

/// A moment as papers of the ledger name it: 「2014年4月15日（周二）14:30」.
enum LedgerMoment {
  static func text(_ milliseconds: Int64) -> String {
    let minutes = (milliseconds + 8 * 3_600_000) / 60_000 % 1_440
    let parts = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(CalendarDay(milliseconds: milliseconds).chinese)\(parts.joined(separator: ":"))"
  }
}

extension CollectionCenter {
  /// The ledger as it is now (promise 3): due, captured, missing and each status change by class, counted in one read.
  ///
  /// - institutionID: for those who see several; nil is all together. Others see their own part whatever is asked.
  /// - Throws: `LedgerDeskRefusal.institutionUnknown`.
  public func ledger(
    campaignID: String, institutionID: String? = nil, by reader: any LedgerReader
  ) async throws -> LedgerSheet {
    try await records.read { try $0.ledgerSheet(campaignID, institutionID, reader) }
  }
}

extension Transaction {
  func ledgerSheet(_ campaignID: String, _ institutionID: String?, _ reader: any LedgerReader) throws -> LedgerSheet {
    let campaign = try storedCampaign(campaignID)
    let scope = reader.ledgerScope
    let institution = scope.institutionID ?? institutionID
    let place = GraduatePlace(campaignID: campaignID, institutionID: institution)
    let people = Self.people(in: campaign.plan.regime)
    let condition = place.condition(scope, of: people.alias)
    let (ledger, names) = try ledger(condition, in: campaign, campaignID: campaignID)
    var statement: LedgerStatementState?
    if let institution, scope.seesWholeInstitution {
      let body = LedgerBody(ledger, try ledgerHashes(condition, in: campaign.plan.regime, names))
      statement = try ledgerStatementState(campaignID: campaignID, institutionID: institution, present: body)
    }
    return LedgerSheet(
      plan: campaign.plan, institutionID: institution,
      owner: try institution.map { try ledgerOwner($0, in: campaign) } ?? campaign.plan.province, ledger: ledger,
      countedAt: now, today: today, statement: statement, names: names)
  }

  func ledgerOwner(_ institutionID: String, in campaign: StoredCampaign) throws -> String {
    guard let code = try row("SELECT code FROM institution WHERE id = ?", [.text(institutionID)])?.text("code") else {
      throw LedgerDeskRefusal.institutionUnknown
    }
    return "\(try institutionName(institutionID, in: campaign.year) ?? "")（\(code)）"
  }
}

extension GraduateScope {
  /// Nobody of the institution is hidden.
  var seesWholeInstitution: Bool { department == nil && classGroups == nil && studyCenterID == nil }
}

/// Why something about the ledger cannot be had.
public enum LedgerDeskRefusal: Refusal, Equatable {
  case institutionUnknown
  case notHandedIn

  public var code: String {
    switch self {
    case .institutionUnknown: "ledger.institution-unknown"
    case .notHandedIn: "ledger.not-handed-in"
    }
  }

  public var message: String {
    switch self {
    case .institutionUnknown: "没有这所院校"
    case .notHandedIn: "还没有交过对账"
    }
  }

  public var hint: String {
    switch self {
    case .institutionUnknown: "请回到对账的院校列表重新选择"
    case .notHandedIn: "学籍管理员交对账后，才有可以打印用印的对账表"
    }
  }
}
