/// A day as files and rows hold it: 2014-04-12.
public typealias CalendarDayText = String

/// Money that came in for an institution (A10); nothing is paid in the system.
public struct FeePayment: Sendable, Hashable, Codable {
  public enum Method: String, Sendable, Hashable, CaseIterable, Codable {
    case cash, wechat, transfer

    public var chineseName: String {
      switch self {
      case .cash: "现金"
      case .wechat: "微信"
      case .transfer: "银行转账"
      }
    }
  }

  /// Negative where something is paid back.
  public var amount: Fen
  public var method: Method
  public var payer: String
  /// Of the receipt that was handed out, or of the bank's slip.
  public var receiptNumber: String
  public var day: CalendarDayText

  public init(amount: Fen, method: Method, payer: String, receiptNumber: String, day: CalendarDayText) {
    self.amount = amount
    self.method = method
    self.payer = payer
    self.receiptNumber = receiptNumber
    self.day = day
  }

  /// - Throws: `SettlementRefusal.amount`, `.payerMissing`, `.receiptMissing`, `.textTooLong`, `.numberInText`.
  public func check() throws(SettlementRefusal) {
    guard amount != .zero, amount.count.magnitude <= SettlementLimits.amountFen else { throw .amount }
    guard !payer.trimmed.isEmpty else { throw .payerMissing }
    guard payer.count <= SettlementLimits.textCharacters else { throw .textTooLong("付款人") }
    guard !receiptNumber.trimmed.isEmpty else { throw .receiptMissing }
    guard receiptNumber.count <= SettlementLimits.numberCharacters else { throw .textTooLong("收据号") }
    guard !CodeModeGuard.holdsIDNumber(payer), !CodeModeGuard.holdsIDNumber(receiptNumber) else { throw .numberInText }
  }
}

/// What was collected in one class, as it really happens: a monitor with an envelope, a chat group, a transfer (A10).
public struct ClassCollection: Sendable, Hashable {
  /// Shot and not exempt.
  public var heads: Int
  public var rate: Fen
  public var takings: [FeePayment]

  public init(heads: Int, rate: Fen, takings: [FeePayment]) {
    self.heads = heads
    self.rate = rate
    self.takings = takings
  }

  public var expected: Fen { rate * heads }
  public var collected: Fen { takings.map(\.amount).reduce(.zero, +) }
  /// More collected than shot is positive.
  public var difference: Fen { collected - expected }

  public func collected(by method: FeePayment.Method) -> Fen {
    takings.filter { $0.method == method }.map(\.amount).reduce(.zero, +)
  }

  /// 「少收 40.00 元（2 人）」; the heads only where the sum is a multiple of the rate.
  public var chinese: String {
    if difference == .zero { return "相符" }
    let amount = Fen(Int(difference.count.magnitude))
    let isWhole = rate.count > 0 && amount.count % rate.count == 0
    return "\(difference < .zero ? "少收" : "多收") \(amount.chinese)" + (isWhole ? "（\(amount.count / rate.count) 人）" : "")
  }
}
