/// A field of the registration slip, addressable while typing; `key` is stable for forms and drafts.
public enum SlipField: Sendable, Hashable {
  case institutionName, studyCenterName, institutionCode, address, postcode
  case contactName, telephone, secondTelephone
  case headCount(Category), headCounts
  case points
  case pointName(Int), pointAddress(Int)
  case leaderName(Int), leaderTelephone(Int)
  /// Point and coordinator, both counted from 0.
  case coordinatorName(Int, Int)
  case coordinatorTelephone(Int, Int)
  case venue(Int, VenueItem)
  case receiverName, receiverTelephone, receiverAddress, receiverPostcode

  /// Such as `address` or `point-1-coordinator-2-telephone`; points and people count from 1 here, as on paper.
  public var key: String {
    switch self {
    case .institutionName: "institution-name"
    case .studyCenterName: "study-center-name"
    case .institutionCode: "institution-code"
    case .address: "address"
    case .postcode: "postcode"
    case .contactName: "contact-name"
    case .telephone: "telephone"
    case .secondTelephone: "second-telephone"
    case .headCount(let category): "head-count-\(category.rawValue)"
    case .headCounts: "head-counts"
    case .points: "points"
    case .pointName(let point): "point-\(point + 1)-name"
    case .pointAddress(let point): "point-\(point + 1)-address"
    case .leaderName(let point): "point-\(point + 1)-leader-name"
    case .leaderTelephone(let point): "point-\(point + 1)-leader-telephone"
    case .coordinatorName(let point, let person): "point-\(point + 1)-coordinator-\(person + 1)-name"
    case .coordinatorTelephone(let point, let person): "point-\(point + 1)-coordinator-\(person + 1)-telephone"
    case .venue(let point, let item): "point-\(point + 1)-venue-\(item.rawValue)"
    case .receiverName: "receiver-name"
    case .receiverTelephone: "receiver-telephone"
    case .receiverAddress: "receiver-address"
    case .receiverPostcode: "receiver-postcode"
    }
  }

  public var chineseName: String {
    switch self {
    case .institutionName: "院校全称"
    case .studyCenterName: "站点名称"
    case .institutionCode: "院校代码"
    case .address: "通讯地址"
    case .postcode: "邮编"
    case .contactName: "联系人"
    case .telephone: "联系电话"
    case .secondTelephone: "第二电话"
    case .headCount(let category): "\(category.chineseName)人数"
    case .headCounts: "应拍人数"
    case .points: "拍摄点"
    case .pointName(let point): "拍摄点 \(point + 1) 名称"
    case .pointAddress(let point): "拍摄点 \(point + 1) 地址"
    case .leaderName(let point): "拍摄点 \(point + 1) 主管领导"
    case .leaderTelephone(let point): "拍摄点 \(point + 1) 主管领导电话"
    case .coordinatorName(let point, let person): "拍摄点 \(point + 1) 协调人员 \(person + 1)"
    case .coordinatorTelephone(let point, let person): "拍摄点 \(point + 1) 协调人员 \(person + 1) 电话"
    case .venue(let point, let item): "拍摄点 \(point + 1) \(item.chineseName)"
    case .receiverName: "光盘和照片收件人"
    case .receiverTelephone: "收件人电话"
    case .receiverAddress: "收件地址"
    case .receiverPostcode: "收件邮编"
    }
  }
}

/// What a hole in the slip holds up (A9.1: 拍摄、制作、邮寄、刻盘 depend on it).
public enum HeldUp: String, Sendable, Hashable, CaseIterable, Comparable, Codable {
  case shooting, processing, mailing, burning

  public var chineseName: String {
    switch self {
    case .shooting: "拍摄"
    case .processing: "制作"
    case .mailing: "邮寄"
    case .burning: "光盘"
    }
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  public static func < (left: HeldUp, right: HeldUp) -> Bool { left.order < right.order }
}

/// One thing to put right on the slip, and what waits for it.
public struct SlipProblem: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, Codable {
    /// The slip cannot be handed in.
    case error
    case warning
  }

  public let field: SlipField
  public let severity: Severity
  /// What is wrong, without the field's name.
  public let message: String
  /// What to do; may be empty.
  public let hint: String
  public let holdsUp: Set<HeldUp>

  /// 「通讯地址：缺少门牌号，请写到门牌号（影响邮寄）」.
  public var sentence: String {
    let hold = holdsUp.isEmpty ? "" : "（影响\(holdsUp.sorted().map(\.chineseName).joined(separator: "、"))）"
    return "\(field.chineseName)：\(message)" + (hint.isEmpty ? "" : "，\(hint)") + hold
  }
}
