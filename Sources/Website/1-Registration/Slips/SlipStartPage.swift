import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Where reminders lead: on to the slip, or to its beginning.
struct SlipStartPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var campaignID: String { call.part("campaign") }
  private var centerID: String? { call.query("center").isEmpty ? nil : call.query("center") }

  func show() async throws -> Response {
    let home: InstitutionHome
    if let leader = reader as? SealingLeader {
      home = try await call.center.institutionHome(campaignID: campaignID, for: leader)
    } else if let keeper = reader as? any SlipKeeper {
      home = try await call.center.institutionHome(campaignID: campaignID, for: keeper)
    } else {
      throw HTTPError(.notFound)
    }
    // A study center's liaison has one slip; the institution's people say which.
    let wanted = (reader as? StudyCenterLiaison)?.studyCenterID ?? centerID
    guard let line = home.slips.first(where: { $0.studyCenterID == wanted }) else { throw HTTPError(.notFound) }
    if let slipID = line.slipID {
      return .redirect(toOwn: SlipAddress(campaignID: campaignID, slipID: slipID).page)
    }
    let frame = try await call.frame(campaign: campaignID, here: .registration)
    return frame.page(
      "综合信息采集登记单", lead: "\(line.name)（\(line.code)）",
      trail: [.init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration")]
    ) {
      if reader is any SlipKeeper { beginning(line, home) } else { notYet }
    }.response(status: .ok)
  }

  private func beginning(_ line: SlipOverviewLine, _ home: InstitutionHome) -> HTML {
    nowCard("填写大约需要 10 分钟") {
      Tag.p("拍摄、制作、邮寄和光盘都按这份登记单安排。请先准备好：")
      Tag.ul {
        Tag.li("通讯地址（写到门牌号）、联系人、带区号的电话")
        Tag.li("普通、成人、研究生各有多少人要拍")
        Tag.li("每个拍摄点的地点，一名主管领导和两名协调人员的姓名、电话")
        Tag.li("场地情况：约 20 平方米的房间 2 间、220 V 电源、桌椅、排队的地方")
        Tag.li("光盘和照片寄给谁")
      }
      if let due = home.plan.days(of: .registration)?.last { Tag.p("登记到\(due.chinese)为止。") }
      Button.act(
        "开始填写", at: "/campaigns/\(campaignID)/slip", csrf: call.csrf, .primary,
        fields: line.studyCenterID.map { [("center", $0)] } ?? [])
    }
  }

  private var notYet: HTML {
    card("还没有开始填写") {
      Tag.p("登记单由本校学籍管理员填写，交上去以后请您在这里用印。")
      Button.link("返回", to: "/campaigns/\(campaignID)/registration", .quiet)
    }
  }
}

extension SlipStartPage {
  /// Opens the slip, made and filled in as far as it is known.
  static func begin(_ call: Call, _ keeper: any SlipKeeper, _ form: SubmittedForm) async throws -> Response {
    let center = form.trimmed("center")
    let record = try await orNotFound {
      try await call.center.openSlip(
        campaignID: call.part("campaign"), studyCenterID: center.isEmpty ? nil : center, by: keeper)
    }
    return .redirect(toOwn: SlipAddress(campaignID: record.campaignID, slipID: record.id).form)
  }
}
