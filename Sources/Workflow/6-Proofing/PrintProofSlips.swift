import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// Codes for those of a class who need one.
public struct ProofSlips: Sendable {
  public let file: KeptFile
  public let count: Int
}

extension CollectionCenter {
  /// 校对码条 of a class as PDF, ten on a page: of who is due and has no password of his own yet; a code that was printed is printed again.
  ///
  /// One journal line for each printing (who has these pages can come in).
  /// - Throws: `ProofDeskRefusal.noSlips`, `PrintRefusal.undrawable`.
  public func proofSlips(
    of group: CheckedClass, campaignID: String, by keeper: any ProofKeeper
  ) async throws -> ProofSlips {
    let address = publicAddress
    let (paper, now) = try await records.write { transaction -> (ProofSlipPaper, Int64) in
      let campaign = try transaction.storedCampaign(campaignID)
      let paper = try transaction.slipPaper(
        of: try transaction.slipPeople(of: group, campaign, keeper), campaign, address: address, by: keeper)
      guard !paper.slips.isEmpty else { throw ProofDeskRefusal.noSlips }
      // Named as every other line of a class, so that its people find who could have come in with their codes.
      try transaction.journal(
        JournalLine(
          action: .proofSlipsPrinted, recordKind: "class", recordID: keeper.institutionID, campaignID: campaignID,
          details: ["department": group.department, "class": group.classGroup, "slips": String(paper.slips.count)]),
        by: keeper)
      return (paper, transaction.now)
    }
    let bytes = try await desks.prints.work { try paper.pdf(createdAt: now / 1000) }
    return ProofSlips(
      file: KeptFile(bytes: bytes, fileName: "\(group.classGroup)_校对码条.pdf", contentType: PreparedFile.pdf),
      count: paper.slips.count)
  }

  /// A new code for one graduate who lost slip or password, after his card was seen: password and sessions end with it.
  ///
  /// - operation: of the page; sent twice it is one reset, and the slip with the code that is good is printed again.
  /// - Throws: `ProofDeskRefusal.personUnknown`, `PrintRefusal.undrawable`.
  public func resetProofCode(
    of person: String, campaignID: String, operation: String, by keeper: any ProofKeeper
  ) async throws -> ProofSlips {
    let address = publicAddress
    let (paper, now) = try await records.write { transaction -> (ProofSlipPaper, Int64) in
      let campaign = try transaction.storedCampaign(campaignID)
      let found = try transaction.personInReach(person, campaign, keeper)
      _ = try transaction.answerOnce("\(operation):\(keeper.accountID)", kind: "proof-reset \(person)") { transaction in
        let number = try transaction.makeCode(of: person, campaignID, by: keeper).number
        try transaction.execute(
          "DELETE FROM graduate_password WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(person)])
        try transaction.endGraduateSessions(of: person, campaignID)
        try transaction.journal(
          JournalLine(
            action: .proofCodeReset, recordKind: "graduate", recordID: person, campaignID: campaignID,
            graduateID: campaign.plan.regime == .roster ? person : nil), by: keeper)
        return number
      }
      return (try transaction.slipPaper(of: [found], campaign, address: address, by: keeper), transaction.now)
    }
    let bytes = try await desks.prints.work { try paper.pdf(createdAt: now / 1000) }
    return ProofSlips(file: KeptFile(bytes: bytes, fileName: "校对码条.pdf", contentType: PreparedFile.pdf), count: 1)
  }
}

extension Transaction {
  /// Who is due in the class, within the keeper's part, and has no password yet.
  fileprivate func slipPeople(
    of group: CheckedClass, _ campaign: StoredCampaign, _ keeper: any ProofKeeper
  ) throws -> [ProofPerson] {
    let people = Self.people(in: campaign.plan.regime)
    let (condition, arguments) = keeper.proofScope.condition(campaignID: campaign.id, of: people.alias)
    return try proofPeople(
      campaign.proofKind, campaign.plan.regime,
      (
        """
        \(condition) AND \(people.alias).department = ? AND \(people.alias).class_group = ? AND NOT EXISTS (SELECT 1
          FROM graduate_password w WHERE w.campaign_id = \(people.alias).campaign_id AND w.person_id = \(people.alias).id)
        """, arguments + [.text(group.department), .text(group.classGroup)]
      ), order: "ORDER BY student_number, \(people.alias).id")
  }

  fileprivate func slipPaper(
    of people: [ProofPerson], _ campaign: StoredCampaign, address: String, by keeper: any ProofKeeper
  ) throws -> ProofSlipPaper {
    let terms = campaign.proofTerms
    let slips = try people.map { person in
      let code = try codeInForce(of: person.id, campaign.id) ?? makeCode(of: person.id, campaign.id, by: keeper)
      return ProofSlipPaper.Slip(
        name: person.name, number: person.studentNumber.isEmpty ? PersonEnd.of(person.id) : person.studentNumber,
        group: person.classGroup, code: ProofCode.grouped(code.code))
    }
    return ProofSlipPaper(
      campaign: campaign.plan.title, institution: try institutionName(keeper.institutionID, in: campaign.year) ?? "",
      window: terms.chineseName + (terms.days.map { "：\($0.chinese)" } ?? "时间另行通知"),
      address: address + GraduateAddress.path(campaignID: campaign.id), slips: slips,
      hasPasswords: campaign.plan.regime == .roster)
  }

  /// Somebody who is due and in the reader's part.
  ///
  /// - Throws: `ProofDeskRefusal.personUnknown`.
  func personInReach(_ id: String, _ campaign: StoredCampaign, _ watcher: any ProofWatcher) throws -> ProofPerson {
    let people = Self.people(in: campaign.plan.regime)
    let (condition, arguments) = watcher.proofScope.condition(campaignID: campaign.id, of: people.alias)
    let found = try proofPeople(
      campaign.proofKind, campaign.plan.regime, ("\(condition) AND \(people.alias).id = ?", arguments + [.text(id)]))
    guard let person = found.first else { throw ProofDeskRefusal.personUnknown }
    return person
  }
}

/// Where graduates of a campaign sign in: short enough to be typed from a slip.
public enum GraduateAddress {
  public static func path(campaignID: String) -> String { "/my/" + ShortKey.campaign(campaignID) }
}
