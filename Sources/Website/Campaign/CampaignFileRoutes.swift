import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// Tables that come in and go out around a campaign.
  static let campaignFileRoutes: [Route] = [
    .get("/campaigns/{campaign}/institutions/upload", .campaignKeepers) { call, keeper in
      try await InstitutionUploadPage(call: call, keeper: keeper).show()
    },
    .upload(
      "/campaigns/{campaign}/institutions/upload", .campaignKeepers, sizeLimitBytes: InstitutionUploadPage.sizeLimitBytes
    ) { call, keeper, form in
      try await InstitutionUploadPage(call: call, keeper: keeper).take(form)
    },
    .upload("/campaigns/{campaign}/institutions/upload/confirm", .campaignKeepers, sizeLimitBytes: 1) { call, keeper, form in
      try await InstitutionUploadPage(call: call, keeper: keeper).confirm(form)
    },
    .get("/campaigns/{campaign}/centers/download", .campaignKeepers) { call, keeper in
      try await CenterDownload(call: call, keeper: keeper).send()
    },
  ]
}

/// The study centers of another province as a file for its agency (N7).
struct CenterDownload: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  func send() async throws -> Response {
    let province = call.query("province")
    guard !province.isEmpty else { throw StudyCenterRefusal.provinceUnknown("") }
    let format = ListFileFormat(rawValue: call.query("format")) ?? .xlsx
    let campaignID = call.part("campaign")
    let year = try await call.center.campaign(campaignID).plan.graduatingClass.chineseName
    let path = try await call.center.studyCenterFile(in: campaignID, province: province, as: format, for: keeper)
    let type = format == .csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    do {
      return try Download.response(
        path: path, fileName: "\(year)_\(province)_函授站.\(format.rawValue)", contentType: type,
        onSent: { SpoolFile.remove(path) })
    } catch {
      SpoolFile.remove(path)
      throw error
    }
  }
}
