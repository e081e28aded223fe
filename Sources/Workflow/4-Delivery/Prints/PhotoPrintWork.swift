import Foundation
import GraduatePhotos
import Paperwork

/// Draws a product of classes whose portraits are at hand.
struct PhotoPrintWork<Caption: PhotoCaption>: Sendable {
  let product: PhotoProduct
  let classes: [CaptionedClass<Caption>]
  let setting: CaptionSetting
  let day: CalendarDay

  /// - createdAt: seconds since 1970 UTC.
  func write(to path: String, createdAt: Int64) throws {
    switch product {
    case .proof:
      try keep(CaptionedSheets(classes: classes, setting: setting).pdf(createdAt: createdAt).bytes, at: path)
    case .cut(let size):
      let sheets = CaptionedSheets(classes: classes, setting: setting, format: .cut(size))
      try keep(sheets.pdf(createdAt: createdAt).bytes, at: path)
    case .check:
      try keep(OfficeCheckSheets(classes: classes, setting: setting).pdf(createdAt: createdAt).bytes, at: path)
    case .labels:
      try keep(EnvelopeLabels(classes.map { ClassEnvelope(of: $0) }).pdf(createdAt: createdAt), at: path)
    case .persons(let size):
      try archive(path) { try PersonPrint($0, setting: setting, size: size).jpeg() }
    case .minilab(let paper):
      try archive(path) { try MinilabSet($0, setting: setting, paper: paper).jpeg() }
    }
  }

  /// Readable by nobody else from its first byte on.
  private func keep(_ bytes: [UInt8], at path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.write(contentsOf: bytes)
    try file.close()
  }

  /// One JPEG a person in a folder a class, in the order of the roster; who is not in it stands in a list, by number and never by name.
  private func archive(_ path: String, _ draw: (CaptionedPhoto<Caption>) throws -> [UInt8]) throws {
    let zip = try ZipFile(path: path, year: day.year, month: day.month, day: day.day)
    var missing: [String] = []
    var count = 0
    for (place, group) in classes.enumerated() {
      let folder = try SafeName.encode("\(place + 1)_\(group.heading.department)_\(group.heading.classGroup)")
      for (number, person) in group.people.enumerated() {
        do {
          let bytes = try draw(person)
          let order = String(number + 1)
          let name = String(repeating: "0", count: max(0, 3 - order.count)) + order
          let serial = person.caption.shotSerial.isEmpty ? "" : "_\(person.caption.shotSerial)"
          try zip.add("\(folder)/\(name)\(serial).jpg", bytes)
          count += 1
        } catch let refusal as CaptionPrintRefusal {
          missing.append("\(group.heading.department) \(group.heading.classGroup) \(refusal.message)")
        }
      }
    }
    guard count > 0 else { throw PhotoPrintRefusal.allBlocked(missing.first ?? "没有放行的照片") }
    if !missing.isEmpty {
      try zip.add("没有打印的人.txt", Array((missing.joined(separator: "\r\n") + "\r\n").utf8))
    }
    try zip.finish()
  }
}
