import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// A campaign as in the notice, with made-up persons.
extension CampaignPlan {
  static func sample(province: String = "甘肃省", code: String = "62", year: Int = 2014) -> CampaignPlan {
    func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
      CalendarDay(year: year, month: month, day: day) ?? .init(dayNumber: 0)
    }
    func office(_ kind: Office.Kind, _ name: String, _ contact: String, _ telephone: String) -> Office {
      Office(
        kind: kind, name: name, address: "兰州市城关区示例路1号", postcode: "730000", contactName: contact, telephone: telephone)
    }
    return CampaignPlan(
      province: province, provinceCode: code, graduatingClass: GraduatingClass(year: year),
      offices: [
        office(.educationDepartment, "示例教育厅", "甲示例", "0931-2000001"),
        office(.agency, "示例采集单位", "乙示例", "0931-2000002"),
        office(.headOffice, "示例总部", "丙示例", "010-20000003"),
        office(.otherAgency, "示例青海采集单位", "丁示例", "0971-2000004"),
      ],
      windows: [
        CampaignWindow(.registration, CalendarDays(day(year - 1, 9, 10), through: day(year - 1, 10, 31))),
        CampaignWindow(.phase1, CalendarDays(day(year - 1, 9, 18), through: day(year - 1, 12, 31))),
        CampaignWindow(.phase2, CalendarDays(day(year, 3, 1), through: day(year, 4, 8))),
        CampaignWindow(.makeup, CalendarDays(day(year, 4, 9), through: day(year, 4, 12))),
        CampaignWindow(.verification, CalendarDays(day(year, 1, 1), through: day(year, 4, 30))),
        CampaignWindow(.proofing, CalendarDays(day(year, 4, 21), through: day(year, 5, 20))),
      ], makeupPlace: "示例采集单位，兰州市城关区示例路1号", feePerHead: .yuan(20), photoStandard: "national-2002")
  }
}

extension Province {
  /// A center with its standards and the sample campaign; returns the campaign's id.
  func openedCampaign() async throws -> String {
    try await center.prepareCenter()
    return try await center.openCampaign(.sample(), by: MachineOperator())
  }

  @discardableResult
  func institution(_ code: String, _ name: String, city: String = "兰州市") async throws -> String {
    try await center.addInstitution(
      InstitutionEntry(code: .ministry(code), name: name, kind: .university, province: "甘肃", city: city), by: MachineOperator())
  }

  /// The details of the journal lines of one action, in the order they were written.
  func journalDetails(_ action: JournalLine.Action) async throws -> [[String: String]] {
    try await center.records.read { transaction in
      try transaction.rows(
        "SELECT details FROM journal_line WHERE action = ? ORDER BY written_at, id", [.text(action.rawValue)]
      ).map { try CampaignJSON.value([String: String].self, from: $0.text("details")) }
    }
  }

  /// The whole journal's text, to look for what must not be in it.
  func journalText() async throws -> String {
    try await center.records.read { transaction in
      try transaction.rows("SELECT details FROM journal_line").map { try $0.text("details") }.joined(separator: "\n")
    }
  }
}

/// Data that ships with the program.
enum Shipped {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let gansu2013 = root.appending(path: "Campaigns/gansu-2013")
  static let holidays = root.appending(path: "Calendars/china-holidays.json")
}
