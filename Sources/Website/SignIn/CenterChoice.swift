import GraduatePhotos
import Workflow

/// Which study center an invited person keeps: by its name, of a parent, in a year's campaign.
struct CenterChoice: Sendable {
  let call: Call
  let campaigns: [Whereabouts.Campaign]

  init(call: Call, session: Session) async throws {
    self.call = call
    campaigns = try await call.center.whereabouts(of: session.person, campaignID: nil)?.campaigns ?? []
  }

  var fields: [FormField] {
    var fields = [
      FormField(
        "study-center", "函授站名称", value: call.query("study-center"), hint: "函授站联系人必填，写法与函授站列表一致", isRequired: false,
        lengthLimit: 60)
    ]
    guard campaigns.count > 1 else { return fields }
    let options = campaigns.map { FormField.Option(value: $0.id, label: $0.title) }
    let asked = call.query("campaign")
    fields.append(
      FormField(
        "campaign", "年度采集", .select(options), value: campaigns.contains { $0.id == asked } ? asked : options[0].value,
        hint: "函授站按年度登记；以后各年沿用，不用再邀请", isRequired: false))
    return fields
  }

  /// The center the form names; without one there is an error at its field.
  func center(_ form: SubmittedForm, of institutionID: String, _ errors: inout FormErrors) async throws -> String? {
    let chosen = campaigns.first { $0.id == form["campaign"] } ?? campaigns.first
    guard let chosen else {
      errors.add("还没有年度采集，请先建立", for: "study-center")
      return nil
    }
    let name = form.trimmed("study-center")
    guard !name.isEmpty else {
      errors.add("请填写函授站名称", for: "study-center")
      return nil
    }
    let found = try await call.center.studyCenterID(named: name, of: institutionID, in: chosen.id)
    if found == nil { errors.add("\(chosen.title)里这所院校没有「\(name)」，请核对名称，或先添加函授站", for: "study-center") }
    return found
  }
}
