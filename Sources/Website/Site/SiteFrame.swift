import GraduatePhotos
import Workflow

/// The frame of a person's pages: the same for all roles, each with its own rooms.
enum SiteFrame {
  /// The campaign whose stages and rooms stand beside a page: the address's, or the only one there is.
  static func campaign(at whereabouts: Whereabouts) -> Whereabouts.Campaign? {
    whereabouts.campaign ?? (whereabouts.campaigns.count == 1 ? whereabouts.campaigns.first : nil)
  }

  /// - `waiting`: how many things of stage 1 wait on this person.
  static func frame(
    for session: Session, at whereabouts: Whereabouts, waiting: Int = 0, here: Stage?, path: String = "", csrf: String,
    help: String?
  ) -> Frame {
    let campaign = campaign(at: whereabouts)
    var stages: [StageEntry] = []
    if let campaign {
      stages.append(
        StageEntry(stage: .registration, address: "/campaigns/\(campaign.id)/registration", waiting: waiting))
      if session.person.signedIn is any VisitReader {
        stages.append(StageEntry(stage: .schedule, address: "/campaigns/\(campaign.id)/schedule"))
      }
      if session.person.signedIn is any DayWatcher {
        stages.append(StageEntry(stage: .capture, address: "/campaigns/\(campaign.id)/today"))
      }
      if let room = deliveryRoom(of: session.person) {
        stages.append(StageEntry(stage: .delivery, address: "/campaigns/\(campaign.id)/\(room)"))
      }
      if session.person.signedIn is any VerificationReader {
        stages.append(StageEntry(stage: .verification, address: ClassCheckAddress(campaignID: campaign.id).home))
      } else if session.person.signedIn is any ErrataOfficeReader {
        stages.append(StageEntry(stage: .verification, address: ErrataAddress(campaignID: campaign.id).desk))
      }
      if session.person.signedIn is any ProofWatcher {
        stages.append(StageEntry(stage: .proofing, address: ProofAddress(campaignID: campaign.id).home))
      }
      if session.person.signedIn is any FeeReader {
        stages.append(StageEntry(stage: .settlement, address: FeeAddress(campaignID: campaign.id).home))
      }
      if session.person.signedIn is any Filer {
        stages.append(StageEntry(stage: .filing, address: FilingAddress(campaignID: campaign.id).home))
      }
    }
    var frame = Frame(
      campaign: campaign?.title ?? "毕业生图像信息采集", institution: whereabouts.institutionName,
      person: Frame.Person(name: session.name, role: session.person.role.chineseName), stages: stages, here: here, home: "/",
      csrf: csrf, help: help)
    frame.rooms = rooms(of: session.person.role, in: campaign, whereabouts)
    frame.path = path
    return frame
  }

  /// Where a person's work with returned photos begins; nil for who has none.
  private static func deliveryRoom(of person: Person) -> String? {
    if case .clerk = person { return "release" }
    if person.signedIn is any DeliveryReader { return "deliveries" }
    return person.signedIn is any RetakeReader ? "retakes" : nil
  }

  /// What lies beside the stages: the campaign's lists and settings, then those of the whole center.
  private static func rooms(
    of role: Role, in campaign: Whereabouts.Campaign?, _ whereabouts: Whereabouts
  ) -> [Frame.Room] {
    let runs = role == .officer || role == .planner
    var rooms = campaign.map { campaignRooms(of: role, at: "/campaigns/\($0.id)", $0.plan.regime) } ?? []
    rooms.append(.init(label: "通知", address: "/notices", waiting: whereabouts.unreadNotices, noun: "条未读"))
    if runs { rooms.append(.init(label: "节假日", address: "/holidays")) }
    if runs || role == .clerk { rooms.append(.init(label: "照片规范", address: "/photo-standards")) }
    if runs || role == .liaison { rooms.append(.init(label: "账号与邀请", address: "/accounts")) }
    if runs {
      rooms.append(.init(label: "后台任务", address: "/jobs", waiting: whereabouts.jobsSetAside, noun: "项已搁置"))
    }
    if role == .officer { rooms.append(.init(label: "中心日志", address: "/journal")) }
    rooms.append(.init(label: "我的账号", address: "/me"))
    return rooms
  }

