/// What an institution says of somebody who stood on no list and was shot with a spare card: whose he is, or why nobody wants the picture.
public enum SpareDecision: Sendable, Hashable {
  /// He is this graduate.
  case given(graduate: String)
  case declined(DeclineReason)
  /// The earlier decision was taken back.
  case reopened

  public enum DeclineReason: String, Sendable, Hashable, CaseIterable, Codable {
    case notOurs = "not-ours"
    case hasPhoto = "has-photo"
    case notGraduating = "not-graduating"
    case unwanted

    public var chineseName: String {
      switch self {
      case .notOurs: "不是本校学生"
      case .hasPhoto: "本人已有照片"
      case .notGraduating: "今年不毕业"
      case .unwanted: "本人不要这张照片"
      }
    }
  }

  /// Where the card stands before a decision, and whether that may be made.
  ///
  /// - before: the newest decision; nil when there is none.
  /// - shots: pictures that were taken with the card.
  /// - hasPhoto: whether the graduate to whom it would be given has a picture already.
  /// - isDelivered: whether a picture of the card was returned to the institution under the graduate.
  /// - Throws: `SpareRefusal`.
  public func check(after before: SpareDecision?, shots: Int, hasPhoto: Bool, isDelivered: Bool) throws(SpareRefusal) {
    switch self {
    case .given:
      guard before == nil || before == .reopened else { throw .decided }
      guard shots > 0 else { throw .withoutShot }
      guard !hasPhoto else { throw .hasPhoto }
    case .declined:
      guard before == nil || before == .reopened else { throw .decided }
    case .reopened:
      guard let before, before != .reopened else { throw .open }
      guard !isDelivered else { throw .delivered }
    }
  }
}

/// Why a decision about somebody on no list is not taken.
public enum SpareRefusal: Refusal, Equatable {
  case unknown
  case decided
  case open
  case nobody
  case withoutShot
  case hasPhoto
  case delivered
  case noReason

  public var code: String {
    switch self {
    case .unknown: "spare.unknown"
    case .decided: "spare.decided"
    case .open: "spare.open"
    case .nobody: "spare.nobody"
    case .withoutShot: "spare.without-shot"
    case .hasPhoto: "spare.has-photo"
    case .delivered: "spare.delivered"
    case .noReason: "spare.no-reason"
    }
  }

  public var message: String {
    switch self {
    case .unknown: "没有这张备用卡"
    case .decided: "这张备用卡已经处理过"
    case .open: "这张备用卡还没有处理"
    case .nobody: "名单里没有这个学号或证件号码的学生"
    case .withoutShot: "这张备用卡没有照片"
    case .hasPhoto: "这名学生已经有照片"
    case .delivered: "这张照片已经随交付返回"
    case .noReason: "没有选原因"
    }
  }

  public var hint: String {
    switch self {
    case .unknown: "请从列表里进入"
    case .decided: "要改，请先撤回原来的处理"
    case .open: "请选择归给谁，或者不要"
    case .nobody: "请核对号码；名单上确实没有的，先在「学生名单」补录，再来处理"
    case .withoutShot: "请选择不要，学生需要时参加补拍"
    case .hasPhoto: "两张照片只留一张：不用备用卡的，请选「本人已有照片」"
    case .delivered: "请在「核对照片」里按「不是本人」登记"
    case .noReason: "请选一个原因"
    }
  }
}
