import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Freezes who is filed now and as what: picture, fields, and whether he confirmed them (A11, promise 4).
  ///
  /// Nothing is packed yet: the archive is made of what is frozen, the same bytes each time.
  ///
  /// - seen: of the preview that was looked at.
  /// - operation: of the page; sent twice it is one filing.
  ///
  /// - Returns: the filing's id.
  /// - Throws: `FilingRefusal`.
  public func makeFiling(
    of institutionID: String, campaignID: String, profile: String, seen: String, operation: String, by filer: any Filer
  ) async throws -> String {
    guard !operation.trimmed.isEmpty else { throw FilingRefusal.formUsed }
    let profile = try Self.filingProfile(profile)
    let lock = DeliveryLock.fresh(chance)
    do {
      return try await records.once("\(operation):\(filer.accountID)", kind: "filing \(institutionID)") { transaction in
        let basis = try transaction.filingBasis(profile, campaignID: campaignID, institutionID: institutionID, by: filer)
        guard !basis.ready.isEmpty else { throw FilingRefusal.nobody }
        guard basis.contentHash == seen else { throw FilingRefusal.changedMeanwhile }
        return try transaction.insertFiling(basis, lock, by: filer)
      }
    } catch is OperationReused { throw FilingRefusal.formUsed }
  }
}

/// What is frozen of somebody: values in the order of the layout's columns.
struct FiledRecord: Codable {
  let values: [String]
  let photoName: String
  /// 校对回执编号; empty for none.
  let receipt: String
}

extension Transaction {
  fileprivate func insertFiling(_ basis: FilingBasis, _ lock: DeliveryLock, by filer: any Filer) throws -> String {
    let previous = try filings(of: basis.institutionID, basis.campaign.id).first
    if let previous, previous.contentHash == basis.contentHash { throw FilingRefusal.unchanged(previous.number) }
    let id = identifier()
    let ordinal = (previous?.ordinal ?? 0) + 1
    let place = try rosterPlace(campaignID: basis.campaign.id, institutionID: basis.institutionID).place
    let number = DeliveryBasis.number(of: place, letter: "B", ordinal)
    try execute(
      """
      INSERT INTO filing (id, campaign_id, institution_id, ordinal, number, filed_on, campaign_title, institution_code,
        institution_name, profile, previous_id, content_hash, signing_key, lock_sealed, key_id, people, held, made_by,
        made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(basis.campaign.id), .text(basis.institutionID), .int(ordinal), .text(number), .text(basis.day.compact),
        .text(basis.campaign.plan.title), .text(basis.institutionCode), .text(basis.institutionName),
        .text(try CampaignJSON.text(basis.rule.profile)), .optional(previous?.id), .text(basis.contentHash),
        .text(keys.signingKeyID),
        .blob(try keys.seal(JSONEncoder().encode(lock), as: StoredFiling.lockRecord(id))), .text(keys.encryptionKeyID),
        .int(basis.ready.count), .int(basis.people.count - basis.ready.count), .text(filer.accountID), .integer(now),
      ])
    for (position, person) in basis.ready.enumerated() { try insertItem(person, at: position, of: id, basis.rule) }
    try insertChanges(basis, id, previous?.id)
    try journal(
      JournalLine(
        action: .filingMade, recordKind: "filing", recordID: id, campaignID: basis.campaign.id,
        details: [
          "number": number, "institution": basis.institutionID, "profile": basis.rule.profile.id,
          "people": String(basis.ready.count),
          "held": String(basis.people.count - basis.ready.count), "content": basis.contentHash,
        ]), by: filer)
    return id
  }

  private func insertItem(_ person: FilingPerson, at position: Int, of filing: String, _ rule: FilingRule) throws {
    let record = FiledRecord(
      values: rule.profile.columns.map { rule.value($0, of: person.candidate) }, photoName: person.candidate.photoName,
      receipt: person.receipt)
    let id = person.candidate.id
    try execute(
      """
      INSERT INTO filing_item (filing_id, position, person_id, portrait_id, sha256, byte_count, confirmation, sealed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(filing), .int(position), .text(id), .text(person.portraitID ?? ""), .text(person.sha256), .int(person.byteCount),
        .text(rule.confirmation(of: person.candidate).rawValue),
        .blob(try sealForGraduate(id, Array(JSONEncoder().encode(record)), as: StoredFiling.itemRecord(filing, id))),
      ])
  }

  /// Against the filing before: who came, who is filed otherwise, who is filed no more.
  private func insertChanges(_ basis: FilingBasis, _ id: String, _ previous: String?) throws {
    guard let previous else { return }
    var before: [String: (sha256: String, confirmation: String, sealed: [UInt8])] = [:]
    for row in try rows(
      "SELECT person_id, sha256, confirmation, sealed FROM filing_item WHERE filing_id = ?", [.text(previous)])
    {
      before[try row.text("person_id")] = (try row.text("sha256"), try row.text("confirmation"), try row.blob("sealed"))
    }
    for person in basis.ready {
      let personID = person.candidate.id
      guard let old = before.removeValue(forKey: personID) else {
        try insertChange(id, personID, "added")
        continue
      }
      let plain = try openForGraduate(personID, old.sealed, as: StoredFiling.itemRecord(previous, personID))
      let record = try plain.map { try JSONDecoder().decode(FiledRecord.self, from: Data($0)) }
      let values = basis.rule.profile.columns.map { basis.rule.value($0, of: person.candidate) }
      let titles = zip(basis.rule.profile.columns, zip(values, record?.values ?? [])).filter { $1.0 != $1.1 }.map(\.0.title)
      if old.sha256 != person.sha256 {
        try insertChange(id, personID, "portrait", titles)
      } else if record?.values != values || record?.photoName != person.candidate.photoName {
        try insertChange(id, personID, "data", titles)
      } else if old.confirmation != basis.rule.confirmation(of: person.candidate).rawValue {
        try insertChange(id, personID, "confirmation")
      }
    }
    for personID in before.keys.sorted() { try insertChange(id, personID, "removed") }
  }

  private func insertChange(_ filing: String, _ person: String, _ kind: String, _ titles: [String] = []) throws {
    try execute(
      "INSERT INTO filing_change (filing_id, person_id, kind, columns) VALUES (?, ?, ?, ?)",
      [.text(filing), .text(person), .text(kind), .text(titles.joined(separator: "、"))])
  }
}
