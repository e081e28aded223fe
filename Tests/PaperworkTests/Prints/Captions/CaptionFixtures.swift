import CTurboJPEG
import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// Made-up people of region 990000 with portraits that may be published.
enum CaptionFixtures {
  static let heading = ClassHeading(
    institution: "兰州示范理工大学", department: "机电工程学院", classGroup: "机械设计2010级1班", deliveryNumber: "JF-2014-10731-03")
  static let names = ["王芳", "李婷婷", "欧阳若兰", "张䶮", "㛃小雨", "𬭎", "𠮷田", "阿依古丽·买买提"]
  /// Thirty characters.
  static let longestName = "买买提·吐尔逊·阿卜杜热合曼·依明尼亚孜·库尔班江·艾力肯阿"
  /// No installed font draws a character of private use.
  static let undrawableName = "张\u{E123}"

  /// Portraits of 480 × 640 pixels, all different.
  static let portraits: [[UInt8]] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/Labelled/ok")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "jpg" }.sorted { $0.path < $1.path }
      .compactMap { try? [UInt8](Data(contentsOf: $0)) }
  }()

  static func idNumber(_ index: Int) -> String {
    let stem = "99000020030101\(index % 900 + 100)"
    return stem + (IDNumber.checkDigit(for: stem.utf8) ?? "")
  }

  static func person(
    _ index: Int, name: String? = nil, institution: String = heading.institution, missing: NoPortraitReason? = nil
  ) -> CaptionedPhoto<RosterCaption> {
    CaptionedPhoto(
      id: "g\(index)",
      caption: RosterCaption(
        institution: institution, name: name ?? names[index % names.count], studentNumber: "20102401\(1_000 + index)",
        idNumber: idNumber(index), shotSerial: missing == nil ? "12-\(1_000 + index)" : ""),
      picture: missing.map { .missing($0) } ?? .portrait(portraits[index % portraits.count]))
  }

  static func group(_ people: [CaptionedPhoto<RosterCaption>]) -> CaptionedClass<RosterCaption> {
    CaptionedClass(heading: heading, people: people)
  }

  static func sheets(
    _ people: [CaptionedPhoto<RosterCaption>], setting: CaptionSetting = .standard, format: SheetFormat = .proof
  ) throws -> PhotoPrint {
    try CaptionedSheets(classes: [group(people)], setting: setting, format: format).pdf(createdAt: 1_380_000_000)
  }

  /// A JPEG of `width` × `height` pixels whose colours are `pixel(x, y)`.
  static func drawn(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> (UInt8, UInt8, UInt8)) throws -> [UInt8] {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let colour = pixel(x, y)
        pixels += [colour.0, colour.1, colour.2]
      }
    }
    return try JPEGWriting.bytes(
      pixels, width: width, height: height, stride: width * 3, format: TJPF_RGB, sampling: TJSAMP_444, quality: 98)
  }

  static func picture(_ jpeg: [UInt8]) throws -> RGBPicture {
    let header = try #require(JPEGHeader(jpeg))
    let decoder = try #require(tjInitDecompress())
    defer { tjDestroy(decoder) }
    var pixels = [UInt8](repeating: 0, count: header.width * header.height * 3)
    let status = tjDecompress2(
      decoder, jpeg, UInt(jpeg.count), &pixels, Int32(header.width), Int32(header.width * 3), Int32(header.height),
      Int32(TJPF_RGB.rawValue), 0)
    try #require(status == 0)
    return RGBPicture(width: header.width, height: header.height, bytes: pixels)
  }

  /// Unit and dots an inch of a JFIF header.
  static func density(_ jpeg: [UInt8]) -> [Int] {
    [Int(jpeg[13]), Int(jpeg[14]) << 8 | Int(jpeg[15]), Int(jpeg[16]) << 8 | Int(jpeg[17])]
  }
}

extension PDFTools {
  /// Picture files as they lie in a PDF, in the order of their drawing.
  static func images(_ pdf: [UInt8]) throws -> [[UInt8]] {
    try inFolder(pdf) { folder, input in
      let ending = try BoundedProcess.run(
        "exec pdfimages -all \"$1\" \"$2\"", [input, folder + "/image"], output: folder + "/out",
        messages: folder + "/messages", seconds: 60)
      try #require(ending == .exited(0))
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("image") }.sorted()
        .map { try [UInt8](Data(contentsOf: URL(filePath: folder + "/" + $0))) }
    }
  }

  private static func inFolder<Value>(_ pdf: [UInt8], _ body: (String, String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "paper.pdf")
    try Data(pdf).write(to: input)
    return try body(folder.path, input.path)
  }

  /// The pages' sizes in millimetres, by their media boxes as cairo writes them.
  static func hasOnlyA4(_ pdf: [UInt8]) -> Bool {
    let text = String(decoding: pdf, as: UTF8.self)
    let boxes = text.matches(of: /MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]/)
    return !boxes.isEmpty
      && boxes.allSatisfy { abs((Double($0.1) ?? 0) - 595.276) < 0.01 && abs((Double($0.2) ?? 0) - 841.89) < 0.01 }
  }
}
