import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// The verification's desk with graduates who proof: from 20 to 30 September 2013, days after the clock's beginning.
struct ProofDesk {
  let desk: CheckDesk
  static let days: CalendarDays = {
    // Two days after the clock's beginning.
    let first = CalendarDay(milliseconds: DrivenTime().now).adding(days: 2)
    return CalendarDays(first, through: first.adding(days: 10))
  }()

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var liaison: Liaison { desk.liaison }
  var place: SignInPlace { SignInPlace(address: "203.0.113.1", deviceToken: nil, device: "测试手机") }

  init(on engine: SQLEngine, place: ProofingPlace = .here, isOpen: Bool = true) async throws {
    desk = try await CheckDesk(on: engine)
    let (center, id) = (desk.center, desk.campaignID)
    try await center.records.write { transaction in
      var plan = try transaction.storedCampaign(id).plan
      plan.proofingPlace = place
      plan.windows = [CampaignWindow(.proofing, Self.days)]
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute("UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(id)])
    }
    if isOpen { desk.province.time.advance(days: 3) }
  }

  func graduate(_ number: Int) async throws -> SignedInGraduate {
    SignedInGraduate(
      personID: try await desk.desk.id(number), campaignID: campaignID, institutionID: liaison.institutionID)
  }

  func shown(_ number: Int) async throws -> ShownProof { try await center.shownProof(to: graduate(number)) }

  /// Answers what is shown now.
  @discardableResult
  func answer(
    _ number: Int, _ complaint: TypedComplaint? = nil, seen: ShownProof? = nil, evidence: [UInt8]? = nil
  ) async throws -> ProofReceipt {
    let shown = if let seen { seen } else { try await shown(number) }
    let version = try #require(shown.version)
    return try await center.answerProof(
      HandedInProof(seen: version, round: shown.round, complaint: complaint, evidence: evidence), by: graduate(number))
  }

  /// The code on somebody's slip.
  func code(_ number: Int) async throws -> String {
    _ = try await center.proofSlips(of: desk.first, campaignID: campaignID, by: liaison)
    let (id, campaign) = (try await desk.desk.id(number), campaignID)
    return try #require(try await center.records.read { try $0.codeInForce(of: id, campaign) }).code
  }

  func signIn(_ number: Int, name: String, secret: String) async throws -> GraduateSignedIn {
    try await center.signInGraduate(
      GraduateSignIn(studentNumber: "20100000\(1000 + number)", name: name, secret: secret), campaignID: campaignID,
      from: place)
  }

  /// Corrects a field by hand, as the roster's keeper does.
  func change(_ number: Int, _ column: RosterColumn, to value: String) async throws {
    let record = try await center.graduate(desk.desk.id(number), campaignID: campaignID, by: liaison)
    _ = try await center.changeGraduate(
      record.id, campaignID: campaignID, column: column, to: value, version: record.version, by: liaison)
  }

  func count(_ sql: String) async throws -> Int { try await desk.count(sql) }
}
