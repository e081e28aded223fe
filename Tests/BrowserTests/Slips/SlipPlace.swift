import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// The notice's campaign with its dates, an institution that registers, and the people around it.
struct SlipPlace {
  let province: Province
  let place: Province.Place
  let site: RunningSite
  var base: String { "/campaigns/\(place.campaignID)" }

  init() async throws {
    province = try await Province()
    place = try await province.place()
    let plan = Self.plan
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    let campaignID = place.campaignID
    try await province.center.records.write {
      try $0.execute("UPDATE campaign SET plan = ? WHERE id = ?", [.text(json), .text(campaignID)])
    }
    site = try await RunningSite(province)
  }

  /// The days of the notice (A1), with registration until 2013-09-30.
  private static var plan: CampaignPlan {
    func days(_ first: String, _ last: String) -> CalendarDays? {
      guard let from = CalendarDay.parse(first), let to = CalendarDay.parse(last) else { return nil }
      return CalendarDays(from, through: to)
    }
    let windows: [(CampaignWindow.Kind, CalendarDays?)] = [
      (.registration, days("2013-09-18", "2013-09-30")), (.phase1, days("2013-10-08", "2013-12-20")),
      (.phase2, days("2014-03-03", "2014-04-04")), (.makeup, days("2014-04-09", "2014-04-12")),
      (.verification, days("2014-04-21", "2014-04-30")),
    ]
    return CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      windows: windows.compactMap { kind, days in days.map { CampaignWindow(kind, $0) } }, makeupPlace: "示例采集中心",
      feePerHead: Fen(2000), photoStandard: "national-2002")
  }

  func study(_ name: String) async throws -> String {
    let id = "center-\(name)"
    let (campaignID, institutionID) = (place.campaignID, place.institutionID)
    try await province.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO study_center (id, campaign_id, parent_institution_id, name, province, city, address, contact, telephone,
          expected_heads, made_at) VALUES (?, ?, ?, ?, '甘肃省', '天水市', '天水市秦州区示例路 8 号', '', '', 40, ?)
        """, [.text(id), .text(campaignID), .text(institutionID), .text(name), .integer(transaction.now)])
    }
    return id
  }

  func session(_ role: Role, _ name: String, studyCenterID: String? = nil) async throws -> String {
    let belongs = role.reach != .province && role.reach != .agency && role.reach != .headOffice
    let account = try await province.account(
      role, name, institutionID: belongs ? place.institutionID : nil, studyCenterID: studyCenterID,
      department: role == .departmentSecretary || role == .counselor ? "示例学院" : nil,
      classGroups: role == .counselor ? [Counselor.ClassGroup(department: "示例学院", name: "示例1班")] : [])
    return try await province.session(of: account)
  }

  /// The one-time digits of a phone that was set up with `secret`.
  func digits(_ secret: [UInt8]) -> String {
    OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
  }

  /// The secret behind a set-up page's hidden token.
  func secret(pending: String, of accountID: String) async throws -> [UInt8]? {
    try await province.center.records.read { try $0.pendingFactor(pending, of: accountID)?.secret }
  }

  /// What a slip needs to be complete, by the keys of its fields.
  static let complete: [(key: String, value: String)] =
    [
      ("address", "兰州市城关区天水南路 222 号"), ("contact-name", "王示例"), ("telephone", "0931-8912345"),
      ("head-count-regular", "4200"), ("head-count-adult", "600"), ("head-count-postgraduate", "12"), ("receiver-name", "赵示例"),
      ("receiver-telephone", "13900000001"),
    ] + point(1)

  /// A shooting point's texts; its check-list is answered beside them.
  static func point(_ number: Int) -> [(key: String, value: String)] {
    [
      ("name", "本部"), ("address", "本部逸夫楼 101、102 室"), ("leader-name", "李示例"), ("leader-telephone", "0931-8912001"),
      ("coordinator-1-name", "周示例"), ("coordinator-1-telephone", "13900000002"), ("coordinator-2-name", "吴示例"),
      ("coordinator-2-telephone", "13900000003"),
    ].map { ("point-\(number)-\($0.0)", $0.1) }
  }

  static func checkList(_ number: Int) -> [(key: String, value: String)] {
    VenueItem.allCases.map { ("point-\(number)-venue-\($0.rawValue)", $0 == .quietCorner ? "no" : "yes") }
  }
}
