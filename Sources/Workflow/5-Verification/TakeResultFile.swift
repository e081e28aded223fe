import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// What became of a result file that an institution handed in, person by person.
public struct ResultFileTaken: Sendable, Hashable, Codable {
  /// Of the delivery that was checked.
  public var delivery: String
  public var right = 0
  /// People with a finding; each opened a claim or went on with one.
  public var found = 0
  /// Said the same before.
  public var known = 0
  /// Judged later, or with a finding that is not taken back by a disc: that holds.
  public var later = 0
  /// Picture or data are others by now: somebody looks again.
  public var outdated = 0
  /// Of classes that are signed off.
  public var sealed = 0
  /// No longer due.
  public var gone = 0
  /// On the disc, and nobody looked.
  public var open = 0

  public init(delivery: String) { self.delivery = delivery }

  /// Bytes and people of a file.
  public static let fileBytes = ViewerLimits.resultBytes
  public static let mostPeople = ViewerLimits.people
}

extension CollectionCenter {
  /// Takes what the page on a disc saved: its verdicts stand as if they had been given here, by whoever is named there.
  ///
  /// The file has to be about a delivery of the institution, with the picture and data that were delivered. All of it is taken or nothing;
  /// handed in again it changes nothing.
  ///
  /// - path: of the file as it was uploaded.
  /// - operation: of the page that was sent.
  /// - Throws: `VerificationRefusal`; `DeliveryDeskRefusal.erased`; `ClassCheckRefusal.operation`.
  public func takeResultFile(
    _ path: String, campaignID: String, operation: String, by liaison: Liaison
  ) async throws -> ResultFileTaken {
    try ClassCheckRefusal.check(operation)
    let file = try await desks.prints.work {
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      guard size <= ViewerLimits.resultBytes else { throw VerificationRefusal.tooLarge(bytes: size) }
      return try VerificationFile.read([UInt8](try Data(contentsOf: URL(filePath: path))))
    }
    return try await records.once("\(operation):\(liaison.accountID)", kind: "result-file") { transaction in
      try transaction.take(file, campaignID, by: liaison)
    }
  }
}

extension Transaction {
  fileprivate func take(_ file: VerificationFile, _ campaignID: String, by liaison: Liaison) throws -> ResultFileTaken {
    let place = try rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
    guard file.disc.institutionCode == place.institutionCode else {
      throw VerificationRefusal.otherInstitution(code: file.disc.institutionCode)
    }
    let delivery = try delivery(of: file, place)
    let items = try deliveryItems(of: delivery)
    let volume = try volume(of: file, delivery)
    try file.check(against: try viewer(of: delivery, volume: volume, items: items))

    let delivered = Dictionary(items.map { ($0.personID, $0) }, uniquingKeysWith: { first, _ in first })
    let people = try delivery.regime == .code ? checkedCodes(place) : everybodyToCheck(place, by: liaison)
    let present = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var taken = ResultFileTaken(delivery: delivery.number)
    taken.open = file.classes.reduce(0) { $0 + $1.open }
    let given = GivenPlace(campaignID: campaignID, institutionID: liaison.institutionID)
    for verdict in file.people {
      try take(verdict, file, delivered[verdict.id], present[verdict.id], given, &taken, by: liaison)
    }
    try journal(
      JournalLine(
        action: .resultFileTaken, recordKind: "delivery", recordID: delivery.id, campaignID: campaignID,
        details: [
          "number": delivery.number, "right": String(taken.right), "found": String(taken.found),
          "outdated": String(taken.outdated), "open": String(taken.open),
        ]), by: liaison)
    return taken
  }

