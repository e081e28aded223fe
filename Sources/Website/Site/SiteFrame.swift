import GraduatePhotos
import Workflow

/// The frame of a person's pages: the same for all roles, each with its own rooms.
enum SiteFrame {
  static func frame(
    for session: Session, at whereabouts: Whereabouts, here: Stage?, path: String = "", csrf: String, help: String?
  ) -> Frame {
    var stages: [StageEntry] = []
    if let campaign = whereabouts.campaign {
      stages.append(StageEntry(stage: .registration, address: "/campaigns/\(campaign.id)/registration"))
    }
    var frame = Frame(
      campaign: whereabouts.campaign?.title ?? "毕业生图像信息采集", institution: whereabouts.institutionName,
      person: Frame.Person(name: session.name, role: session.person.role.chineseName), stages: stages, here: here, home: "/",
      csrf: csrf, help: help)
    frame.rooms = rooms(of: session.person.role, campaignID: whereabouts.campaign?.id)
    frame.path = path
    return frame
  }

  /// What lies beside the stages: the campaign's lists and settings, then those of the whole center.
  static func rooms(of role: Role, campaignID: String?) -> [Frame.Room] {
    let runs = role == .officer || role == .planner
    var rooms: [Frame.Room] = []
    if let campaignID {
      let campaign = "/campaigns/\(campaignID)"
      if runs { rooms.append(.init(label: "院校", address: "\(campaign)/institutions")) }
      if runs || role == .liaison || role == .studyCenterLiaison {
        rooms.append(.init(label: "函授站", address: "\(campaign)/centers"))
      }
      if runs { rooms.append(.init(label: "年度设置", address: "\(campaign)/settings")) }
      rooms.append(.init(label: "联系方式", address: "\(campaign)/contacts"))
    }
    if runs { rooms.append(.init(label: "节假日", address: "/holidays")) }
    if runs || role == .clerk { rooms.append(.init(label: "照片规范", address: "/photo-standards")) }
    if runs || role == .liaison { rooms.append(.init(label: "账号与邀请", address: "/accounts")) }
    rooms.append(.init(label: "我的账号", address: "/me"))
    return rooms
  }
}
