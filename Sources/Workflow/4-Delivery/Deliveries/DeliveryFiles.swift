import Foundation
import GraduatePhotos
import Paperwork

/// A file of a volume beside the portraits.
struct DeliverySideFile: Sendable {
  let path: String
  let bytes: [UInt8]
}

/// Manifest, 请先读.txt, the disc's page and the index: what lies beside the portraits (A5).
struct DeliveryFiles {
  let plan: DeliveryPlan
  let deliveryID: String
  let signer: DeliverySigner
  /// Where tables lie until they are read back.
  let spool: URL
  let identifier: () -> String

  /// The files of a volume in the order of the archive, the manifest first.
  ///
  /// - Throws: `ViewerFault`, `ManifestRefusal`, `TableWriteRefusal`.
  func files(of volume: DeliveryVolume) throws -> [DeliverySideFile] {
    let readme = DiscReadme(
      head: plan.head(of: volume.number), institutionName: plan.basis.institutionName, regime: plan.basis.regime,
      key: plan.options.key, photoCount: volume.photos.count, changes: plan.changes, headOffice: office(.headOffice),
      agency: office(.agency))
    let others =
      [DeliverySideFile(path: DiscReadme.fileName, bytes: readme.bytes)]
      + (try DiscViewer.files(for: page(of: volume)).map { DeliverySideFile(path: $0.path, bytes: $0.bytes) })
      + (try tables(of: volume.photos))
    return [try manifest(plan.head(of: volume.number), others, volume.photos)] + others
  }

  private func manifest(
    _ head: Manifest.Head, _ others: [DeliverySideFile], _ photos: [PlacedPhoto]
  ) throws -> DeliverySideFile {
    try DeliveryIndexes.manifest(head, others, photos, signer)
  }

  private func tables(of photos: [PlacedPhoto]) throws -> [DeliverySideFile] {
    try DeliveryIndexes(spool: spool, identifier: identifier).files(
      of: photos, in: plan.basis.regime, date: plan.basis.day)
  }

  private func office(_ kind: Office.Kind) -> Office { plan.basis.campaign.plan.office(kind) ?? Office(kind: kind) }

  /// The page of a volume: the classes that begin on it, and of a class that goes on from another one the portraits here.
  private func page(of volume: DeliveryVolume) -> ViewerDelivery {
    let paths = Dictionary(volume.photos.map { ($0.line.internalNumber, $0.path) }) { first, _ in first }
    let classes = plan.classes.map { group in
      DeliveryViewer.Class(
        number: group.number, category: group.category, department: group.department, classGroup: group.classGroup,
        people: group.people.filter { paths[$0.id] != nil || $0.portraitID == nil && group.volume == volume.number }.map {
          DeliveryViewer.Person(line: $0.line, path: paths[$0.id])
        })
    }
    return DeliveryViewer(
      deliveryID: deliveryID, number: plan.basis.number, ordinal: plan.basis.ordinal, volume: volume.number,
      volumeCount: plan.volumes.count, regime: plan.basis.regime, campaign: plan.basis.campaign.plan.title,
      institutionCode: plan.basis.institutionCode, institutionName: plan.basis.institutionName
    ).page(classes)
  }
}

/// The index of portraits and the list of files, for a volume and for one class.
struct DeliveryIndexes {
  let spool: URL
  let identifier: () -> String

  /// DBF and workbook.
  func files(of photos: [PlacedPhoto], in regime: Regime, date: CalendarDay) throws -> [DeliverySideFile] {
    [
      try written(DeliveryIndexFile.fileName) { path in
        try DeliveryIndexFile.write(photos, in: regime, date: date, to: path)
      },
      try written(DeliveryIndexFile.bookName) { path in
        try DeliveryIndexFile.writeBook(photos, in: regime, date: date, to: path, temporaryFolder: spool.path)
      },
    ]
  }

  static func manifest(
    _ head: Manifest.Head, _ others: [DeliverySideFile], _ photos: [PlacedPhoto], _ signer: DeliverySigner
  ) throws -> DeliverySideFile {
    let files =
      others.map {
        Manifest.File(sha256: HexText.write(SHA256Sum.of($0.bytes)), byteCount: $0.bytes.count, path: $0.path)
      }
      + photos.map { Manifest.File(sha256: $0.line.sha256, byteCount: $0.line.byteCount, path: $0.path) }
    return DeliverySideFile(path: Manifest.fileName, bytes: try Manifest(head: head, files: files).signed(by: signer))
  }

  func written(_ name: String, _ write: (String) throws -> Void) throws -> DeliverySideFile {
    let path = PreparedFile.newPath(in: spool, identifier())
    defer { unlink(path) }
    try write(path)
    return DeliverySideFile(path: name, bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
  }
}