  /// What belongs to returned photos beside the room where the stage begins.
  private static func deliveryRooms(of role: Role, at address: String) -> [Frame.Room] {
    var rooms: [Frame.Room] = []
    if role == .clerk { rooms.append(.init(label: "交付", address: "\(address)/deliveries")) }
    if [.clerk, .liaison, .sealingLeader, .departmentSecretary, .studyCenterLiaison].contains(role) {
      rooms.append(.init(label: "照片打印", address: "\(address)/prints"))
    }
    if [.clerk, .liaison, .departmentSecretary, .counselor].contains(role) {
      rooms.append(.init(label: "加洗", address: "\(address)/reprints"))
    }
    if role == .clerk || role == .liaison {
      rooms.append(.init(label: "退回重拍", address: "\(address)/retakes"))
    }
    return rooms
  }

  /// What belongs to the verification beside the room where it begins.
  private static func verificationRooms(of role: Role, at address: String) -> [Frame.Room] {
    switch role {
    case .liaison, .sealingLeader, .departmentSecretary, .counselor:
      [
        .init(label: "勘误", address: "\(address)/verification/errata"),
        .init(label: "漏拍名单", address: "\(address)/verification/missing"),
      ]
    case .clerk, .officer:
      [
        .init(label: "漏拍名单", address: "\(address)/missing-desk"), .init(label: "问题等待时间", address: "\(address)/waiting"),
      ]
    case .planner: [.init(label: "问题等待时间", address: "\(address)/waiting")]
    default: []
    }
  }

  /// What belongs to proofing beside the room where it begins.
  private static func proofRooms(of role: Role, at address: String) -> [Frame.Room] {
    switch role {
    case .liaison, .departmentSecretary, .counselor, .studyCenterLiaison:
      [
        .init(label: "学生说有误", address: "\(address)/proofing/disputes"),
        .init(label: "延长和代为校对", address: "\(address)/proofing/grants"),
      ]
    case .officer: [.init(label: "延长和代为校对", address: "\(address)/proofing/grants")]
    default: []
    }
  }

  private static func campaignRooms(of role: Role, at address: String, _ regime: Regime) -> [Frame.Room] {
    let runs = role == .officer || role == .planner
    let isOfSchool = [.liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison].contains(role)
    var rooms: [Frame.Room] = []
    if runs || isOfSchool {
      rooms.append(.init(label: regime == .code ? "采集码" : "学生名单", address: "\(address)/roster"))
    }
    if runs { rooms.append(.init(label: "院校", address: "\(address)/institutions")) }
    if runs || role == .liaison || role == .studyCenterLiaison {
      rooms.append(.init(label: "函授站", address: "\(address)/centers"))
    }
    rooms += deliveryRooms(of: role, at: address) + verificationRooms(of: role, at: address)
    rooms += proofRooms(of: role, at: address)
    if runs || isOfSchool || role == .clerk { rooms.append(.init(label: "补拍", address: "\(address)/makeup")) }
    if role == .photographer { rooms.append(.init(label: "补拍签到", address: "\(address)/makeup/door")) }
    if role == .officer || role == .clerk || isOfSchool && role != .studyCenterLiaison {
      rooms.append(.init(label: "应采实采对账", address: "\(address)/ledger"))
    }
    if role == .clerk || role == .liaison {
      rooms.append(.init(label: "更正数据", address: "\(address)/corrections"))
    }
    if runs { rooms.append(.init(label: "工作站", address: "\(address)/stations")) }
    if role == .clerk || role == .photographer {
      rooms.append(.init(label: "导入数据包", address: "\(address)/stations/import"))
    }
    if runs {
      rooms.append(.init(label: "年度设置", address: "\(address)/settings"))
      rooms.append(.init(label: "公开页面", address: "\(address)/public"))
      rooms.append(.init(label: "邮件和消息", address: "\(address)/outbox"))
    }
    if role == .officer || role == .liaison { rooms.append(.init(label: "操作日志", address: "\(address)/journal")) }
    rooms.append(.init(label: "联系方式", address: "\(address)/contacts"))
    return rooms
  }
}
