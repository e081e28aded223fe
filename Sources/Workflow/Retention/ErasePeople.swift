import GraduatePhotos
import Storage

/// What stands in place of what was erased, so that lists of a campaign whose time is over still read as lists.
enum ErasedText {
  static let name = "已抹除"
}

extension Transaction {
  /// Takes the next people's identity away; what lies under their own keys can be opened by nobody afterwards.
  ///
  /// - after: the last id that was looked at.
  func erasePeople(_ order: EraseOrder, after: String) throws -> ErasedRows {
    let alias = Self.people(in: order.regime).alias
    let ids = try rows(
      """
      SELECT \(alias).id FROM \(Self.people(in: order.regime).table) WHERE \(alias).campaign_id = ? AND \(alias).id > ?
        AND NOT EXISTS (SELECT 1 FROM erased_person e WHERE e.person_id = \(alias).id)
      ORDER BY \(alias).id LIMIT \(RetentionLimits.rowsInStep)
      """, [.text(order.campaignID), .text(after)]
    ).map { try $0.text("id") }
    for id in ids {
      switch order.regime {
      case .roster: try eraseGraduate(id)
      case .code: try eraseCode(id)
      }
      try eraseSignIn(id, order.campaignID)
      try execute("DELETE FROM graduate_key WHERE graduate_id = ?", [.text(id)])
      try execute("INSERT INTO erased_person (person_id, erase_id) VALUES (?, ?)", [.text(id), .text(order.id)])
    }
    return ErasedRows(people: ids.count, last: ids.last)
  }

  private func eraseGraduate(_ id: String) throws {
    // Sex stays: it is counted, and says who nobody is. Every record stays one of its own: the slot keeps numbers apart, and nobody's index is another one's.
    try execute(
      """
      UPDATE graduate SET name = ?, student_number = '', id_kind = ?, id_sealed = ?, id_key = ?, id_index = ?,
        id_masked = ?, preset_serial = '', expected_on = '', extras = '{}', slot = id WHERE id = ?
      """,
      [
        .text(ErasedText.name), .text(IDNumberKind.other.rawValue), .blob(try keys.seal(Array(ErasedText.name.utf8), as: id)),
        .text(keys.encryptionKeyID), .blob(chance.bytes(32)), .text(ErasedText.name), .text(id),
      ])
    try execute("DELETE FROM graduate_version WHERE graduate_id = ?", [.text(id)])
    try execute("UPDATE absence SET reason = '' WHERE graduate_id = ?", [.text(id)])
    // Why somebody's picture is judged otherwise is about his health or faith.
    try execute("UPDATE special_case SET ground = 'other', instruction = '' WHERE graduate_id = ?", [.text(id)])
  }

  private func eraseCode(_ id: String) throws {
    try execute(
      "UPDATE collection_code SET code_sealed = ?, code_key = ?, code_index = ? WHERE id = ?",
      [
        .blob(try keys.seal(Array(ErasedText.name.utf8), as: SealedValues.collectionCodes.record([id]))),
        .text(keys.encryptionKeyID), .blob(chance.bytes(32)), .text(id),
      ])
  }

  private func eraseSignIn(_ id: String, _ campaignID: String) throws {
    for table in ["proof_code", "graduate_password", "graduate_session"] {
      try execute("DELETE FROM \(table) WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(id)])
    }
  }

  /// What people typed about somebody: once nobody is named any more, nothing is understood by it.
  func eraseWords(of campaignID: String) throws {
    let claims = "SELECT id FROM claim WHERE campaign_id = ?"
    let errata = "SELECT id FROM erratum WHERE campaign_id = ?"
    let letters = "SELECT a.id FROM missing_answer a JOIN missing_letter l ON l.id = a.letter_id WHERE l.campaign_id = ?"
    let exemptions = "SELECT id FROM fee_exemption WHERE campaign_id = ?"
    let texts = [
      "UPDATE claim_ended SET why = '' WHERE claim_id IN (\(claims))",
      "UPDATE class_check_reopened SET why = '' WHERE class_check_id IN (SELECT id FROM class_check WHERE campaign_id = ?)",
      "UPDATE erratum_decided SET reason = '', remark = '' WHERE erratum_id IN (\(errata))",
      "UPDATE missing_answer SET remark = '' WHERE id IN (\(letters))",
      "UPDATE missing_answer_withdrawn SET why = '' WHERE answer_id IN (\(letters))",
      "UPDATE release_returned SET reason = '' WHERE campaign_id = ?",
      "UPDATE portrait_withdrawn SET why = '' WHERE portrait_id IN (SELECT id FROM portrait WHERE campaign_id = ?)",
      "UPDATE person_excused SET reason = '' WHERE campaign_id = ?",
      "UPDATE proof_grant SET why = '' WHERE campaign_id = ?",
      "UPDATE fee_exemption_decided SET why = '' WHERE exemption_id IN (\(exemptions))",
      "UPDATE fee_exemption_withdrawn SET why = '' WHERE exemption_id IN (\(exemptions))",
      "UPDATE reprint_order SET note = '' WHERE campaign_id = ?",
      "UPDATE check_in SET why = '' WHERE campaign_id = ? AND manner = 'exception'",
    ]
    for text in texts { try execute(text, [.text(campaignID)]) }
  }

  /// Names of people on no list.
  func eraseSpares(of campaignID: String) throws {
    let spares = try rows(
      """
      SELECT h.id, h.body_sealed, h.key_id FROM happening h WHERE h.campaign_id = ? AND h.kind = 'spare' ORDER BY h.id
      """, [.text(campaignID)])
    for row in spares {
      let (id, record) = (try row.text("id"), SealedValues.happenings.record([try row.text("id")]))
      var happening = try HappeningJSON.happening(keys.open(row.blob("body_sealed"), under: row.text("key_id"), as: record))
      guard case .spare(var person) = happening.deed else { continue }
      (person.name, person.number, person.note) = (ErasedText.name, "", "")
      happening.deed = .spare(person)
      try execute(
        "UPDATE happening SET body_sealed = ?, key_id = ? WHERE id = ?",
        [.blob(try keys.seal(HappeningJSON.bytes(happening), as: record)), .text(keys.encryptionKeyID), .text(id)])
      let body = Array(try CampaignJSON.text(person).utf8)
      try execute(
        "UPDATE spare_person SET body_sealed = ?, key_id = ? WHERE id = ?",
        [
          .blob(try keys.seal(body, as: SealedValues.sparePersons.record([person.id]))), .text(keys.encryptionKeyID),
          .text(person.id),
        ])
    }
  }

  /// What a packet told stands in its happening; the packet itself is asked for no more.
  func erasePackets(_ order: EraseOrder, after: String) throws -> ErasedRows {
    let ids = try rows(
      "SELECT id FROM station_packet WHERE campaign_id = ? AND id > ? ORDER BY id LIMIT \(RetentionLimits.rowsInStep)",
      [.text(order.campaignID), .text(after)]
    ).map { try $0.text("id") }
    for id in ids {
      try execute(
        "UPDATE station_packet SET body_sealed = ?, key_id = ? WHERE id = ?",
        [.blob(try keys.seal([], as: SealedValues.packets.record([id]))), .text(keys.encryptionKeyID), .text(id)])
    }
    return ErasedRows(last: ids.last)
  }
}
