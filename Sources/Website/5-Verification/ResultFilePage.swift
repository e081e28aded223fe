import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The result file of a disc's page comes back: what was found there stands as if it had been found here.
struct ResultFilePage: Sendable {
  /// The file, and room for the form around it.
  static let sizeLimitBytes = ResultFileTaken.fileBytes + WebsiteLimits.formBytes

  let call: Call
  let liaison: Liaison

  private var address: ClassCheckAddress { call.classCheckAddress }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    var form = FormPage(
      action: address.resultFile, csrf: call.csrf, submitVerb: "上传核对结果",
      fields: [
        FormField(
          "file", "核对结果文件", .file(accept: ".json", isMultiple: false),
          hint: "文件名像「核对结果_10730_第1批.json」。没有核对完的也可以先传，核对完再传一次。")
      ], errors: errors)
    form.hidden = [("operation", RequestFacts.newID())]
    form.cancel = ("返回核对照片", address.home)
    return frame.page(
      "上传光盘的核对结果", lead: "在光盘的 index.html 里核对、保存下来的文件，传到这里，和在网页上核对一样算数。",
      trail: [.init(label: "核对照片", address: address.home)]
    ) {
      outcome
      card { form.html }
    }.response(status: status)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      var errors = FormErrors()
      errors.add("没有选文件。请选光盘页面保存下来的「核对结果」文件", for: "file")
      return try await show(errors: errors, status: .unprocessableContent)
    }
    do {
      let taken = try await call.center.takeResultFile(
        file.path, campaignID: address.campaignID, operation: form.operation, by: liaison)
      return .redirect(toOwn: WebAddress.path(address.resultFile, query: [("taken", taken.delivery)] + Self.counts(of: taken)))
    } catch let refusal as any Refusal where Self.isExpected(refusal) {
      var errors = FormErrors()
      errors.add(refusal.sentence, for: "file")
      return try await show(errors: errors, status: .unprocessableContent)
    }
  }

  private static func isExpected(_ refusal: any Refusal) -> Bool {
    refusal.code.hasPrefix("verification.") || refusal is DeliveryDeskRefusal || refusal is ClassCheckRefusal
  }

  // MARK: - What became of it

  private static func counts(of taken: ResultFileTaken) -> [(name: String, value: String)] {
    [
      ("right", taken.right), ("found", taken.found), ("known", taken.known), ("later", taken.later),
      ("outdated", taken.outdated), ("sealed", taken.sealed), ("gone", taken.gone), ("open", taken.open),
    ].filter { $0.1 > 0 }.map { ($0.0, String($0.1)) }
  }

  private func count(_ name: String) -> Int { min(max(0, Int(call.query(name)) ?? 0), ResultFileTaken.mostPeople) }

  @HTMLBuilder private var outcome: HTML {
    if !call.query("taken").isEmpty {
      Notice(
        kind: .right, title: "已收下 \(call.query("taken").prefix(40)) 的核对结果",
        text: "正确 \(count("right")) 人，有问题 \(count("found")) 人；问题已经登记。"
      ).html
      let rest: [(String, String)] = [
        ("known", "人以前已经这样核对过"), ("later", "人在网页上已有后来的结论或登记的问题，没有改动"), ("outdated", "人的照片或数据交付后换过，请在网页上重新核对"),
        ("sealed", "人所在的班已经用印，没有改动"), ("gone", "人已经不在应采名单里"), ("open", "人在光盘上还没有核对"),
      ]
      let said = rest.filter { count($0.0) > 0 }
      if !said.isEmpty {
        Notice(kind: .look, title: "另外", text: said.map { "\(count($0.0)) \($0.1)" }.joined(separator: "；") + "。").html
      }
      Button.row {
        Button.link("看问题登记", to: address.claims)
        Button.link("回到核对照片", to: address.home, .quiet)
      }
    }
  }
}
