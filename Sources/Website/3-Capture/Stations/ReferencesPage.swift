import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// Enrolment photos that a place hands in, for faces to be compared with at the camera.
  static let referenceRoutes: [Route] = [
    .get("/campaigns/{campaign}/roster/references", .rosterKeepers) { call, keeper in
      try await ReferencesPage(call: call, keeper: keeper).show()
    },
    .upload("/campaigns/{campaign}/roster/references", .rosterKeepers, sizeLimitBytes: ReferenceLimits.uploadBytes) {
      call, keeper, form in try await ReferencesPage(call: call, keeper: keeper).take(form)
    },
    .get("/campaigns/{campaign}/roster/references/{references}", .rosterKeepers) { call, keeper in
      try await ReferencesPage(call: call, keeper: keeper).result()
    },
  ]
}

/// How many graduates have an enrolment photo, and bringing more.
struct ReferencesPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }
  private var base: String { address.home + "/references" }
  private var trail: [Frame.Crumb] { [.init(label: "学生名单", address: address.home)] }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let count = try await call.center.referenceCount(campaignID: address.campaign, by: keeper)
    return frame.page(
      "入学照片", lead: "已有入学照片 \(count.pictured) / \(count.due) 人。拍摄时和现场的人脸比对，防止张冠李戴；只在拍摄工作站上使用。", trail: trail
    ) {
      if count.unseen > 0 {
        Notice(kind: .look, title: "还有 \(count.unseen) 张正在找人脸", text: "在后台进行，不用等。工作站在这以前带走的场次不会比对这些人。").html
      }
      card("上传照片") { refilled.map { form.refilled(from: $0.form, errors: $0.errors).html } ?? form.html }
      card("怎样准备") {
        Tag.p("每人一张 JPEG，用学号或身份证号作文件名，例如 201000001001.jpg；可以放在几层文件夹里，全部压缩成一个 ZIP。")
        Tag.p("再次上传会换掉同一人原来的照片；没有照片的学生照常拍摄。", .class("soft"))
      }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private var form: FormPage {
    var page = FormPage(
      action: base, csrf: call.csrf, submitVerb: "上传并对应",
      fields: [
        FormField(
          "file", "照片的 ZIP 文件", .file(accept: ".zip", isMultiple: false), hint: "最多 20 万张、10 GB；每张一般不超过 200 KB")
      ])
    page.cancel = ("返回", address.home)
    return page
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      var errors = FormErrors()
      errors.add("请选择文件", for: "file")
      return try await show(refilled: (form, errors))
    }
    do {
      let id = try await call.center.beginReferences(of: file.path, campaignID: address.campaign, by: keeper)
      return .redirect(toOwn: "\(base)/\(id)")
    } catch let refusal as ReferenceRefusal {
      return try await show(refilled: (form, FormErrors(refusal, for: "file")))
    }
  }

  func result() async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    guard let upload = call.center.referenceUpload(call.part("references"), by: keeper) else { throw HTTPError(.notFound) }
    let result = upload.result
    return frame.page(upload.isDone ? "入学照片的结果" : "正在对应照片", lead: upload.isDone ? result.chinese : "", trail: trail) {
      if let fault = upload.fault {
        Notice(kind: .wrong, title: "没有读完", text: fault).html
      } else if !upload.isDone {
        Notice(kind: .look, title: "已对应 \(result.matched) 张", text: "可以离开这一页，过一会儿刷新看结果。").html
      } else {
        Notice(kind: result.without == 0 ? .right : .look, title: "已收下", text: result.chinese).html
      }
      if !result.notListed.isEmpty {
        card("对不上名单的文件") {
          Tag.p(result.notListed.joined(separator: "、") + (result.notListedCount > result.notListed.count ? " 等" : ""))
        }
      }
      Button.row {
        Button.link(upload.isDone ? "再上传" : "刷新", to: upload.isDone ? base : call.request.uri.path, .quiet)
        Button.link("返回学生名单", to: address.home, .quiet)
      }
    }.response(status: .ok)
  }
}
