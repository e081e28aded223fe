import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// A delivery that was made.
public struct DeliveryMade: Sendable, Hashable, Codable {
  public let id: String
  public let number: String
}

extension CollectionCenter {
  /// Makes the institution's next delivery: what is released now, with the data as they stand, frozen for good.
  ///
  /// Every portrait is read and held against its hash before a row is written; portraits and files are never touched inside the
  /// transaction. A process that dies before the commit leaves sealed files that nothing names, and no delivery. Said twice, it is made
  /// once.
  ///
  /// `seen` is `DeliveryPreview.seen`, `operation` that of the page that was sent; `progress` is told the share that was gone through.
  ///
  /// - Throws: `DeliveryDeskRefusal`, `DeliveryRefusal`.
  public func makeDelivery(
    of institutionID: String, campaignID: String, _ options: DeliveryOptions, seen: String, operation: String, by clerk: Clerk,
    progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> DeliveryMade {
    let key = "\(operation):\(clerk.accountID)"
    let (given, basis) = try await records.read { transaction in
      let given = try transaction.givenAnswer(key, kind: Self.deliveryOperation, as: DeliveryMade.self)
      return (
        given, given == nil ? try transaction.deliveryBasis(campaignID: campaignID, institutionID: institutionID) : nil
      )
    }
    if let given { return given }
    guard let basis else { throw DeliveryDeskRefusal.unknown }
    let plan = try DeliveryPlan(basis, options)
    guard plan.photoCount > 0 else { throw DeliveryDeskRefusal.nothingReleased }
    guard basis.fingerprint(plan.options) == seen else { throw DeliveryDeskRefusal.meanwhile }
    guard !plan.isUnchanged else { throw DeliveryDeskRefusal.nothingNew }
    let packed = try await DeliveryPacking(center: self, plan: plan).pack(progress)
    return try await records.once(key, kind: Self.deliveryOperation) { transaction in
      try transaction.insertDelivery(packed, by: clerk)
      return DeliveryMade(id: packed.id, number: plan.basis.number)
    }
  }

  private static let deliveryOperation = "delivery"
}

/// A delivery whose files lie safe and whose portraits were read; only its rows are missing.
struct PackedDelivery: Sendable {
  struct File: Sendable {
    let volume: Int
    let ordinal: Int
    let path: String
    let byteCount: Int
    let sha256: String
    let checksum: UInt32
  }

  struct Piece: Sendable {
    let id: String
    let volume: Int
    let ordinal: Int
    let byteCount: Int
    let storedHash: PhotoHash
    let keyID: String
  }

  struct Volume: Sendable {
    let number: Int
    let portraits: Int
    let byteCount: Int
    let sha256: String
    /// Empty for a plain one.
    let code: [UInt8]
  }

  let id: String
  let plan: DeliveryPlan
  let people: [DeliveryPerson]
  let shares: [[UInt8]]
  let lock: DeliveryLock
  let signingKeyID: String
  var manifests = ""
  var files: [File] = []
  var pieces: [Piece] = []
  var volumes: [Volume] = []
  /// By position.
  var checksums: [UInt32] = []
}

/// Packs a delivery outside of any transaction.
private struct DeliveryPacking {
  let center: CollectionCenter
  let plan: DeliveryPlan

  func pack(_ progress: @Sendable (Double) -> Void) async throws -> PackedDelivery {
    let keys = center.keys.current
    let people = plan.inOrder
    var packed = PackedDelivery(
      id: center.identifier(), plan: plan, people: people,
      shares: people.map { _ in center.chance.bytes(DeliveryKey.shareBytes) }, lock: DeliveryLock.fresh(center.chance),
      signingKeyID: keys.signingKeyID)
    let key = DeliveryKey(deliveryID: packed.id, shares: packed.shares)
    let signer = try keys.deliverySigner(keyID: keys.signingKeyID)
    let whole = plan.volumes.reduce(1) { $0 + $1.photos.reduce(0) { $0 + $1.line.byteCount } }
    var manifests = SHA256Sum()
    var done = 0
    for volume in plan.volumes {
      let id = packed.id
      let files = try await center.desks.prints.work { [center, plan] in
        try DeliveryFiles(
          plan: plan, deliveryID: id, signer: signer, spool: center.spool, identifier: { center.identifier() }
        ).files(of: volume)
      }
      manifests.add(files[0].bytes)
      try await store(files, volume.number, key, &packed)
      try await read(volume, files, &packed) { bytes in
        done += bytes
        progress(min(1, Double(done) / Double(whole)))
      }
    }
    packed.manifests = HexText.write(manifests.digest())
    return packed
  }

