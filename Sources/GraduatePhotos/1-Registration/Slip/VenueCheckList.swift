/// What a shooting point must have (A9.2), and the two things that are good to know beforehand.
public enum VenueItem: String, Sendable, Hashable, CaseIterable, Codable {
  case twoRooms = "two-rooms"
  case power
  case table
  case twoChairs = "two-chairs"
  case queueSpace = "queue-space"
  case wheelchairPlace = "wheelchair-place"
  case quietCorner = "quiet-corner"

  public var chineseName: String {
    switch self {
    case .twoRooms: "约 20 平方米的房间 2 间"
    case .power: "220 V 电源"
    case .table: "桌子 1 张"
    case .twoChairs: "椅子 2 把"
    case .queueSpace: "门外排队和休息的地方"
    case .wheelchairPlace: "轮椅可到的拍摄位置"
    case .quietCorner: "安静的候拍角落"
    }
  }

  /// Asked for by the notice; the others are asked about, and a "no" only warns.
  public var isRequired: Bool { self != .wheelchairPlace && self != .quietCorner }
}

/// The institution's answers, item by item; an item without an answer is not confirmed.
public struct VenueCheckList: Sendable, Hashable, Codable {
  private var answers: [String: Bool]

  public init(confirmed: Set<VenueItem> = [], lacking: Set<VenueItem> = []) {
    answers = [:]
    for item in confirmed { answers[item.rawValue] = true }
    for item in lacking { answers[item.rawValue] = false }
  }

  /// True when it is there, false when not, nil when not answered yet.
  public subscript(item: VenueItem) -> Bool? {
    get { answers[item.rawValue] }
    set { answers[item.rawValue] = newValue }
  }

  public var isComplete: Bool { VenueItem.allCases.allSatisfy { !$0.isRequired || self[$0] == true } }
}
