import GraduatePhotos
import Paperwork
import Storage

/// Gives the bytes of a delivery's archive: the files beside the portraits, then the portraits, each opened when its turn comes.
///
/// Used by one reader at a time. Holds one portrait and one piece of the other files.
final class DeliverySource {
  /// A portrait of the archive.
  struct Photo: Sendable {
    let portraitID: String
    let serial: String
    let byteCount: Int
  }

  /// Where the bytes of files beside the portraits come from.
  enum SideFiles {
    case held([DeliverySideFile])
    /// One behind the other in pieces; where each begins.
    case stored([StoredPiece], offsets: [Int], DeliveryKey)
  }

  struct StoredPiece: Sendable {
    let id: String
    let record: String
    /// Among all bytes of the volume's files.
    let range: Range<Int>
  }

  private let center: CollectionCenter
  private let order: [Int]
  private let sideFiles: SideFiles
  private let sideCount: Int
  private let photos: [Photo]
  private var places: [String: (file: String, stored: PhotoHash, keyID: String)] = [:]
  private var open: (entry: Int, bytes: [UInt8])?
  private var piece: (index: Int, bytes: [UInt8])?
  /// Checksums of the portraits that were opened, by their place among them.
  private(set) var checksums: [Int: UInt32] = [:]

  /// `order` is that of `ArchiveEntries`.
  init(center: CollectionCenter, order: [Int], sideFiles: SideFiles, sideCount: Int, photos: [Photo]) {
    self.center = center
    self.order = order
    self.sideFiles = sideFiles
    self.sideCount = sideCount
    self.photos = photos
  }

  /// A range of an entry's bytes, at most `DiscLimits.pieceBytes`.
  func bytes(_ entry: Int, _ range: Range<Int>) async throws -> [UInt8] {
    let entry = order[entry]
    if entry >= sideCount { return Array(try await photo(entry - sideCount)[range]) }
    switch sideFiles {
    case .held(let files): return Array(files[entry].bytes[range])
    case .stored(let pieces, let offsets, let key):
      return try await stored(range.lowerBound + offsets[entry]..<range.upperBound + offsets[entry], pieces, key)
    }
  }

  private func photo(_ index: Int) async throws -> [UInt8] {
    if let open, open.entry == index { return open.bytes }
    let photo = photos[index]
    let bytes: [UInt8]
    do {
      bytes = try await opened(index)
    } catch is PhotoStoreError {
      throw DeliveryDeskRefusal.portraitUnreadable(serial: photo.serial)
    }
    guard bytes.count == photo.byteCount else { throw DeliveryDeskRefusal.portraitUnreadable(serial: photo.serial) }
    checksums[index] = CRC32.of(bytes)
    open = (index, bytes)
    return bytes
  }

  private func opened(_ index: Int) async throws -> [UInt8] {
    let id = photos[index].portraitID
    if places[id] == nil { try await look(from: index) }
    do { return try await read(id) } catch PhotoStoreError.missing {
      // A rotation of keys may have moved it meanwhile.
      try await look(from: index)
      return try await read(id)
    }
  }

  private func read(_ id: String) async throws -> [UInt8] {
    guard let place = places[id] else { throw StoredDeliveryFault(deliveryID: id) }
    return try center.keys.current.open(
      try await center.photos.read(place.stored), under: place.keyID, as: "packet_file:\(place.file)")
  }

  /// Where the next portraits lie now.
  private func look(from index: Int) async throws {
    let ids = photos[index..<min(photos.count, index + DeliveryDeskLimits.portraitsAhead)].map(\.portraitID)
    let found = try await center.records.read { transaction in
      try transaction.rows(
        """
        SELECT p.id AS portrait, f.id, f.stored_hash, f.key_id FROM portrait p JOIN packet_file f ON f.id = p.file_id
        WHERE p.id IN (\(ids.map { _ in "?" }.joined(separator: ", ")))
        """, ids.map { .text($0) })
    }
    places = [:]
    for row in found {
      guard let hash = PhotoHash(try row.text("stored_hash")) else { continue }
      places[try row.text("portrait")] = (try row.text("id"), hash, try row.text("key_id"))
    }
  }

  private func stored(_ range: Range<Int>, _ pieces: [StoredPiece], _ key: DeliveryKey) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for (index, stored) in pieces.enumerated() where stored.range.overlaps(range) {
      let inside = range.clamped(to: stored.range)
      if piece?.index != index { piece = (index, try await opened(stored, key)) }
      guard let opened = piece?.bytes, opened.count == stored.range.count else {
        throw StoredDeliveryFault(deliveryID: stored.id)
      }
      bytes += opened[inside.lowerBound - stored.range.lowerBound..<inside.upperBound - stored.range.lowerBound]
    }
    return bytes
  }

  private func opened(_ piece: StoredPiece, _ key: DeliveryKey) async throws -> [UInt8] {
    func read() async throws -> [UInt8] {
      let row = try await center.records.read { transaction in
        try transaction.row("SELECT stored_hash, key_id FROM delivery_piece WHERE id = ?", [.text(piece.id)])
      }
      guard let row, let hash = PhotoHash(try row.text("stored_hash")) else {
        throw StoredDeliveryFault(deliveryID: piece.id)
      }
      return try center.keys.current.open(
        try await center.photos.read(hash), under: row.text("key_id"), as: SealedFiles.deliveryPieces.record(piece.id))
    }
    let sealed: [UInt8]
    do { sealed = try await read() } catch PhotoStoreError.missing { sealed = try await read() }
    return try key.open(sealed, as: piece.record)
  }
}

extension SealedFiles {
  /// Files of deliveries beside the portraits; what is inside lies under the delivery's own key.
  static let deliveryPieces = SealedFiles(table: "delivery_piece", chineseName: "交付的文件") { "delivery_piece:\($0)" }
}

extension SealedValues {
  static let deliveryLocks = SealedValues(
    table: "delivery", chineseName: "交付的密码", idColumns: ["id"], valueColumn: "lock_sealed", keyColumn: "key_id",
    record: { DeliveryLock.record($0[0]) })
}
