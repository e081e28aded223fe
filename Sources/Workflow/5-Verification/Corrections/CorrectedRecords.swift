import Foundation
import GraduatePhotos
import Paperwork

/// Records of one institution as they are after their errata were accepted: plain values, whoever decided them (A7).
public struct CorrectedRecords: Sendable {
  public struct Record: Sendable {
    /// As corrected; number, hash and size are those of the portrait, which stays valid.
    public var line: DeliveryLine
    /// Where the portrait lies on the institution's disc; empty where none was delivered.
    public var photoPath: String
    public var changes: [Change]

    public init(line: DeliveryLine, photoPath: String, changes: [Change]) {
      self.line = line
      self.photoPath = photoPath
      self.changes = changes
    }
  }

  public struct Change: Sendable, Hashable {
    public var column: RosterColumn
    public var old: String
    public var new: String

    public init(_ column: RosterColumn, old: String, new: String) {
      self.column = column
      self.old = old
      self.new = new
    }
  }

  /// What was decided together; packed once.
  public var correctionID: String
  public var campaignID: String
  public var institutionID: String
  /// 1…64 of `A–Z a–z 0–9 -`, as manifests have it.
  public var number: String
  /// One a person.
  public var records: [Record]

  public init(
    correctionID: String, campaignID: String, institutionID: String, number: String, records: [Record]
  ) {
    self.correctionID = correctionID
    self.campaignID = campaignID
    self.institutionID = institutionID
    self.number = number
    self.records = records
  }
}

/// Bounds of corrected data.
public enum CorrectionLimits {
  /// People of one package: it has to go through a mail server.
  public static let people = 2_000
  public static let noteCharacters = 200
}

/// Makes the files of a package and locks them up.
struct CorrectionPacking: Sendable {
  let corrected: CorrectedRecords
  let head: Manifest.Head
  let institutionName: String
  let regime: Regime
  let signer: DeliverySigner
  let lock: DeliveryLock
  let spool: URL
  let identifier: @Sendable () -> String

  /// The encrypted ZIP, the manifest first inside; the password is nowhere in it.
  func archive() async throws -> (bytes: [UInt8], fileName: String) {
    let files = try files()
    let entries = ArchiveEntries(files: files, photos: [])
    let archive = try entries.archive(head, lock: lock, code: nil)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(archive.byteCount)
    try await archive.read(
      0..<archive.byteCount, from: { entry, range in Array(files[entries.order[entry]].bytes[range]) }
    ) { bytes += $0 }
    return (bytes, ArchiveEntries.fileName(head, isPlain: false))
  }

  private func files() throws -> [DeliverySideFile] {
    let placed = corrected.records.map { record in
      PlacedPhoto(line: record.line, folder: "", path: record.photoPath)
    }
    let changes = corrected.records.flatMap { record in
      record.changes.map {
        CorrectionReadme.Change(
          studentNumber: record.line.studentNumber, name: record.line.name, column: $0.column, old: $0.old, new: $0.new)
      }
    }
    let readme = CorrectionReadme(
      head: head, institutionName: institutionName, people: corrected.records.count, changes: changes)
    let others =
      [DeliverySideFile(path: CorrectionReadme.fileName, bytes: readme.bytes)]
      + (try DeliveryIndexes(spool: spool, identifier: identifier).files(of: placed, in: regime, date: head.date))
    return [try DeliveryIndexes.manifest(head, others, [], signer)] + others
  }
}
