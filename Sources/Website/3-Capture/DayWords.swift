import GraduatePhotos
import Workflow

/// What the pages of a day say in common.
enum DayWords {
  static func today(_ campaignID: String) -> String { "/campaigns/\(campaignID)/today" }

  static func trail(_ campaignID: String) -> [Frame.Crumb] { [.init(label: "拍摄", address: today(campaignID))] }

  static func mark(_ visit: LivingVisit) -> Mark {
    if visit.isMakeup { return .look("补拍") }
    let outlook = visit.progress.outlook
    if visit.progress.turns.allSatisfy({ $0.state == .closed }) { return .right("已拍完") }
    if !outlook.unfinished.isEmpty { return .wrong("今天拍不完") }
    if outlook.behindMinutes >= lateMinutes { return .look("晚了") }
    if visit.progress.came == 0 { return .wait("还没开始") }
    return .right("按计划")
  }

  /// Minutes from which a visit is called late.
  static let lateMinutes = 10

  static func mark(_ turn: VisitProgress.Turn) -> Mark {
    switch turn.state {
    case .closed: turn.came >= turn.heads ? .right("拍完") : .look("缺 \(turn.heads - turn.came) 人")
    case .open: .look("正在拍")
    case .ahead: .wait("未到")
    }
  }

  static func mark(_ kind: DoorNote.Kind) -> Mark {
    switch kind {
    case .outOfTurn: .look("不按时段")
    case .exception: .wrong("破例拍摄")
    case .refused: .wait("劝回")
    }
  }

  /// How many came, kept up by live.js: `bar-` and `count-` with the key.
  static func liveBar(_ came: Int, _ heads: Int, key: String) -> HTML {
    Tag.div(.class("bar-cell")) {
      ProgressBar(done: came, of: heads, label: "已到", key: "bar-\(key)").html
      Tag.span("\(came) / \(heads)", .data("value", "count-\(key)"))
    }
  }

  /// The values of that.
  static func liveValues(_ came: Int, _ heads: Int, key: String) -> [String: String] {
    ["bar-\(key)": String(min(came, heads)), "count-\(key)": "\(came) / \(heads)"]
  }

  /// The class, and under it where it belongs: for a table's cell.
  static func cell(_ key: TurnKey) -> HTML {
    fragment {
      key.classGroup
      " "
      Tag.small("\(key.category.chineseName)·\(key.department)")
    }
  }

  /// 「普通·信息学院·计科2班」.
  static func name(_ key: TurnKey) -> String { "\(key.category.chineseName)·\(key.department)·\(key.classGroup)" }
}
