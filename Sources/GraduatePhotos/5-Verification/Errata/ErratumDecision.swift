/// What the head office says to an erratum (A7): once, and to both sides of a shift alike.
public struct ErratumDecision: Sendable, Hashable {
  public enum Outcome: Sendable, Hashable {
    case accepted
    case declined(DeclineReason)

    public var chineseName: String {
      switch self {
      case .accepted: "已采纳"
      case .declined: "未采纳"
      }
    }
  }

  public enum DeclineReason: String, Sendable, Hashable, CaseIterable, Codable {
    case evidence
    case registrationDiffers = "registration-differs"
    case nothingWrong = "nothing-wrong"
    case alreadyCorrected = "already-corrected"
    case partner
    case notSealed = "not-sealed"
    case other

    public var chineseName: String {
      switch self {
      case .evidence: "依据不足"
      case .registrationDiffers: "与学籍信息不一致"
      case .nothingWrong: "原内容没有错"
      case .alreadyCorrected: "已经更正过"
      case .partner: "错位的另一方对应不上"
      case .notSealed: "没有盖校章"
      case .other: "其他"
      }
    }

    /// What the institution does next.
    public var nextStep: String {
      switch self {
      case .evidence: "请补充依据后重新提交"
      case .registrationDiffers: "请先在学籍系统更正，再提交勘误"
      case .nothingWrong, .alreadyCorrected: "请核对最新的数据；没有问题不用再办"
      case .partner: "请核对双方的拍摄序号后重新提交"
      case .notSealed: "请盖校章后重新提交"
      case .other: "请按说明办理，或联系总部"
      }
    }
  }

  /// Where an erratum stands when somebody decides.
  public enum Standing: Sendable, Hashable {
    /// Proposed and not sealed yet.
    case unsealed
    case sealed
    case decided(Outcome)
    case withdrawn
  }

  public var outcome: Outcome
  /// May be empty where the reason speaks for itself.
  public var remark: String

  public init(_ outcome: Outcome, remark: String = "") {
    self.outcome = outcome
    self.remark = remark
  }

  /// Whether it may be made.
  ///
  /// `standings` are those of all rows that are decided together; `isCurrent` when what the errata say is there still is there.
  public func check(on standings: [Standing], isCurrent: Bool) throws(ErratumRefusal) {
    guard !standings.isEmpty else { throw .nothingToDecide }
    let remark = remark.trimmed
    guard remark.count <= VerificationLimits.remarkCharacters else {
      throw .textTooLong("说明", limit: VerificationLimits.remarkCharacters)
    }
    guard !CodeModeGuard.holdsIDNumber(remark) else { throw .numberInEvidence }
    if case .declined(.other) = outcome, remark.isEmpty { throw .reasonMissing }
    for standing in standings {
      switch standing {
      case .withdrawn: throw .withdrawn
      case .decided(let earlier): throw .decided(earlier)
      // Without a seal nothing is put right; that it is missing may be said.
      case .unsealed where outcome != .declined(.notSealed): throw .unsealed
      case .sealed, .unsealed: continue
      }
    }
    if outcome == .accepted, !isCurrent { throw .changedMeanwhile }
  }

  /// 「未采纳：依据不足（复印件看不清）。请补充依据后重新提交」.
  public func chinese(of kind: Erratum.Kind) -> String {
    let more = remark.trimmed.isEmpty ? "" : "（\(remark.trimmed)）"
    return switch outcome {
    case .accepted where kind == .shifted: "已采纳\(more)，照片已改归本人，重新放行后随下一次交付"
    case .accepted: "已采纳\(more)，照片照常可用，更正后的数据会发给学校"
    case .declined(let reason): "未采纳：\(reason.chineseName)\(more)。\(reason.nextStep)"
    }
  }
}
