import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A3: what stands under a returned photo, on every kind of paper, and who may print whose.
@Suite("A3: captioned prints by class", .enabled(if: PDFText.isThere)) struct PhotoPrintTests {
  private static let faces: [[UInt8]] = ((try? StationBench.facesWithTwoPictures()) ?? []).prefix(4).compactMap {
    try? StationBench.picture("ok/\($0)")
  }

  /// Twelve people in two classes; the first three have a portrait, the fourth waits for release, the fifth was sent back.
  private func visit(_ engine: SQLEngine) async throws -> ShotVisit {
    let visit = try await ShotVisit(on: engine, heads: 12, names: ["欧阳𬭎", "张䶮", "买买提·吐尔逊江·阿卜杜热合曼"])
    var shots: [(person: Int, shot: String)] = []
    for number in 0..<5 {
      shots.append((number, try await visit.shoot(number, portrait: Self.faces[number % Self.faces.count])))
    }
    try await visit.release(Array(shots.prefix(3)))
    try await visit.center.returnToRetake(
      SeenPortrait(person: visit.people[4], shot: shots[4].shot), because: "闭眼或眯眼", campaignID: visit.campaignID,
      by: visit.clerk)
    return visit
  }

  private func print(
    _ product: PhotoProduct, _ visit: ShotVisit, department: String? = nil, classGroup: String? = nil,
    by printer: (any PhotoPrinter)? = nil
  ) async throws -> [UInt8] {
    let file = try await visit.center.printPhotos(
      product, campaignID: visit.campaignID, department: department, classGroup: classGroup,
      by: printer ?? visit.place.liaison)
    defer { file.remove() }
    var facts = stat()
    #expect(stat(file.path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    return [UInt8](try Data(contentsOf: URL(filePath: file.path)))
  }

  @Test("All five data, in the order of the roster, a line in the journal for each class", arguments: SQLEngine.allCases)
  func proof(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    let text = try PDFText.of(Data(try await print(.proof, visit)))
    for value in ["示例大学", "欧阳𬭎", "张䶮", "买买提·吐尔逊江·阿卜杜热合曼", "201000001003", MadeUp.idNumber(3), "10003"] {
      #expect(text.contains(value), "\(value) is missing")
    }
    // Who has no portrait keeps his place, which says why.
    #expect(text.contains("照片制作中") && text.contains("等待重拍") && text.contains("漏拍"))
    func opened() async throws -> Int {
      try await visit.province.journaledActions().count { $0 == "class.opened" }
    }
    #expect(try await opened() == 2)
    _ = try await print(.check, visit, department: "示例学院", classGroup: "示例1班")
    #expect(try await opened() == 3)
    // Labels name nobody.
    let labels = try PDFText.of(Data(try await print(.labels, visit)))
    #expect(labels.contains("示例1班") && !labels.contains("张䶮"))
    #expect(try await opened() == 3)
  }

  @Test("Fields and their order are the campaign's", arguments: SQLEngine.allCases)
  func setting(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    let campaignID = visit.campaignID
    try await visit.center.records.write { transaction in
      let stored = try transaction.storedCampaign(campaignID)
      var plan = stored.plan
      plan.captions = CaptionSetting(rosterRows: [[.shotSerial, .name]], showsLabels: false)
      _ = try transaction.updateCampaign(campaignID, plan, seen: stored.version)
    }
    let text = try PDFText.of(Data(try await print(.proof, visit)))
    #expect(text.contains("10001") && text.contains("欧阳𬭎") && !text.contains(MadeUp.idNumber(1)))
  }

  @Test("A ZIP of pictures holds who has a portrait, and a list of the others that names nobody", arguments: SQLEngine.allCases)
  func archive(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    for product in [PhotoProduct.minilab(.fiveR), .persons(.certificate)] {
      let path = visit.province.folder.path("\(product.name).zip")
      try Data(try await print(product, visit)).write(to: URL(filePath: path))
      let names = try Self.listed(path)
      #expect(names.filter { $0.hasSuffix(".jpg") }.count == 3)
      #expect(names.contains("1_示例学院_示例1班/001_10001.jpg"))
      #expect(names.contains("没有打印的人.txt") && !names.contains { $0.contains("张") })
    }
  }

  private static func listed(_ path: String) throws -> [String] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", "import sys, zipfile\nfor name in zipfile.ZipFile(sys.argv[1]).namelist(): print(name)", path]
    process.environment = ["PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"]
    process.standardOutput = pipe
    try process.run()
    let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("Everybody prints the own part and nothing else", arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let visit = try await visit(engine)
    let institution = visit.place.institutionID
    let secretary = DepartmentSecretary(accountID: "s", institutionID: institution, department: "别的学院")
    await #expect(throws: PhotoPrintRefusal.nobody) { try await print(.proof, visit, by: secretary) }
    await #expect(throws: PhotoPrintRefusal.noInstitution) { try await print(.proof, visit, by: visit.clerk) }
    let lines = try await visit.center.photoClasses(
      campaignID: visit.campaignID, institutionID: institution, by: visit.clerk)
    #expect(lines.map(\.due) == [6, 6] && lines.map(\.portraits) == [3, 0])
    #expect(try await visit.center.photoClasses(campaignID: visit.campaignID, by: secretary).isEmpty)
    // Another institution's people do not reach over by asking for it.
    let stranger = Liaison(accountID: "x", institutionID: "elsewhere")
    let seen = try await visit.center.photoClasses(
      campaignID: visit.campaignID, institutionID: institution, by: stranger)
    #expect(seen.isEmpty)
  }
}
