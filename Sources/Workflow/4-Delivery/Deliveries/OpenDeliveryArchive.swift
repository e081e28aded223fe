import GraduatePhotos
import Paperwork
import Storage

/// What of a delivery is fetched at once.
public enum DeliveryPart: Sendable, Hashable {
  case volume(Int)
  /// A class, by its number in the delivery.
  case classGroup(Int)

  /// 「v1」, 「c12」: in addresses; holds nothing of a person.
  public var text: String {
    switch self {
    case .volume(let number): "v\(number)"
    case .classGroup(let number): "c\(number)"
    }
  }

  public init?(text: String) {
    guard let number = Int(text.dropFirst()), number > 0, text.dropFirst().allSatisfy(\.isNumber) else { return nil }
    switch text.first {
    case "v": self = .volume(number)
    case "c": self = .classGroup(number)
    default: return nil
    }
  }
}

/// An archive that is made while it is sent: any range of it, the same bytes each time.
public protocol StreamedArchive: Sendable {
  /// As a person saves it; holds nothing of a person.
  var fileName: String { get }
  var byteCount: Int { get }
  /// Stands for the bytes; two archives with the same one are the same.
  var tag: String { get }

  /// Gives a range inside 0..<`byteCount` in pieces of a megabyte or two, in order; memory does not grow with the archive.
  func read(_ range: Range<Int>, to sink: ([UInt8]) async throws -> Void) async throws
}

/// An archive of a delivery whose every byte has its place, made again from what was frozen: the same bytes each time.
public struct DeliveryArchive: StreamedArchive {
  public let deliveryID: String
  /// As a person saves it; holds nothing of a person.
  public let fileName: String
  public let byteCount: Int
  /// Stands for the bytes; two archives with the same one are the same.
  public let tag: String
  /// SHA-256 of the whole archive where it is known: a volume's stands in its row.
  let wholeSHA256: [UInt8]?
  let head: Manifest.Head
  let signer: DeliverySigner
  let entries: ArchiveEntries
  let isPlain: Bool
  let archive: any DiscArchive
  private let photos: [DeliverySource.Photo]
  private let sideCount: Int
  private let sideFiles: DeliverySource.SideFiles
  private let center: CollectionCenter

  init(
    _ parts: DeliveryParts, _ center: CollectionCenter, head: Manifest.Head, tag: String, sideFiles: DeliverySource.SideFiles,
    entries: ArchiveEntries, code: [UInt8]?
  ) throws {
    deliveryID = parts.delivery.id
    fileName = ArchiveEntries.fileName(head, isPlain: parts.delivery.isPlain)
    signer = try center.keys.current.deliverySigner(keyID: parts.delivery.signingKeyID)
    isPlain = parts.delivery.isPlain
    wholeSHA256 = parts.sha256.isEmpty ? nil : HexText.read(parts.sha256)
    self.tag = tag
    self.head = head
    self.entries = entries
    archive = try entries.archive(head, lock: isPlain ? nil : parts.lock, code: code)
    byteCount = archive.byteCount
    photos = parts.photos
    sideCount = entries.entries.count - photos.count
    self.sideFiles = sideFiles
    self.center = center
  }

  /// Gives a range inside 0..<`byteCount` in pieces of a megabyte or two, in order; memory does not grow with the archive.
  ///
  /// - Throws: `DeliveryDeskRefusal.portraitUnreadable`, what the sink throws.
  public func read(_ range: Range<Int>, to sink: ([UInt8]) async throws -> Void) async throws {
    let source = source()
    try await archive.read(range, from: { try await source.bytes($0, $1) }, to: sink)
  }

  func source() -> DeliverySource {
    DeliverySource(
      center: center, order: entries.order, sideFiles: sideFiles, sideCount: sideCount, photos: photos)
  }
}

