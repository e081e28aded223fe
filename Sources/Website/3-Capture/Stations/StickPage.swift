import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Packets that come on a stick: upload, and what became of each.
struct StickPage: Sendable {
  let call: Call
  let bearer: any StickBearer

  private var campaignID: String { call.part("campaign") }
  private var base: String { StationWords.base(call) }

  private var trail: [Frame.Crumb] {
    bearer is any CampaignKeeper ? StationWords.trail(call) : [.init(label: "导入数据包", address: base + "/import")]
  }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    return frame.page(
      "从 U 盘导入", lead: "工作站没有网络时，把数据包导出到 U 盘，在这里上传。传过的不会重复。",
      trail: bearer is any CampaignKeeper ? StationWords.trail(call) : []
    ) {
      card { refilled.map { form.refilled(from: $0.form, errors: $0.errors).html } ?? form.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private var form: FormPage {
    FormPage(
      action: base + "/import", csrf: call.csrf, submitVerb: "上传数据包",
      fields: [
        FormField("file", "数据包文件", .file(accept: ".byps", isMultiple: false), hint: "工作站导出的 .byps 文件，最大 16 GB")
      ])
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      var errors = FormErrors()
      errors.add("请选择文件", for: "file")
      return try await show(refilled: (form, errors))
    }
    do {
      let id = try call.center.beginImport(of: file.path, campaignID: campaignID, by: bearer)
      return .redirect(toOwn: "\(base)/imports/\(id)")
    } catch let refusal as StationRefusal {
      return try await show(refilled: (form, FormErrors(refusal, for: "file")))
    }
  }

  func result() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    guard let state = call.center.stickImport(call.part("stick"), by: bearer) else { throw HTTPError(.notFound) }
    return frame.page(state.isDone ? "导入结果" : "正在导入", lead: state.result.chinese, trail: trail) {
      if let fault = state.fault {
        Notice(kind: .wrong, title: "导入中断", text: "\(fault)。已收下的不会丢，请再上传一次同一个文件。").html
      } else if state.isDone {
        Notice(
          kind: state.result.refused > 0 || state.result.isCut ? .wrong : .right, title: "导入完成", text: state.result.chinese
        ).html
      } else {
        Notice(kind: .look, title: "正在导入", text: "可以离开这一页，过一会儿刷新看结果。").html
      }
      DataTable(
        caption: "待核实和没有收的", columns: [.number("第几个"), .text("结果"), .text("编号", wide: true)],
        rows: state.result.lines.map { line in
          [
            .number(line.number), .mark(line.isRefused ? .wrong(line.outcome) : .look(line.outcome)),
            .text(line.packet.isEmpty ? "—" : line.packet),
          ]
        }, emptyText: "没有。"
      ).html
      Button.row {
        Button.link(state.isDone ? "再导入一个" : "刷新", to: state.isDone ? base + "/import" : call.request.uri.path, .quiet)
        if bearer is any CampaignKeeper { Button.link("返回工作站", to: base, .quiet) }
      }
    }.response(status: .ok)
  }
}
