import GraduatePhotos

/// Why a missing letter is not made, sent or answered, beside what its rules say.
public enum MissingDeskRefusal: Refusal, Equatable {
  case unknown
  case sentAlready
  case changedMeanwhile
  case notAnswered
  case noReason
  case reasonTooLong(limit: Int)

  public var code: String {
    switch self {
    case .unknown: "missing.letter-unknown"
    case .sentAlready: "missing.sent-already"
    case .changedMeanwhile: "missing.changed-meanwhile"
    case .notAnswered: "missing.not-answered"
    case .noReason: "missing.no-reason"
    case .reasonTooLong: "missing.reason-too-long"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这份漏拍名单"
    case .sentAlready: "这份漏拍名单已经发出"
    case .changedMeanwhile: "名单里的人刚刚有了变化"
    case .notAnswered: "这个人还没有答复"
    case .noReason: "没有写原因"
    case .reasonTooLong(let limit): "原因超过 \(limit) 字"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从列表里进入"
    case .sentAlready: "请等总部答复；另有漏拍的，请再生成一份"
    case .changedMeanwhile: "请重新生成漏拍名单，再盖章"
    case .notAnswered: "请先答复"
    case .noReason: "请写一句为什么撤销"
    case .reasonTooLong: "请写短一些"
    }
  }
}
