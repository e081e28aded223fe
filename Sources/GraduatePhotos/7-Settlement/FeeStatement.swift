/// Why a captured head costs nothing (A6, A10).
public enum FeeExemption: String, Sendable, Hashable, CaseIterable, Codable {
  /// 家庭经济困难, as the institution certifies it.
  case hardship
  /// The same person's second record (专升本, 二学位) with a photo that is used for both.
  case sharedPhoto = "shared-photo"
  /// The agency's own mistake, such as a wrong institution.
  case agency
  case other

  public var chineseName: String {
    switch self {
    case .hardship: "家庭经济困难"
    case .sharedPhoto: "与另一学籍共用照片"
    case .agency: "采集单位原因"
    case .other: "其他"
    }
  }
}

// A dictionary of them is an object with sorted keys: what is sealed must read the same each time it is written.
extension FeeExemption: CodingKeyRepresentable {}

/// What the ledger and the make-up say of an institution at one moment, as far as money asks; people, none counted twice.
public struct FeeBasis: Sendable, Hashable, Codable {
  /// People with at least one accepted shot.
  public var captured: Int
  /// Of them, those who cost nothing.
  public var exempt: [FeeExemption: Int]
  /// Shots more than one a head, made again for closed eyes, an expression or our fault: they cost nothing (A6).
  public var freeReshoots: Int

  public init(captured: Int, exempt: [FeeExemption: Int] = [:], freeReshoots: Int = 0) {
    self.captured = captured
    self.exempt = exempt.filter { $0.value != 0 }
    self.freeReshoots = freeReshoots
  }

  public var exempted: Int { exempt.values.reduce(0, +) }
  /// Never below nothing.
  public var charged: Int { max(0, captured - exempted) }

  /// - Throws: `SettlementRefusal.moreExemptThanShot`, `.negativeCount`.
  public func check() throws(SettlementRefusal) {
    guard captured >= 0, freeReshoots >= 0, exempt.values.allSatisfy({ $0 >= 0 }) else { throw .negativeCount }
    guard exempted <= captured else { throw .moreExemptThanShot(exempted, captured) }
  }
}

/// An order for further prints (加洗) that was handed over: it is paid for apart from the fee a head.
public struct FeePrints: Sendable, Hashable, Codable {
  /// Of the order: 加-10730-2014-001.
  public var number: String
  public var photos: Int
  /// Nil where the campaign had no price: settled otherwise.
  public var amount: Fen?
  /// When it was handed over.
  public var day: CalendarDayText

  public init(number: String, photos: Int, amount: Fen?, day: CalendarDayText) {
    self.number = number
    self.photos = photos
    self.amount = amount
    self.day = day
  }
}

/// What both sides agree on: heads, rate, further prints and adjustments; payments are facts with receipts and no part of it.
public struct FeeClaim: Sendable, Hashable, Codable {
  public var rate: Fen
  public var basis: FeeBasis
  public var prints: [FeePrints]
  public var adjustments: [FeeStatement.Adjustment]

  public init(rate: Fen, basis: FeeBasis, prints: [FeePrints] = [], adjustments: [FeeStatement.Adjustment] = []) {
    self.rate = rate
    self.basis = basis
    self.prints = prints
    self.adjustments = adjustments
  }

  /// Whether both sides may agree on what `seen` says, now that this is so.
  ///
  /// - Throws: `SettlementRefusal`.
  public func checkAgreement(seen: FeeClaim, stillOpen: Int) throws(SettlementRefusal) {
    guard seen == self else { throw .changedMeanwhile }
    try FeeStatement(rate: rate, present: basis).checkAgreement(seen: seen.basis, stillOpen: stillOpen)
  }
}

/// 缴费对账单 (A10): heads × rate, adjustments, what was paid, what is open; whole fen throughout.
///
/// Before both sides agree the heads follow the ledger. What was agreed stays as it was agreed: heads that come or go afterwards are a line
/// of their own, so that no sum changes under a signature.
public struct FeeStatement: Sendable, Hashable {
  /// One sum that somebody put right, with the reason.
  public struct Adjustment: Sendable, Hashable, Codable {
    /// May be negative.
    public var amount: Fen
    public var reason: String
    public var day: CalendarDayText

    public init(amount: Fen, reason: String, day: CalendarDayText) {
      self.amount = amount
      self.reason = reason
      self.day = day
    }

    /// - Throws: `SettlementRefusal.amount`, `.reasonMissing`, `.textTooLong`.
    public func check() throws(SettlementRefusal) {
      guard amount != .zero, amount.count.magnitude <= SettlementLimits.amountFen else { throw .amount }
      guard !reason.trimmed.isEmpty else { throw .reasonMissing }
      guard reason.count <= SettlementLimits.textCharacters else { throw .textTooLong("事由") }
    }
  }

  public var rate: Fen
  public var present: FeeBasis
  /// As both sides signed it; nil before.
  public var agreed: FeeBasis?
  public var prints: [FeePrints] = []
  public var adjustments: [Adjustment]
  /// Handed over after the agreement.
  public var laterPrints: [FeePrints] = []
  /// Made after the agreement.
  public var laterAdjustments: [Adjustment] = []
  public var payments: [FeePayment]

