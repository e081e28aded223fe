import Foundation
import GraduatePhotos

/// Why an example campaign is not loaded.
public enum ExampleRefusal: Refusal, Equatable {
  case unreadable(file: String, reason: String)

  public var code: String { "example.unreadable" }
  public var message: String {
    switch self {
    case .unreadable(let file, let reason): "示例文件 \(file) 不能读取：\(reason)"
    }
  }
  public var hint: String { "请使用随程序提供的 Campaigns 文件夹，不要改动其中的文件名和列名" }
}

/// A folder such as `Campaigns/gansu-2013`: its README has the fields.
struct ExampleCampaign: Sendable {
  let plan: CampaignPlan
  /// The year whose institutions take part.
  let namesYear: Int
  let institutions: [InstitutionGroup]
  let studyCenters: [StudyCenterEntry]

  static func read(_ folder: URL) throws -> ExampleCampaign {
    let bytes = try ExampleTable.bytes(folder, "campaign.json")
    let file: ExampleCampaignFile
    do {
      file = try JSONDecoder().decode(ExampleCampaignFile.self, from: bytes)
    } catch {
      throw ExampleRefusal.unreadable(file: "campaign.json", reason: "内容不是年度采集")
    }
    guard file.format == 1 else {
      throw ExampleRefusal.unreadable(file: "campaign.json", reason: "格式 \(file.format) 比本程序新")
    }
    let plan = try file.plan().checked(tolerating: \.isLeftOutOfExamples)
    let institutions = try ExampleTable.read(folder, "institutions.csv", columns: ["code", "name", "kind", "city"])
    let centers = try ExampleTable.read(
      folder, "study-centers.csv", columns: ["name", "parent_code", "parent_name", "province"])
    return ExampleCampaign(
      plan: plan, namesYear: file.namesYear ?? plan.graduatingClass.year,
      institutions: try InstitutionGroup.groups(of: institutions.map { $0.institution(province: plan.province) }),
      studyCenters: centers.map(\.studyCenter))
  }
}

extension CampaignProblem {
  /// Persons, telephones and addresses of offices were left out of the examples on purpose; the form asks for them.
  fileprivate var isLeftOutOfExamples: Bool {
    switch field {
    case .officeContact, .officeTelephone, .officeAddress: true
    default: false
    }
  }
}

extension ExampleTable.Row {
  fileprivate func institution(province: String) -> InstitutionRow {
    InstitutionRow(
      row: number, code: self["code"], name: self["name"], fromYear: Int(self["from_year"]), toYear: Int(self["to_year"]),
      kind: self["kind"], province: province, city: self["city"], identifier: self["moe_id"])
  }

  fileprivate var studyCenter: StudyCenterEntry {
    StudyCenterEntry(
      parentCode: self["parent_code"], parentName: self["parent_name"], name: self["name"], province: self["province"],
      city: self["city"], address: self["address"], contact: self["contact"], telephone: self["telephone"],
      expectedHeads: Int(self["expected_heads"]) ?? 0)
  }
}