/// What of a delivery's rows one archive is made of.
struct DeliveryParts: Sendable {
  let delivery: StoredDelivery
  /// Those of the part who have a portrait.
  let items: [StoredDeliveryItem]
  let placed: [PlacedPhoto]
  let lock: DeliveryLock
  let key: DeliveryKey
  let volumeCount: Int
  let previous: String?
  /// Of a volume; empty for a class.
  let files: [DiscEntry]
  let pieces: [DeliverySource.StoredPiece]
  let sha256: String
  let code: [UInt8]

  var photos: [DeliverySource.Photo] {
    zip(items, placed).map { item, photo in
      DeliverySource.Photo(
        portraitID: item.portraitID ?? "", serial: photo.line.shotSerial, byteCount: photo.line.byteCount)
    }
  }

  var photosWithSums: [(photo: PlacedPhoto, checksum: UInt32?)] { zip(items, placed).map { ($1, $0.checksum) } }

  func head(number: String, volume: Int, of count: Int) -> Manifest.Head {
    Manifest.Head(
      deliveryNumber: number, campaign: delivery.campaignTitle, institutionCode: delivery.institutionCode, volume: volume,
      volumeCount: count, date: delivery.day, previous: previous)
  }
}

extension CollectionCenter {
  /// A volume or a class of a delivery as an archive, to be sent or written; the first time somebody fetches a part stands in the
  /// journal.
  ///
  /// - Throws: `DeliveryDeskRefusal.unknown`, `.partUnknown`, `.erased`.
  public func openDeliveryArchive(
    _ deliveryID: String, _ part: DeliveryPart, campaignID: String, by reader: some DeliveryReader
  ) async throws -> DeliveryArchive {
    let (parts, isFirst) = try await records.read { transaction in
      let delivery = try transaction.storedDelivery(deliveryID, campaignID: campaignID, for: reader)
      return (
        try transaction.deliveryParts(of: delivery, part),
        try transaction.row(
          "SELECT 1 AS n FROM delivery_fetched WHERE delivery_id = ? AND part = ? AND account_id = ?",
          [.text(deliveryID), .text(part.text), .text(reader.accountID)]) == nil
      )
    }
    let archive = try await archive(of: parts, part)
    if isFirst { try await records.write { try $0.noteFetched(parts.delivery, part, by: reader) } }
    return archive
  }

  private func archive(of parts: DeliveryParts, _ part: DeliveryPart) async throws -> DeliveryArchive {
    switch part {
    case .volume(let number):
      var offset = 0
      let offsets = parts.files.map { file in
        defer { offset += file.byteCount }
        return offset
      }
      return try DeliveryArchive(
        parts, self, head: parts.head(number: parts.delivery.number, volume: number, of: parts.volumeCount), tag: parts.sha256,
        sideFiles: .stored(parts.pieces, offsets: offsets, parts.key),
        entries: ArchiveEntries(stored: parts.files, photos: parts.photosWithSums), code: parts.code)
    case .classGroup(let number):
      let head = parts.head(number: "\(parts.delivery.number)-C\(number)", volume: 1, of: 1)
      let signer = try keys.current.deliverySigner(keyID: parts.delivery.signingKeyID)
      let files = try await desks.prints.work { [self] in
        let tables = try DeliveryIndexes(spool: spool, identifier: { identifier() }).files(
          of: parts.placed, in: parts.delivery.regime, date: parts.delivery.day)
        return [try DeliveryIndexes.manifest(head, tables, parts.placed, signer)] + tables
      }
      // The manifest names every byte that is not the archive's own.
      let tag = HexText.write(SHA256Sum.of(files[0].bytes))
      return try DeliveryArchive(
        parts, self, head: head, tag: tag, sideFiles: .held(files),
        entries: ArchiveEntries(files: files, photos: parts.photosWithSums), code: nil)
    }
  }
}

