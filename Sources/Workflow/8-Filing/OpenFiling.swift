import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// A filing as an encrypted archive, made again from what was frozen.
public struct FilingArchive: StreamedArchive {
  public let fileName: String
  public let byteCount: Int
  public let tag: String
  private let archive: any DiscArchive
  private let entries: ArchiveEntries
  private let files: [DeliverySideFile]
  private let photos: [DeliverySource.Photo]
  private let center: CollectionCenter

  fileprivate init(
    _ filing: StoredFiling, _ files: [DeliverySideFile], _ photos: [PlacedPhoto], _ center: CollectionCenter
  ) throws {
    entries = ArchiveEntries(files: files, photos: photos.map { ($0, nil) })
    archive = try entries.archive(filing.manifestHead, lock: filing.lock, code: nil)
    byteCount = archive.byteCount
    fileName = "\(filing.institutionCode)_\(filing.head.number)_报盘_加密.zip"
    tag = "filing-\(filing.head.id)"
    self.files = files
    self.photos = zip(filing.items, photos).map { item, photo in
      DeliverySource.Photo(portraitID: item.portraitID, serial: photo.line.shotSerial, byteCount: item.byteCount)
    }
    self.center = center
  }

  public func read(_ range: Range<Int>, to sink: ([UInt8]) async throws -> Void) async throws {
    let source = DeliverySource(
      center: center, order: entries.order, sideFiles: .held(files), sideCount: files.count, photos: photos)
    try await archive.read(range, from: { try await source.bytes($0, $1) }, to: sink)
  }
}

extension StoredFiling {
  var manifestHead: Manifest.Head {
    Manifest.Head(deliveryNumber: head.number, campaign: title, institutionCode: institutionCode, date: head.day)
  }

  /// One file a person: names were told apart before anybody was filed.
  var photos: [PlacedPhoto] {
    items.map { item in
      PlacedPhoto(
        line: DeliveryLine(
          internalNumber: item.portraitID, institutionCode: institutionCode, institutionName: institutionName,
          category: .regular,
          department: "", studentNumber: "", name: "", idNumber: "", shotSerial: "", sha256: item.sha256,
          byteCount: item.byteCount),
        folder: Self.folder, path: "\(Self.folder)/\(item.record.photoName).jpg")
    }
  }

  static let folder = "照片"
}

extension CollectionCenter {
  /// The package as an encrypted archive; each opening is a line in the journal.
  ///
  /// - Throws: `FilingRefusal.unknown`, `.erased`.
  public func openFiling(_ id: String, campaignID: String, by filer: any Filer) async throws -> FilingArchive {
    let filing = try await records.write { transaction in
      let filing = try transaction.storedFiling(id, campaignID: campaignID, by: filer)
      try transaction.journal(filing.head, .filingFetched, by: filer)
      return filing
    }
    return try FilingArchive(filing, filingFiles(filing), filing.photos, self)
  }

  /// The password that opens the package; each showing is a line in the journal.
  ///
  /// - Throws: `FilingRefusal.unknown`.
  public func filingPassword(_ id: String, campaignID: String, by filer: any Filer) async throws -> String {
    try await records.write { transaction in
      let filing = try transaction.filingHead(id, campaignID: campaignID, by: filer)
      try transaction.journal(filing, .filingPasswordShown, by: filer)
      return try transaction.filingLock(id).password
    }
  }

  /// The files beside the pictures, the manifest first.
  private func filingFiles(_ filing: StoredFiling) throws -> [DeliverySideFile] {
    let indexes = DeliveryIndexes(spool: spool) { self.identifier() }
    let records = filing.items.map(\.record.values)
    var confirmations: [FilingConfirmation: Int] = [:]
    for item in filing.items { confirmations[item.confirmation, default: 0] += 1 }
    let readme = FilingReadme(
      number: filing.head.number, campaign: filing.title, institution: "\(filing.institutionName)（\(filing.institutionCode)）",
      profile: filing.profile, people: filing.items.count, held: filing.held, previous: filing.previous,
      confirmations: confirmations)
    let lines = zip(filing.items, filing.photos).map { item, photo in (photo.path, item.confirmation, item.record.receipt) }
    let others = [
      DeliverySideFile(path: FilingReadme.fileName, bytes: readme.bytes),
      try indexes.written(FilingIndexFile.fileName) {
        try FilingIndexFile.write(records, as: filing.profile, date: filing.head.day, to: $0)
      },
      try indexes.written(FilingIndexFile.bookName) {
        try FilingIndexFile.writeBook(
          records, as: filing.profile, date: filing.head.day, to: $0, temporaryFolder: spool.path)
      },
      try indexes.written(FilingIndexFile.listName) { try FilingIndexFile.writeList(lines, to: $0) },
    ]
    let signer = try keys.current.deliverySigner(keyID: filing.signingKeyID)
    return [try DeliveryIndexes.manifest(filing.manifestHead, others, filing.photos, signer)] + others
  }
}

extension Transaction {
  func journal(
    _ filing: FilingHead, _ action: JournalLine.Action, details: [String: String] = [:], by filer: any Filer
  ) throws {
    try journal(
      JournalLine(
        action: action, recordKind: "filing", recordID: filing.id, campaignID: filing.campaignID,
        details: ["number": filing.number].merging(details) { first, _ in first }), by: filer)
  }
}
