import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One institution as those who run the campaign see it: where it stands, who its people are, and what can be changed.
struct InstitutionRoomPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  var campaignID: String { call.part("campaign") }
  var institutionID: String { call.part("institution") }
  var address: String { "/campaigns/\(campaignID)/institutions/\(institutionID)" }

  /// A form of the page that was refused, to be shown again with what was typed.
  struct Refused: Sendable {
    var form: InstitutionForms.Kind
    var sent: SubmittedForm
    var errors: FormErrors
  }

  func show(_ refused: Refused? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let page: InstitutionPage
    do {
      page = try await call.center.institution(institutionID, in: campaignID, for: keeper)
    } catch InstitutionRefusal.unknown { throw HTTPError(.notFound) }
    let takesPart = page.campaignIDs.contains(campaignID)
    let overview =
      takesPart
      ? try await call.center.slipOverview(campaignID: campaignID, search: page.institution.code.value, for: keeper) : nil
    let slip = overview?.lines.first { $0.institutionID == institutionID && $0.studyCenterID == nil }
    let centers = try await call.center.studyCenters(
      in: campaignID, StudyCenterFilter(parentInstitutionID: institutionID), for: keeper)
    let accounts = try await call.center.accounts(for: keeper).filter { $0.institutionID == institutionID && !$0.isClosed }
    let proposal = try await call.center.codeProposal(of: institutionID, for: keeper)
    let forms = InstitutionForms(
      page: page, address: address, csrf: call.csrf, decidesForProvince: keeper is Officer, takesPart: takesPart,
      refused: refused)
    return frame.page(
      page.name, lead: lead(page), trail: [.init(label: "院校", address: "/campaigns/\(campaignID)/institutions")]
    ) {
      CampaignWords.done(call, Self.sentences)
      if page.institution.code.isProvisional {
        Notice(kind: .look, title: "代码待定：现用临时代码 \(page.institution.code.value)", text: "登记、名单和拍摄都不受影响，只有报盘要等教育部代码。").html
      }
      CodeProposalDecision.card(proposal, address: address, csrf: call.csrf, decides: keeper is Officer)
      standing(page, slip, takesPart)
      people(accounts)
      centerTable(centers)
      names(page)
      forms.html
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private static let sentences = [
    "added": "院校已添加。下一步：给学籍管理员发邀请。", "changed": "已保存。", "renamed": "新名称已保存；以前各届的材料仍用旧名称。",
    "coded": "已换上教育部代码；旧的临时代码仍能查到这所院校。", "invited": "已邀请参加。", "same": "没有改动，不用保存。",
    "declined": "已告诉学校：报来的代码没有核定。",
  ]

  private func lead(_ page: InstitutionPage) -> String {
    let place = [page.province, page.institution.city].filter { !$0.isEmpty }.joined()
    return "代码 \(page.institution.code.value)，\(page.institution.kind.chineseName)\(place.isEmpty ? "" : "，\(place)")"
  }

  private func standing(_ page: InstitutionPage, _ slip: SlipOverviewLine?, _ takesPart: Bool) -> HTML {
    var facts = DescriptionList()
    if let slip {
      let mark: Mark =
        switch slip.progress {
        case .sealed: .right(slip.progress.chineseName)
        case .submitted: .look(slip.progress.chineseName)
        case .untouched, .draft: slip.isLate ? .wrong("\(slip.progress.chineseName)，已逾期") : .wait(slip.progress.chineseName)
        }
      facts.add("登记单", mark.html)
      if slip.isRegistered { facts.add("上报人数", "\(slip.heads) 人") }
      if slip.isIncomplete { facts.add("还不完整", "登记单有缺项，会影响后面的工作", remark: "请提醒院校补齐") }
    }
    if !page.formerCodes.isEmpty { facts.add("曾用代码", page.formerCodes.joined(separator: "、")) }
    if !page.institution.identifier.isEmpty { facts.add("学校标识码", page.institution.identifier) }
    return card("这次采集", aside: (takesPart ? Mark.right("已参加") : Mark.wait("未参加")).html) {
      if !facts.entries.isEmpty { facts.html }
      if !takesPart {
        Tag.p("还没有邀请这所院校参加。邀请后，它的学籍管理员就能填登记单、交名单。")
        Button.act("邀请参加", at: "\(address)/invite", csrf: call.csrf, .primary)
      }
    }
  }

  private func people(_ accounts: [AccountLine]) -> HTML {
    fragment {
      DataTable(
        caption: "人员", columns: [.text("姓名"), .text("身份"), .text("电话", wide: true), .text("状态")],
        rows: accounts.map { account in
          [
            .text(account.name), .text(account.role.chineseName), .text(account.telephone ?? ""),
            .mark(account.hasPassword ? .right("在用") : .look("待接受邀请")),
          ]
        }, emptyText: "还没有人员。请先邀请学籍管理员。"
      ).html
      Button.row { Button.link("邀请学籍管理员", to: "/accounts/invite", .quiet) }
    }
  }

  private func centerTable(_ centers: ListPage<StudyCenterLine>) -> HTML {
    guard !centers.lines.isEmpty else { return .nothing }
    return DataTable(
      caption: "函授站", columns: [.text("名称"), .text("省份"), .text("拍摄")],
      rows: centers.lines.map { line in
        [
          .link(line.displayName, to: "/campaigns/\(campaignID)/centers/\(line.id)"), .text(line.center.province),
          .mark(CenterMark.of(line)),
        ]
      }, emptyText: "", paging: Paging(page: 1, rowCount: centers.total)
    ).html
  }

  private func names(_ page: InstitutionPage) -> HTML {
    DataTable(
      caption: "各年名称", columns: [.text("名称"), .text("起"), .text("止")],
      rows: page.institution.names.map { name in
        [.text(name.name), .text(name.fromYear.map { "\($0) 年" } ?? "一直"), .text(name.toYear.map { "\($0) 年" } ?? "至今")]
      }, emptyText: "没有名称"
    ).html
  }
}
