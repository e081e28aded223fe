import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The study centers in other provinces, by province: to whom they go, and whether they went (N7).
struct CentersElsewherePage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/centers" }
  private var address: String { "\(list)/elsewhere" }

  func show(refused: (province: String, agency: String, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let plan = try await call.center.campaign(campaignID).plan
    let provinces = try await call.center.studyCenterTables(in: campaignID, for: keeper)
    var blocks: [HTML] = []
    for (index, table) in provinces.enumerated() {
      let mine = refused?.province == table.province ? refused : nil
      blocks.append(try await block(table, index + 1, plan, typed: mine?.agency, errors: mine?.errors ?? FormErrors()))
    }
    return frame.page(
      "外省站点", lead: "每个省一份名单，交给当地的采集单位；移交后由对方安排拍摄，本省不再排时间。", trail: [.init(label: "函授站", address: list)]
    ) {
      CampaignWords.done(call, ["handed-over": "已移交 # 个站点。请把名单下载后发给对方。", "taken-back": "已撤回移交，请告诉对方。"])
      if blocks.isEmpty { card { Tag.p("没有外省站点。添加函授站时，省份填外省的会列在这里。", .class("soft")) } }
      blocks
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private func block(
    _ table: StudyCenterTable, _ number: Int, _ plan: CampaignPlan, typed: String?, errors: FormErrors
  ) async throws -> HTML {
    let filter = StudyCenterFilter(place: .elsewhere, province: table.province)
    let centers = try await call.center.studyCenters(in: campaignID, filter, for: keeper)
    let waiting = try await call.center.studyCenters(
      in: campaignID, StudyCenterFilter(place: .waiting, province: table.province), for: keeper
    ).total
    let query = "province=\(WebAddress.encoded(table.province))"
    var lines = DataTable(
      caption: table.province,
      columns: [.text("名称"), .text("城市", wide: true), .text("联系人"), .text("移交")],
      rows: centers.lines.map { line in
        [
          .link(line.displayName, to: "\(list)/\(line.id)"), .text(line.city), .text(contact(line)), .html(state(line)),
        ]
      }, emptyText: "", paging: Paging(page: 1, rowCount: centers.total))
    lines.downloads = [
      DownloadLink(label: "名单（XLSX）", address: "\(list)/download?format=xlsx&\(query)"),
      DownloadLink(label: "名单（CSV）", address: "\(list)/download?format=csv&\(query)"),
    ]
    return fragment {
      lines.html
      if waiting > 0 { handOver(table, number, plan, waiting: waiting, typed: typed, errors: errors) }
    }
  }

  private func contact(_ line: StudyCenterLine) -> String {
    let known = [line.contact, line.telephone].filter { !$0.isEmpty }.joined(separator: " ")
    return known.isEmpty ? "未填写，请先补上" : known
  }

  private func state(_ line: StudyCenterLine) -> HTML {
    guard let over = line.handedOver else { return CenterMark.of(line).html }
    return Tag.div(.class("stack")) {
      Tag.div {
        CenterMark.of(line).html
        Tag.small(" \(over.agency)，\(CalendarDay(milliseconds: over.at).chinese)")
      }
      Button.act("撤回移交", at: "\(list)/\(line.id)/take-back", csrf: call.csrf)
    }
  }

  private func handOver(
    _ table: StudyCenterTable, _ number: Int, _ plan: CampaignPlan, waiting: Int, typed: String?, errors: FormErrors
  ) -> HTML {
    let known =
      plan.offices.first { $0.kind == .otherAgency && $0.name.contains(table.province.prefix(2)) }?.name ?? table.agency
    // One field's name on a page with a form for each province.
    let name = "agency-\(number)"
    var named = FormErrors()
    for entry in errors.entries { named.add(entry.message, for: name) }
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: "移交\(table.province)的 \(waiting) 个站点",
      fields: [
        FormField(
          name, "\(table.province)的采集单位", value: typed ?? known, hint: "名称写全；联系方式可在年度设置的「外省采集单位」里填写", autocomplete: "off",
          lengthLimit: CampaignLimits.nameCharacters)
      ], errors: named)
    page.hidden = [("province", table.province)]
    return card("移交\(table.province)的站点") { page.html }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let province = form.trimmed("province")
    let agency = form.fields.first { $0.name.hasPrefix("agency-") }.map { form.trimmed($0.name) } ?? ""
    do {
      let done = try await call.center.handOverStudyCenters(
        in: province, of: campaignID, to: agency.isEmpty ? nil : agency, by: keeper)
      return .redirect(toOwn: "\(address)?done=handed-over&count=\(done.count)")
    } catch let refusal as StudyCenterRefusal {
      var errors = FormErrors()
      errors.add(refusal.sentence)
      return try await show(refused: (province, agency, errors))
    }
  }

  func takeBack() async throws -> Response {
    do {
      try await call.center.takeBackStudyCenter(call.part("center"), by: keeper)
    } catch StudyCenterRefusal.unknown { throw HTTPError(.notFound) }
    return .redirect(toOwn: "\(address)?done=taken-back")
  }
}
