import GraduatePhotos
import Storage

extension Transaction {
  /// Rebinds shots of a visit after its day (A7, promise 2): a happening like a station's own repair, all of it or nothing.
  ///
  /// Portraits of who turns out to be somebody else are withdrawn with it and wait for release anew.
  ///
  /// - why: the sentence that stands beside it.
  /// - second: the account of whoever looked and agreed before the actor did.
  /// - shelf: where the visit's log may be known already.
  /// - Throws: `ShiftRefusal` when a shot is bound otherwise by now.
  func repairShots(
    _ repair: ShiftRepair, of visitNumber: Int, campaignID: String, why: String, second: String, shelf: VisitShelf,
    by actor: some SignedIn
  ) throws {
    var visit = try newest(shelf.visit(campaignID, visitNumber))
    _ = try repair.applied(to: visit.log.bindings)
    let station = "door-\(campaignID)-\(visitNumber)"
    let last = try row(
      """
      SELECT sequence, happened_at FROM happening WHERE campaign_id = ? AND visit_number = ? AND station_id = ?
      ORDER BY sequence DESC LIMIT 1
      """, [.text(campaignID), .int(visitNumber), .text(station)])
    let id = identifier()
    let happening = Happening(
      id: id, station: station, sequence: try last.map { try $0.int("sequence") + 1 } ?? 1,
      at: max(now, try last?.integer("happened_at") ?? 0), by: actor.accountID,
      deed: .repaired(RepairDeed(id: id, repair: repair, why: why, second: second)))
    let before = visit.log
    visit.ordinal = try insert(happening, packetID: nil, visit)
    visit.log.take([happening])
    try VisitTables(self, campaignID, visitNumber, because: happening, packetID: nil).bring(from: before, to: visit.log)
    try journal(happening, visit, by: actor)
  }
}