  private func take(
    _ verdict: PersonVerdict, _ file: VerificationFile, _ delivered: StoredDeliveryItem?, _ person: CheckedPerson?,
    _ given: GivenPlace, _ taken: inout ResultFileTaken, by liaison: Liaison
  ) throws {
    guard let person else {
      taken.gone += 1
      return
    }
    guard let delivered, person.isAsDelivered(delivered) else {
      taken.outdated += 1
      return
    }
    if try isTold(verdict, given) {
      taken.known += 1
      return
    }
    if let standing = person.verdict, verdict.yields(to: standing, now: now) {
      taken.later += 1
      return
    }
    do {
      let receipt = try putVerdict(
        verdict, about: person, given, way: .disc(checker: file.checkers[verdict.checker], at: verdict.at), by: liaison)
      guard receipt.isNew else {
        taken.known += 1
        return
      }
      if verdict.verdicts == [.right] { taken.right += 1 } else { taken.found += 1 }
    } catch ClassCheckRefusal.sealed {
      taken.sealed += 1
    }
  }

  /// The same came before: whatever was found since, it changes nothing.
  private func isTold(_ verdict: PersonVerdict, _ given: GivenPlace) throws -> Bool {
    try count(
      "SELECT COUNT(*) AS n FROM verdict WHERE campaign_id = ? AND person_id = ? AND told_at = ? AND verdicts = ?",
      [
        .text(given.campaignID), .text(verdict.id), .integer(verdict.at),
        .text(PersonVerdict.Verdict.stored(verdict.verdicts)),
      ]) > 0
  }

  /// The delivery of the institution that a file says it is about.
  private func delivery(of file: VerificationFile, _ place: RosterPlaceInCenter) throws -> StoredDelivery {
    let found = try row(
      "SELECT id FROM delivery WHERE campaign_id = ? AND institution_id = ? AND number = ?",
      [.text(place.campaignID), .text(place.institutionID), .text(file.disc.number)])
    guard let found else {
      let newest = try newestDelivery(campaignID: place.campaignID, institutionID: place.institutionID)
      let expected = try newest.map { try storedDelivery($0, campaignID: place.campaignID).number }
      throw VerificationRefusal.otherDelivery(number: file.disc.number, expected: expected ?? "（还没有交付）")
    }
    return try storedDelivery(found.text("id"), campaignID: place.campaignID)
  }

  /// 1 where a delivery has one volume.
  private func volume(of file: VerificationFile, _ delivery: StoredDelivery) throws -> Int {
    let volumes = try deliveryVolumes(of: delivery.id).map(\.number)
    let found = volumes.first { DeliveryViewer.id(of: delivery.id, volume: $0, of: volumes.count) == file.disc.id }
    guard let found else {
      throw VerificationRefusal.otherDelivery(number: file.disc.number, expected: delivery.number)
    }
    return found
  }

  private func everybodyToCheck(_ place: RosterPlaceInCenter, by liaison: Liaison) throws -> [CheckedPerson] {
    let (condition, arguments) = liaison.graduateScope.condition(campaignID: place.campaignID)
    return try checkedPeople((condition, arguments), in: place, openNumbers: true)
  }
}

extension PersonVerdict {
  /// A later one holds.
  ///
  /// The clock of a PC is not to be trusted: it makes nothing later than now, and never turns a finding into 正确;
  /// who looked again takes the finding back on the page.
  fileprivate func yields(to standing: StandingVerdict, now: Int64) -> Bool {
    if verdicts == [.right], standing.verdicts != [.right] { return true }
    return standing.at >= min(at, now)
  }
}

extension CheckedPerson {
  /// Picture and data are those of the delivery.
  fileprivate func isAsDelivered(_ item: StoredDeliveryItem) -> Bool {
    guard item.portraitID == portrait?.id, let frozen = item.opened else { return false }
    let pairs: [(RosterColumn, String)] = [
      (.name, frozen.name), (.studentNumber, frozen.studentNumber), (.idNumber, frozen.idNumber),
    ]
    // In code mode nobody has data here, and nothing was delivered.
    return pairs.allSatisfy { self[$0].hasSameCodePoints(as: $1) }
  }
}
