import GraduatePhotos
import Storage

/// An order that was placed.
public struct ReprintPlaced: Sendable, Hashable, Codable {
  public let id: String
  public let number: String
}

/// Somebody of a class for whom photos can be ordered.
public struct ReprintCandidate: Sendable, Identifiable {
  public let id: String
  /// Empty in code mode.
  public let name: String
  /// Student number; in code mode the end of our own.
  public let number: String
  /// 拍摄序号; nil without a released portrait, and then nothing can be ordered.
  public let serial: Int?
}

extension CollectionCenter {
  /// Everybody who is due in a class, in roster order.
  public func reprintCandidates(
    _ group: CheckedClass, campaignID: String, by buyer: any ReprintBuyer
  ) async throws -> [ReprintCandidate] {
    try await records.read { transaction in
      let people = Transaction.people(in: try transaction.storedCampaign(campaignID).plan.regime)
      let (condition, arguments) = group.place(campaignID).condition(buyer.graduateScope, of: people.alias)
      return try transaction.rows(
        """
        SELECT \(people.alias).id, \(people.names), t.serial
        FROM \(people.table) \(Portrait.present(of: people.alias))
        WHERE \(condition) AND NOT \(people.hasLeft) ORDER BY student_number, \(people.alias).id
        """, arguments
      ).map { row in
        let id = try row.text("id")
        let number = try row.text("student_number")
        return ReprintCandidate(
          id: id, name: try row.text("name"), number: number.isEmpty ? PersonEnd.of(id) : number,
          serial: try row.optionalInt("serial"))
      }
    }
  }

  /// Orders further prints (加洗) for people with a released portrait, at the campaign's price of this moment (A3, A10).
  ///
  /// - wishes: each with the person's id.
  /// - operation: of the page that was sent; said twice it is one order.
  /// - Throws: `ReprintRefusal` for numbers out of bounds, `ReprintDeskRefusal`.
  public func placeReprintOrder(
    _ wishes: [ReprintOrder<String>.Line], note: String, campaignID: String, operation: String, by buyer: any ReprintBuyer
  ) async throws -> ReprintPlaced {
    let order = try ReprintOrder(wishes)
    let note = try note.reprintText("备注", limit: ReprintLimits.noteCharacters)
    return try await records.once("\(operation):\(buyer.accountID)", kind: "reprint-order") { transaction in
      try transaction.placeReprintOrder(order, note: note, campaignID: campaignID, by: buyer)
    }
  }
}

extension Transaction {
  fileprivate func placeReprintOrder(
    _ order: ReprintOrder<String>, note: String, campaignID: String, by buyer: any ReprintBuyer
  ) throws -> ReprintPlaced {
    let campaign = try storedCampaign(campaignID)
    let people = Self.people(in: campaign.plan.regime)
    let (condition, arguments) = buyer.graduateScope.condition(campaignID: campaignID, of: people.alias)
    for person in Set(order.lines.map(\.person)).sorted() {
      let found = try row(
        """
        SELECT \(people.alias).id, \(people.names), p.id AS portrait FROM \(people.table) \(Portrait.present(of: people.alias))
        WHERE \(people.alias).id = ? AND \(condition) AND NOT \(people.hasLeft)
        """, [.text(person)] + arguments)
      guard let found else { throw ReprintDeskRefusal.personUnknown }
      guard try found.optionalText("portrait") != nil else {
        let number = try found.text("student_number")
        throw ReprintDeskRefusal.noPortrait(number.isEmpty ? PersonEnd.of(person) : number)
      }
    }
    let id = identifier()
    let number = try nextReprintNumber(campaign, institutionID: buyer.institutionID)
    let price: SQLValue = campaign.plan.reprintPrice.map { .int($0.count) } ?? .null
    try execute(
      """
      INSERT INTO reprint_order (id, campaign_id, institution_id, number, price_fen, note, placed_by, placed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(buyer.institutionID), .text(number), price, .text(note), .text(buyer.accountID),
        .integer(now),
      ])
    try sql.insertMany(
      into: "reprint_line", columns: ["order_id", "position", "person_id", "size", "copies"],
      rows: order.lines.enumerated().map { position, line in
        [.text(id), .int(position), .text(line.person), .text(line.size.rawValue), .int(line.copies)]
      })
    try journal(
      JournalLine(
        action: .reprintOrdered, recordKind: "reprint", recordID: id, campaignID: campaignID,
        details: [
          "number": number, "heads": String(Set(order.lines.map(\.person)).count), "photos": String(order.photos()),
        ]), by: buyer)
    return ReprintPlaced(id: id, number: number)
  }

  /// 「加-10730-2014-001」: counted within an institution and a campaign; of two at once one waits for the other.
  private func nextReprintNumber(_ campaign: StoredCampaign, institutionID: String) throws -> String {
    let code = try row("SELECT code FROM institution WHERE id = ?", [.text(institutionID)])?.text("code") ?? ""
    let count = try count(
      "SELECT COUNT(*) AS n FROM reprint_order WHERE campaign_id = ? AND institution_id = ?",
      [.text(campaign.id), .text(institutionID)])
    let serial = String(count + 1)
    return "加-\(code)-\(campaign.year)-\(String(repeating: "0", count: max(0, 3 - serial.count)))\(serial)"
  }
}
