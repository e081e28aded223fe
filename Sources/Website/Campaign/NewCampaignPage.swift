import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Opening a year's campaign: from the one before, from nothing, or from an example that ships with the program.
struct NewCampaignPage: Sendable {
  let call: Call
  let officer: Officer

  func show() async throws -> Response {
    let campaigns = try await call.center.campaigns()
    let wanted = call.query("from")
    let previous = wanted == "nothing" ? nil : campaigns.first { $0.id == wanted } ?? campaigns.first
    let plan = try await call.center.campaignDraft(from: previous?.id)
    let operation = call.center.freshToken()
    return try await page(
      values: CampaignFormValues(plan), previous: previous, campaigns: campaigns, operation: operation, errors: FormErrors())
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let values = CampaignFormValues(form)
    let previousID = form.trimmed("previous")
    let operation = form.trimmed("operation")
    let campaigns = try await call.center.campaigns()
    let previous = campaigns.first { $0.id == previousID }
    var errors = FormErrors()
    let base = CampaignPlan(province: "", provinceCode: "", graduatingClass: GraduatingClass(year: 0))
    let plan = values.plan(on: base, errors: &errors)
    if errors.isEmpty {
      do {
        let id = try await call.center.openCampaign(
          plan, after: previous?.id, operation: operation.isEmpty ? nil : operation, by: officer)
        return .redirect(toOwn: "/campaigns/\(id)/institutions?done=opened")
      } catch let refusal as CampaignRefusal {
        errors = CampaignFormProblems.errors(of: refusal)
      }
    } else {
      for entry in CampaignFormProblems.errors(of: plan).entries { errors.add(entry.message, for: entry.field) }
    }
    return try await page(
      values: values, previous: previous, campaigns: campaigns, operation: operation, errors: errors)
  }

  /// Loads an example; what is there already stays as it is.
  func loadExample(_ form: SubmittedForm) async throws -> Response {
    let wanted = form.trimmed("example")
    guard let example = ShippedFiles.found()?.examples.first(where: { $0.id == wanted }) else { throw HTTPError(.notFound) }
    let loaded = try await call.center.loadExampleCampaign(from: example.folder, by: officer)
    return .redirect(toOwn: "/campaigns/\(loaded.campaignID)/settings?done=example")
  }

  private func page(
    values: CampaignFormValues, previous: CampaignLine?, campaigns: [CampaignLine], operation: String, errors: FormErrors
  ) async throws -> Response {
    let standards = try await call.center.photoStandards().map(\.standard)
    let frame = try await call.frame()
    var hidden = [(name: "operation", value: operation)]
    if let previous { hidden.append(("previous", previous.id)) }
    let form = CampaignForm(
      action: "/campaigns/new", csrf: call.csrf, values: values, standards: standards, decidesForProvince: true, errors: errors,
      submitVerb: "建立年度采集", cancel: "/", hidden: hidden)
    let lead = previous.map { "已按「\($0.title)」填好，日期顺延一年，请逐项核对。" } ?? "请对照今年的通知逐项填写；建立后都可以修改，每次修改都留有记录。"
    return frame.page("开始新的年度采集", lead: lead, trail: [.init(label: "年度采集", address: "/")]) {
      startingPoints(previous: previous, campaigns: campaigns)
      form.html
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func startingPoints(previous: CampaignLine?, campaigns: [CampaignLine]) -> HTML {
    let examples = ShippedFiles.found()?.examples ?? []
    let others = campaigns.filter { $0.id != previous?.id }.prefix(3)
    guard !examples.isEmpty || !campaigns.isEmpty else { return .nothing }
    return card("换一个起点") {
      Tag.ul {
        for other in others { Tag.li { Tag.a("沿用「\(other.title)」", .href("/campaigns/new?from=\(other.id)")) } }
        if previous != nil { Tag.li { Tag.a("从空白开始", .href("/campaigns/new?from=nothing")) } }
      }
      for example in examples {
        Tag.div(.class("row")) {
          Button.act(
            "装入示例", at: "/campaigns/example", csrf: call.csrf, fields: [(name: "example", value: example.id)])
          Tag.span("\(example.title)：日程、院校和函授站都已填好，联系人留空", .class("soft"))
        }
      }
    }
  }
}
