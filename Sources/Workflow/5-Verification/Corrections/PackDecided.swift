import GraduatePhotos
import Storage

extension CollectionCenter {
  /// The work of `JobKind.packCorrection`: what was accepted at once becomes one package, which is mailed.
  public func packingWork() -> JobWork { { job in try await packDecided(job.payload) } }

  /// Packs records as they are by now: whoever was corrected again meanwhile gets the newest value, which his next package says too.
  ///
  /// Who was erased or has left since is left out.
  func packDecided(_ correctionID: String) async throws -> JobOutcome {
    guard let decided = try await records.read({ try $0.decidedCorrection(correctionID) }), !decided.records.records.isEmpty
    else { return .done }
    do {
      _ = try await packCorrection(decided.records, by: decided.clerk)
      return .done
    } catch let refusal as any Refusal { return .poison(reason: "\(refusal.message)。\(refusal.hint)") }
  }
}

extension Transaction {
  /// What was put right at once with the records that hold it, and the clerk who accepted it; nil for no such correction.
  func decidedCorrection(_ id: String) throws -> (records: CorrectedRecords, clerk: Clerk)? {
    let found = try row(
      "SELECT campaign_id, institution_id, number, made_by FROM correction WHERE id = ?", [.text(id)])
    guard let found else { return nil }
    let (campaignID, institutionID) = (try found.text("campaign_id"), try found.text("institution_id"))
    let changes = try correctedValues(id)
    let basis = try deliveryBasis(campaignID: campaignID, institutionID: institutionID)
    let paths = try deliveredPaths(basis)
    let records = basis.people.compactMap { person in
      changes[person.id].map { values in
        let path = paths[person.id].flatMap { $0.sha256 == person.line.sha256 ? $0.path : nil } ?? ""
        return CorrectedRecords.Record(line: person.line, photoPath: path, changes: values)
      }
    }
    let corrected = CorrectedRecords(
      correctionID: id, campaignID: campaignID, institutionID: institutionID, number: try found.text("number"),
      records: records)
    return (corrected, Clerk(accountID: try found.text("made_by")))
  }

  /// By person; who was erased has none.
  private func correctedValues(_ id: String) throws -> [String: [CorrectedRecords.Change]] {
    var values: [String: [CorrectedRecords.Change]] = [:]
    let rows = try rows(
      """
      SELECT graduate_id, field, old_sealed, new_sealed FROM correction_line WHERE correction_id = ? ORDER BY graduate_id, field
      """, [.text(id)])
    for row in rows {
      let (person, code) = (try row.text("graduate_id"), try row.text("field"))
      let record = CorrectedValue.record(id, code)
      guard let column = RosterColumn(rawValue: code),
        let old = try openForGraduate(person, row.blob("old_sealed"), as: record + ":old"),
        let new = try openForGraduate(person, row.blob("new_sealed"), as: record + ":new")
      else { continue }
      values[person, default: []].append(
        CorrectedRecords.Change(column, old: String(decoding: old, as: UTF8.self), new: String(decoding: new, as: UTF8.self)))
    }
    return values
  }

  /// Where portraits lie on the institution's newest disc, by person.
  private func deliveredPaths(_ basis: DeliveryBasis) throws -> [String: (path: String, sha256: String)] {
    guard let previous = basis.previous else { return [:] }
    let delivery = try storedDelivery(previous.id, campaignID: basis.campaign.id)
    var paths: [String: (path: String, sha256: String)] = [:]
    for item in try deliveryItems(of: delivery) {
      guard let placed = item.opened?.placed(of: item, delivery) else { continue }
      paths[item.personID] = (placed.path, item.sha256)
    }
    return paths
  }
}