  public init(
    rate: Fen, present: FeeBasis, agreed: FeeBasis? = nil, adjustments: [Adjustment] = [], payments: [FeePayment] = []
  ) {
    self.rate = rate
    self.present = present
    self.agreed = agreed
    self.adjustments = adjustments
    self.payments = payments
  }

  /// - present: as everything is now.
  /// - agreed: as both sides signed it: its rate stays, and what came later is told apart.
  public init(present: FeeClaim, agreed: FeeClaim? = nil, payments: [FeePayment]) {
    self.init(
      rate: agreed?.rate ?? present.rate, present: present.basis, agreed: agreed?.basis,
      adjustments: agreed?.adjustments ?? present.adjustments, payments: payments)
    prints = agreed?.prints ?? present.prints
    guard let agreed else { return }
    let known = Set(agreed.prints.map(\.number))
    laterPrints = present.prints.filter { !known.contains($0.number) }
    // They are numbered and never taken away: what was agreed is their beginning.
    laterAdjustments = Array(present.adjustments.dropFirst(agreed.adjustments.count))
  }

  /// A line of the statement, in the order in which it is read.
  public enum Line: Sendable, Hashable {
    case heads(Int, Fen)
    case exempt(FeeExemption, Int)
    case freeReshoots(Int)
    /// Heads more (or fewer, negative) since the agreement.
    case since(Int, Fen)
    case prints(FeePrints, isLater: Bool = false)
    case adjustment(Adjustment, isLater: Bool = false)

    /// What the line adds to what is due; nil for lines that only say something.
    public var amount: Fen? {
      switch self {
      case .heads(let heads, let rate), .since(let heads, let rate): rate * heads
      case .prints(let prints, _): prints.amount
      case .adjustment(let adjustment, _): adjustment.amount
      case .exempt, .freeReshoots: nil
      }
    }

    /// 「收费 1 203 人 × 20.00 元」 without the amount.
    public var chinese: String {
      switch self {
      case .heads(let heads, let rate): "收费 \(heads) 人 × \(rate.chinese)"
      case .exempt(let reason, let heads): "免收 \(heads) 人：\(reason.chineseName)"
      case .freeReshoots(let count): "免费重拍 \(count) 人次，不收费"
      case .since(let heads, let rate): "确认后\(heads < 0 ? "减少" : "增加") \(abs(heads)) 人 × \(rate.chinese)"
      case .prints(let prints, let isLater):
        "\(isLater ? "确认后" : "")加洗 \(prints.photos) 张（\(prints.number)）" + (prints.amount == nil ? "，另行结算" : "")
      case .adjustment(let adjustment, let isLater): "\(isLater ? "确认后" : "")调整：\(adjustment.reason)"
      }
    }
  }

  /// What counts for the sums: as agreed, or as it is while nothing is agreed.
  private var basis: FeeBasis { agreed ?? present }

  public var lines: [Line] {
    var lines: [Line] = [.heads(basis.charged, rate)]
    lines += FeeExemption.allCases.compactMap { reason in basis.exempt[reason].map { .exempt(reason, $0) } }
    if basis.freeReshoots > 0 { lines.append(.freeReshoots(basis.freeReshoots)) }
    lines += prints.map { .prints($0) } + adjustments.map { .adjustment($0) }
    if let agreed, present.charged != agreed.charged { lines.append(.since(present.charged - agreed.charged, rate)) }
    return lines + laterPrints.map { .prints($0, isLater: true) } + laterAdjustments.map { .adjustment($0, isLater: true) }
  }

  /// Something came or went that was not agreed on.
  public var isChangedSince: Bool {
    agreed.map { $0.charged != present.charged || !laterPrints.isEmpty || !laterAdjustments.isEmpty } ?? false
  }

  public var due: Fen { lines.compactMap(\.amount).reduce(.zero, +) }
  public var paid: Fen { payments.map(\.amount).reduce(.zero, +) }
  /// Still to be paid; negative when more was paid than is due.
  public var balance: Fen { due - paid }

  public enum Standing: String, Sendable, Hashable, CaseIterable {
    case open, agreed, changed, settled, overpaid

    public var chineseName: String {
      switch self {
      case .open: "未确认"
      case .agreed: "已确认，待缴费"
      case .changed: "确认后有变化"
      case .settled: "已结清"
      case .overpaid: "多缴，待退款"
      }
    }
  }

  public var standing: Standing {
    guard agreed != nil else { return .open }
    if balance < .zero { return .overpaid }
    if balance == .zero { return .settled }
    return isChangedSince ? .changed : .agreed
  }

  /// Whether both sides may agree on it now.
  ///
  /// - Throws: `SettlementRefusal`.
  public func checkAgreement(seen: FeeBasis, stillOpen: Int) throws(SettlementRefusal) {
    guard agreed == nil else { throw .agreedAlready }
    try present.check()
    // Signed is what was read: a head that came meanwhile is not signed by accident.
    guard seen == present else { throw .changedMeanwhile }
    guard stillOpen == 0 else { throw .shootingGoesOn(stillOpen) }
  }
}