  /// Seals the volume's files and makes them safe.
  private func store(
    _ files: [DeliverySideFile], _ volume: Int, _ key: DeliveryKey, _ packed: inout PackedDelivery
  ) async throws {
    for (index, file) in files.enumerated() {
      packed.files.append(
        PackedDelivery.File(
          volume: volume, ordinal: index, path: file.path, byteCount: file.bytes.count,
          sha256: HexText.write(SHA256Sum.of(file.bytes)), checksum: CRC32.of(file.bytes)))
    }
    let all = files.flatMap(\.bytes)
    let ring = center.keys.current
    for (ordinal, start) in stride(from: 0, to: all.count, by: DeliveryDeskLimits.pieceBytes).enumerated() {
      let plain = Array(all[start..<min(all.count, start + DeliveryDeskLimits.pieceBytes)])
      let id = center.identifier()
      let inner = try key.seal(plain, as: StoredPieces.record(packed.id, volume, ordinal))
      let hash = try await center.photos.put(try ring.seal(inner, as: SealedFiles.deliveryPieces.record(id)))
      packed.pieces.append(
        PackedDelivery.Piece(
          id: id, volume: volume, ordinal: ordinal, byteCount: plain.count, storedHash: hash, keyID: ring.encryptionKeyID))
    }
  }

  /// Goes through the whole archive once: every portrait is there and is what it should be, and the archive's own hash is known.
  private func read(
    _ volume: DeliveryVolume, _ files: [DeliverySideFile], _ packed: inout PackedDelivery, _ progress: (Int) -> Void
  ) async throws {
    let portraits = Dictionary(plan.basis.people.map { ($0.id, $0.portraitID ?? "") }) { first, _ in first }
    let entries = ArchiveEntries(files: files, photos: volume.photos.map { ($0, nil) })
    let source = DeliverySource(
      center: center, order: entries.order, sideFiles: .held(files), sideCount: files.count,
      photos: volume.photos.map {
        DeliverySource.Photo(
          portraitID: portraits[$0.line.internalNumber] ?? "", serial: $0.line.shotSerial, byteCount: $0.line.byteCount)
      })
    let archive = try entries.archive(
      plan.head(of: volume.number), lock: plan.options.isPlain ? nil : packed.lock, code: nil)
    var sum = SHA256Sum()
    do {
      try await archive.read(0..<archive.byteCount, from: { try await source.bytes($0, $1) }) { piece in
        sum.add(piece)
        progress(piece.count)
      }
    } catch let fault as DiscSourceFault {
      let index = entries.order[fault.entry] - files.count
      guard volume.photos.indices.contains(index) else { throw fault }
      throw DeliveryDeskRefusal.portraitUnreadable(serial: volume.photos[index].line.shotSerial)
    }
    packed.checksums += volume.photos.indices.map { source.checksums[$0] ?? 0 }
    packed.volumes.append(
      PackedDelivery.Volume(
        number: volume.number, portraits: volume.photos.count, byteCount: archive.byteCount,
        sha256: HexText.write(sum.digest()), code: (archive as? LockedZip)?.code ?? []))
  }
}

/// What stands for a piece of a delivery's files where it is sealed.
enum StoredPieces {
  static func record(_ deliveryID: String, _ volume: Int, _ ordinal: Int) -> String {
    "delivery:\(deliveryID):\(volume):\(ordinal)"
  }
}
