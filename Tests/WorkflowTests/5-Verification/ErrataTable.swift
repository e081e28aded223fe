import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// The verification's desk with errata on it, and a clerk of the head office.
struct ErrataTable {
  let desk: CheckDesk
  let clerk: Clerk

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var liaison: Liaison { desk.liaison }
  var today: CalendarDay { CalendarDay(milliseconds: desk.province.time.now) }

  init(on engine: SQLEngine) async throws {
    desk = try await CheckDesk(on: engine)
    clerk = Clerk(accountID: try await desk.province.account(.clerk, "clerk"))
  }

  /// An erratum as the institution types it; `old` is what stands there now.
  func draft(
    _ number: Int, _ field: RosterColumn, to new: String, old: String? = nil, claim: String? = nil,
    evidence: ErratumEvidence = ErratumEvidence(.identityCard)
  ) async throws -> ErratumDraft {
    let person = try await center.errataPerson(desk.desk.id(number), campaignID: campaignID, by: liaison)
    return ErratumDraft(
      person: person.id, kind: .wrongData, field: field, old: old ?? person[field], new: new, evidence: evidence,
      handler: "王经手", day: today, claim: claim)
  }

  func shift(_ number: Int, old: String, new: String) async throws -> ErratumDraft {
    ErratumDraft(
      person: try await desk.desk.id(number), kind: .shifted, field: .plannedSerial, old: old, new: new,
      evidence: ErratumEvidence(.ownWord), handler: "王经手", day: today)
  }

  /// Their ids; fails the test when they are refused.
  @discardableResult
  func propose(_ drafts: [ErratumDraft], operation: String? = nil) async throws -> [String] {
    switch try await center.proposeErrata(
      drafts, campaignID: campaignID, operation: operation ?? center.freshToken(), by: liaison)
    {
    case .written(let ids): return ids
    case .refused(let problems):
      Issue.record("\(problems)")
      return []
    }
  }

  func refusals(_ drafts: [ErratumDraft]) async throws -> [Int: any Refusal] {
    switch try await center.proposeErrata(drafts, campaignID: campaignID, operation: center.freshToken(), by: liaison) {
    case .written: [:]
    case .refused(let problems): problems
    }
  }

  /// The form of all that is proposed, with its stamped page uploaded.
  @discardableResult
  func seal() async throws -> String {
    let form = try await center.handInErrataForm(campaignID: campaignID, by: liaison)
    let printed = try await center.printErrataForm(form, by: liaison)
    _ = try await center.sealErrataForm(form, byPage: printed.pdf, by: liaison)
    return form
  }

  func decide(
    _ ids: [String], _ outcome: ErratumDecision.Outcome = .accepted, remark: String = "", operation: String? = nil
  ) async throws -> ErrataDecided {
    try await center.decideErrata(
      ids, as: ErratumDecision(outcome, remark: remark), campaignID: campaignID,
      operation: operation ?? center.freshToken(), by: clerk)
  }

  func lines(_ filter: ErrataFilter = .open, by reader: (any VerificationReader)? = nil) async throws -> [ErratumLine] {
    let reader: any VerificationReader = reader ?? liaison
    return try await center.errata(campaignID: campaignID, filter: filter, by: reader).lines
  }

  func value(_ number: Int, _ field: RosterColumn) async throws -> String {
    try await center.errataPerson(desk.desk.id(number), campaignID: campaignID, by: liaison)[field]
  }

  /// A filled-in form in a file.
  func file(_ rows: [[String]]) throws -> String {
    let header = ["序号", "学校代码", "拍摄序号", "错误字段", "错误内容", "正确内容", "姓名", "学号", "身份证号", "错误类型", "经手人", "日期"]
    return try desk.desk.file(([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\r\n"))
  }

  func read(_ rows: [[String]]) async throws -> ErrataPreview {
    try await center.readErrataFile(path: file(rows), fileName: "勘误表.csv", campaignID: campaignID, by: liaison)
  }
}
