/// Something that does not fit between shots, scans and faces: shown at once, for people to look at, never a verdict (promise 2).
public struct ShiftFinding: Sendable, Hashable, Codable {
  public enum Kind: Sendable, Hashable, Codable {
    /// The faces are those of people scanned so many places later (earlier: negative).
    case shifted(by: Int)
    case swapped
    /// Several offsets one after another.
    case mixed
    /// Faces of nobody near.
    case unmatched
    /// One face, two names.
    case sameFace(String, String)
    /// One name, two faces.
    case twoFaces(String)
    /// One birth date, much the same face: asked once, by one key of the second crew member.
    case twinsSuspected(TwinMemory.Pair)
    case shotWithoutScan
    case scanWithoutShot(String)
    /// The shot came before its scan, before an earlier serial, or after somebody else had been scanned.
    case outOfOrder
  }

  public var kind: Kind
  /// The shots that are held back until it is settled, by serial; empty when it is only about people.
  public var shots: [CapturedShot]
  /// Those among them whose faces say nearly nothing, by id: whether they belong to the run is for people to see.
  public var doubtful: Set<String>
  /// The newest shot is still affected.
  public var isGoingOn: Bool
  /// The proposed repair; nil when there is nothing to propose.
  public var repair: ShiftRepair?

  public init(
    kind: Kind, shots: [CapturedShot], doubtful: Set<String> = [], isGoingOn: Bool = false, repair: ShiftRepair? = nil
  ) {
    self.kind = kind
    self.shots = shots
    self.doubtful = doubtful
    self.isGoingOn = isGoingOn
    self.repair = repair
  }

  /// As people read it: what looks wrong, where, and what to do; names stand beside it, not in it.
  public var chinese: String {
    let first = Self.digits(shots.first?.serial)
    let last = Self.digits(shots.last?.serial)
    let run = shots.count == 1 ? "拍摄序号 \(first) 这张照片" : "从拍摄序号 \(first) 起 \(shots.count) 张照片"
    let hold = shots.count == 1 ? "这张照片先扣住" : "\(first)—\(last) 先扣住"
    let doubts = doubtful.isEmpty ? "" : "，其中 \(doubtful.count) 张只凭照片分不清"
    let going = isGoingOn ? "，最新一张仍是这样：请先停拍，核对座位上的人再扫码" : ""
    return switch kind {
    case .shifted(let offset):
      "\(run)像是错了\(Self.places(offset))：照片上像是\(offset > 0 ? "后" : "前")\(Self.places(offset))扫码的人\(doubts)\(going)。"
        + "\(hold)，对着入学照片看过再整段改正。"
    case .swapped: "拍摄序号 \(first) 和 \(last) 两张照片像是互相拿错了\(doubts)。\(hold)，对着入学照片看过再对调。"
    case .mixed: "\(run)像是错乱了，前后错开的位数不一样\(doubts)\(going)。\(hold)，对着入学照片逐张看过再整段改正。"
    case .unmatched: "\(run)不像所登记的人，也不像前后扫码的人\(going)。\(hold)，请核对是谁。"
    case .sameFace: "拍摄序号 \(first) 和 \(last) 像是同一个人，却登记在两个人名下。\(hold)，请看照片确定是谁。"
    case .twoFaces: "拍摄序号 \(first) 和 \(last) 登记在同一人名下，却像是两个人。\(hold)，请看照片确定是谁。"
    case .twinsSuspected: "疑似双胞胎：两人出生日期相同，面貌相近。请第二位组员当面确认，按一个键即可，以后不再问。"
    case .shotWithoutScan: "\(run)没有扫码，不知道是谁。\(hold)，请当场补扫。"
    case .scanWithoutShot: "有人扫了码却没有照片，后面的人已经拍了。请当场补拍，或核对照片是否记到了别人名下。"
    case .outOfOrder: "\(run)的时间与扫码的先后对不上。\(hold)，请核对是谁。"
    }
  }

  /// 0132.
  static func digits(_ serial: Int?) -> String {
    let text = String(serial ?? 0)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }

  private static func places(_ offset: Int) -> String {
    switch abs(offset) {
    case 1: "一位"
    case 2: "两位"
    case 3: "三位"
    default: "\(abs(offset)) 位"
    }
  }
}
