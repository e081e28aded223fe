import Foundation
import GraduatePhotos

@testable import Paperwork

/// A made-up disc in a folder: the page, its data, and pictures.
struct BurntDisc {
  let folder: URL
  let delivery: ViewerDelivery
  var address: String { folder.appendingPathComponent("index.html").absoluteString }

  /// - Parameters:
  ///   - mode: roster or code.
  ///   - classes: how many classes.
  ///   - people: in each class; the third of each has no picture.
  ///   - serialStep: how far the serials of a class lie behind those of the one before; fewer than its people for two visits' serials.
  /// - Throws: what writing files throws.
  init(_ mode: ViewerDelivery.Mode = .roster, classes: Int = 2, people: Int = 50, serialStep: Int? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("disc-\(UUID().uuidString)")
    delivery = Self.delivery(mode, classes: classes, people: people, serialStep: serialStep ?? people)
    for file in try DiscViewer.files(for: delivery) { try write(file.bytes, to: file.path) }
    try write(Array(Data(base64Encoded: Self.pixel) ?? Data()), to: "photos/face.png")
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// A PNG of one pixel: the page is tested, not the portrait.
  private static let pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkOPH/PwAFLgLd0lwxDgAAAABJRU5ErkJggg=="

  private static func delivery(_ mode: ViewerDelivery.Mode, classes: Int, people: Int, serialStep: Int) -> ViewerDelivery {
    let groups = (0..<classes).map { group in
      ViewerClass(
        id: "c\(group)", category: "普通", department: "文学院", name: "\(group + 1)班",
        people: (0..<people).map { person(group * people + $0, serial: group * serialStep + $0, isMissing: $0 == 2, mode) })
    }
    return ViewerDelivery(
      id: UUID().uuidString, number: "62-2014-14990-01", batch: "第1批", mode: mode, campaign: "甘肃省 2014 届",
      institutionCode: "14990",
      institutionName: "示例大学", columns: mode == .roster ? ViewerDelivery.captionColumns : [], classes: groups)
  }

  private static func person(
    _ index: Int, serial: Int, isMissing: Bool, _ mode: ViewerDelivery.Mode
  ) -> ViewerPerson {
    let number = String(String(100_001 + index).dropFirst())
    // The second name would be a tag if a name ever became one.
    let name = index == 1 ? "<img src=x onerror=document.title='broken'>" : "示例\(number)"
    return ViewerPerson(
      id: "p\(index)", code: mode == .code ? "GS\(number)" : "", serial: String(String(1_000_001 + serial).dropFirst()),
      picture: isMissing ? nil : ViewerPicture(path: "photos/face.png", sha256: String(repeating: "0", count: 64)),
      values: mode == .roster ? ["示例大学", name, "2010\(number)", "9900001991010\(number)"] : [])
  }
}
