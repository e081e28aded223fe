import Foundation
import GraduatePhotos
import Paperwork
import Storage
import Synchronization

/// How a delivery is written to a file.
public enum DeliveryForm: String, Sendable, CaseIterable {
  /// As it is fetched: encrypted, unless the delivery is plain.
  case zip
  /// ISO 9660 with Joliet and Rock Ridge: the files of a plain delivery, or the encrypted archive and how it is opened.
  case iso
}

/// A file that was written.
public struct BuiltDelivery: Sendable {
  public let number: String
  public let byteCount: Int
  /// What its signatures are checked with: 64 hexadecimal digits.
  public let publicKey: String
  public let isEncrypted: Bool
}

extension CollectionCenter {
  /// Writes a part of a delivery to a file, from what was frozen; a volume's ZIP is held against its first hash.
  ///
  /// The file appears under its name when it is whole; without that nothing is left behind.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.partUnknown`, `.erased`, `.imageTooLarge`, `.otherBytes`.
  public func buildDelivery(
    _ deliveryID: String, _ part: DeliveryPart, _ form: DeliveryForm, campaignID: String, to path: String,
    by operator: MachineOperator, progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> BuiltDelivery {
    let archive = try await openDeliveryArchive(deliveryID, part, campaignID: campaignID, by: `operator`)
    switch form {
    case .zip: try await writeZip(archive, part, to: path, progress)
    case .iso: try await writeImage(archive, to: path, progress)
    }
    try await records.write { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID)
      try transaction.journal(
        JournalLine(
          action: .deliveryBuilt, recordKind: "delivery", recordID: deliveryID, campaignID: campaignID,
          details: ["number": delivery.number, "part": part.text, "form": form.rawValue]), by: `operator`)
    }
    let keyID = try await records.read { try $0.storedDelivery(deliveryID, campaignID: campaignID).signingKeyID }
    let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    return BuiltDelivery(
      number: archive.head.deliveryNumber, byteCount: size,
      publicKey: HexText.write(try keys.current.deliveryPublicKey(keyID: keyID)), isEncrypted: !archive.isPlain)
  }

  private func writeZip(
    _ archive: DeliveryArchive, _ part: DeliveryPart, to path: String, _ progress: @Sendable (Double) -> Void
  ) async throws {
    let source = archive.source()
    var sum = SHA256Sum()
    var done = 0
    try await archive.archive.write(
      to: path, from: { try await source.bytes($0, $1) },
      looking: { piece in
        sum.add(piece)
        done += piece.count
        progress(Double(done) / Double(max(1, archive.byteCount)))
      },
      beforeCommit: {
        if case .volume = part, HexText.write(sum.digest()) != archive.tag { throw DeliveryDeskRefusal.otherBytes }
      })
  }

  private func writeImage(
    _ archive: DeliveryArchive, to path: String, _ progress: @Sendable (Double) -> Void
  ) async throws {
    let source = archive.source()
    let image = try await DeliveryImage(archive)
    let whole = image.entries.reduce(0) { $0 + $1.byteCount }
    var done = 0
    let head = archive.head
    let name = "\(head.deliveryNumber)_\(head.volume)".uppercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
    }
    try await ISOImage.write(
      to: path, entries: image.entries, date: head.date, volumeName: String(name.suffix(16)), signer: archive.signer
    ) { entry, range in
      done += range.count
      progress(Double(done) / Double(max(1, whole)))
      return try await image.bytes(entry, range, of: source)
    }
  }

  /// The delivery that somebody means on the command line: its number, or an institution's newest.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `UpkeepRefusal.institutionUnknown`.
  public func deliveryMeant(
    number: String?, institutionCode: String?, campaignID: String?, by operator: MachineOperator
  ) async throws -> (id: String, campaignID: String, number: String) {
    var institution: String?
    if let institutionCode {
      institution = try await operatorForInstitution(code: institutionCode, by: `operator`).institutionID
    }
    let wanted = institution
    return try await records.read { transaction in
      let found: SQLRow?
      if let number {
        found = try transaction.row("SELECT id, campaign_id, number FROM delivery WHERE number = ?", [.text(number)])
      } else {
        found = try transaction.row(
          """
          SELECT id, campaign_id, number FROM delivery WHERE campaign_id = ? AND institution_id = ? ORDER BY ordinal DESC LIMIT 1
          """, [.text(campaignID ?? ""), .text(wanted ?? "")])
      }
      guard let found else { throw DeliveryDeskRefusal.unknown }
      return (try found.text("id"), try found.text("campaign_id"), try found.text("number"))
    }
  }
}
