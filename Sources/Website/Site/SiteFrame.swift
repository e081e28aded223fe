import GraduatePhotos
import Workflow

/// The frame of a person's pages: the same for all roles, each with its own rooms.
enum SiteFrame {
  static func frame(for session: Session, at whereabouts: Whereabouts, here: Stage?, csrf: String, help: String?) -> Frame {
    var stages: [StageEntry] = []
    if let campaign = whereabouts.campaign {
      stages.append(StageEntry(stage: .registration, address: "/campaigns/\(campaign.id)/registration"))
    }
    return Frame(
      campaign: whereabouts.campaign?.title ?? "毕业生图像信息采集", institution: whereabouts.institutionName,
      person: Frame.Person(name: session.name, role: session.person.role.chineseName), stages: stages, here: here, home: "/",
      unreadNotices: whereabouts.unreadNotices, csrf: csrf, help: help)
  }
}