extension Transaction {
  func deliveryParts(of delivery: StoredDelivery, _ part: DeliveryPart) throws -> DeliveryParts {
    let all = try deliveryItems(of: delivery)
    guard all.allSatisfy({ $0.opened != nil }) else { throw DeliveryDeskRefusal.erased }
    let items = all.filter { item in
      guard item.portraitID != nil else { return false }
      return switch part {
      case .volume(let number): item.volume == number
      case .classGroup(let number): item.classNumber == number
      }
    }
    let volumes = try deliveryVolumes(of: delivery.id)
    var volume: StoredVolume?
    if case .volume(let number) = part {
      guard let found = volumes.first(where: { $0.number == number }) else { throw DeliveryDeskRefusal.partUnknown }
      volume = found
    } else if items.isEmpty {
      throw DeliveryDeskRefusal.partUnknown
    }
    return DeliveryParts(
      delivery: delivery, items: items, placed: items.compactMap { $0.opened?.placed(of: $0, delivery) },
      lock: try deliveryLock(of: delivery),
      key: DeliveryKey(deliveryID: delivery.id, shares: all.compactMap { $0.opened?.share }), volumeCount: volumes.count,
      previous: try delivery.previousID.flatMap {
        try row("SELECT manifests FROM delivery WHERE id = ?", [.text($0)])?.text("manifests")
      }, files: try volume.map { try deliveryFiles(of: delivery.id, volume: $0.number) } ?? [],
      pieces: try volume.map { try deliveryPieces(of: delivery.id, volume: $0.number) } ?? [], sha256: volume?.sha256 ?? "",
      code: volume?.code ?? [])
  }

  private func deliveryFiles(of deliveryID: String, volume: Int) throws -> [DiscEntry] {
    try rows(
      "SELECT path, byte_count, sha256, checksum FROM delivery_file WHERE delivery_id = ? AND volume = ? ORDER BY ordinal",
      [.text(deliveryID), .int(volume)]
    ).map { row in
      DiscEntry(
        path: try row.text("path"), byteCount: try row.int("byte_count"), sha256: HexText.read(try row.text("sha256")) ?? [],
        checksum: UInt32(truncatingIfNeeded: try row.integer("checksum")))
    }
  }

  private func deliveryPieces(of deliveryID: String, volume: Int) throws -> [DeliverySource.StoredPiece] {
    var start = 0
    return try rows(
      "SELECT id, ordinal, byte_count FROM delivery_piece WHERE delivery_id = ? AND volume = ? ORDER BY ordinal",
      [.text(deliveryID), .int(volume)]
    ).map { row in
      let bytes = try row.int("byte_count")
      defer { start += bytes }
      return DeliverySource.StoredPiece(
        id: try row.text("id"), record: StoredPieces.record(deliveryID, volume, try row.int("ordinal")),
        range: start..<start + bytes)
    }
  }

  fileprivate func noteFetched(_ delivery: StoredDelivery, _ part: DeliveryPart, by reader: some DeliveryReader) throws {
    let fresh = try execute(
      """
      INSERT INTO delivery_fetched (delivery_id, part, account_id, fetched_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (delivery_id, part, account_id) DO NOTHING
      """, [.text(delivery.id), .text(part.text), .text(reader.accountID), .integer(now)])
    guard fresh == 1 else { return }
    try journal(
      JournalLine(
        action: .deliveryFetched, recordKind: "delivery", recordID: delivery.id, campaignID: delivery.campaignID,
        details: ["number": delivery.number, "part": part.text]), by: reader)
  }
}

/// A volume's row.
struct StoredVolume: Sendable {
  let number: Int
  let portraits: Int
  let byteCount: Int
  let sha256: String
  let code: [UInt8]
}

extension Transaction {
  func deliveryVolumes(of deliveryID: String) throws -> [StoredVolume] {
    try rows(
      "SELECT number, portraits, byte_count, sha256, code FROM delivery_volume WHERE delivery_id = ? ORDER BY number",
      [.text(deliveryID)]
    ).map { row in
      StoredVolume(
        number: try row.int("number"), portraits: try row.int("portraits"), byteCount: try row.int("byte_count"),
        sha256: try row.text("sha256"), code: bytes(hexadecimal: try row.text("code")) ?? [])
    }
  }
}
