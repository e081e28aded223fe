/// Why something about fees is not taken (A10).
public enum SettlementRefusal: Refusal, Hashable {
  case amount
  case reasonMissing
  case payerMissing
  case receiptMissing
  case titleMissing
  case taxNumber
  case day
  /// The name of the field.
  case textTooLong(String)
  case numberInText
  case negativeCount
  case moreExemptThanShot(Int, Int)
  case agreedAlready
  case scanMissing
  case nameInCodeMode
  case changedMeanwhile
  /// People who may still be shot.
  case shootingGoesOn(Int)

  public var code: String {
    switch self {
    case .amount: "settlement.amount"
    case .reasonMissing: "settlement.reason-missing"
    case .payerMissing: "settlement.payer-missing"
    case .receiptMissing: "settlement.receipt-missing"
    case .titleMissing: "settlement.title-missing"
    case .taxNumber: "settlement.tax-number"
    case .day: "settlement.day"
    case .textTooLong: "settlement.text-too-long"
    case .numberInText: "settlement.number-in-text"
    case .negativeCount: "settlement.negative-count"
    case .moreExemptThanShot: "settlement.more-exempt-than-shot"
    case .agreedAlready: "settlement.agreed-already"
    case .changedMeanwhile: "settlement.changed-meanwhile"
    case .scanMissing: "settlement.scan-missing"
    case .nameInCodeMode: "settlement.name-in-code-mode"
    case .shootingGoesOn: "settlement.shooting-goes-on"
    }
  }

  public var message: String {
    switch self {
    case .amount: "金额不对"
    case .reasonMissing: "没有填写事由"
    case .payerMissing: "没有填写付款人"
    case .receiptMissing: "没有填写收据号或回单号"
    case .titleMissing: "没有填写发票抬头"
    case .taxNumber: "纳税人识别号不对"
    case .day: "收款日期不对"
    case .textTooLong(let field): "\(field)太长"
    case .numberInText: "填写的文字里有证件号码"
    case .negativeCount: "人数不能小于 0"
    case .moreExemptThanShot(let exempt, let shot): "免收 \(exempt) 人，多于已拍的 \(shot) 人"
    case .agreedAlready: "这份对账单双方已经确认"
    case .scanMissing: "没有上传盖章的对账单"
    case .nameInCodeMode: "付款人或发票抬头像是个人姓名"
    case .changedMeanwhile: "人数或金额刚刚有变化，您看到的不是最新的"
    case .shootingGoesOn(let people): "还有 \(people) 人没有拍，也没有说明原因"
    }
  }

  public var hint: String {
    switch self {
    case .amount: "请填写元，最多两位小数，不能是 0，例如 1200 或 1200.50"
    case .reasonMissing: "请写明为什么调整，例如「第 12 号收据多收」"
    case .payerMissing: "请填写单位或交款人的名字"
    case .receiptMissing: "请照收据或银行回单填写"
    case .titleMissing: "请填写单位全称；个人的填写姓名"
    case .taxNumber: "请照营业执照或事业单位法人证书填写 18 位统一社会信用代码；个人的不用填"
    case .day: "请填写收款那一天，例如 2014-04-30"
    case .textTooLong: "请改短"
    case .numberInText: "请删去证件号码"
    case .negativeCount: "请改人数"
    case .moreExemptThanShot: "请核对免收名单"
    case .agreedAlready: "后来的变化会单独列一行，不用重新确认"
    case .nameInCodeMode: "采集码方式下不能有学生姓名，请写班级或单位"
    case .scanMissing: "请把盖章页拍照或扫描后上传，学校也看得到"
    case .changedMeanwhile: "请重新核对后再确认；已出具的对账单，请采集单位重新出具一版"
    case .shootingGoesOn: "请等补拍结束，或先在应采实采对账里逐人说明"
    }
  }
}
