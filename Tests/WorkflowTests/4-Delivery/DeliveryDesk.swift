import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// An institution of made-up people with released portraits, and the clerk who delivers them.
struct DeliveryDesk {
  let desk: RosterDesk
  let clerk: Clerk

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var institutionID: String { desk.place.institutionID }
  var liaison: Liaison { desk.place.liaison }
  var province: Province { desk.province }

  static let names = ["张䶮", "李𠮷", "王𬭎", "赵示例", "钱示例", "孙示例", "周示例", "吴示例"]

  /// Eight people in two classes; the first six have a portrait, the second one of more than a megabyte.
  init(on engine: SQLEngine) async throws {
    desk = try await RosterDesk(on: engine)
    clerk = try await desk.province.clerk()
    try await desk.bring(Self.people())
    for number in 0..<6 { try await release(number, serial: number + 1) }
  }

  /// An institution that brought four codes and no names; the first three have a portrait.
  static func codeMode(on engine: SQLEngine) async throws -> (desk: RosterDesk, clerk: Clerk, codes: [String]) {
    let desk = try await RosterDesk(on: engine)
    let clerk = try await desk.province.clerk()
    try await desk.center.records.write { transaction in
      var plan = try transaction.storedCampaign(desk.campaignID).plan
      plan.regime = .code
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, regime = 'code', version = version + 1 WHERE id = ?",
        [.text(json), .text(desk.campaignID)])
    }
    let codes = (0..<4).map { "XJ9aTq\($0)kZ==\($0)" }
    let table = (["采集码,类别,院系,班级"] + codes.map { "\($0),普通,文学院,中文1班" }).joined(separator: "\n")
    let upload = try await desk.center.receiveCodes(
      path: desk.file(table), fileName: "码.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    let checked = try await desk.center.codePreview(uploadID: upload, by: desk.place.liaison)
    _ = try await desk.center.confirmCodes(uploadID: checked.uploadID, seen: checked.seen, by: desk.place.liaison)
    let people = try await desk.center.records.read {
      try $0.rows("SELECT id FROM collection_code ORDER BY id").map { try $0.text("id") }
    }
    for (number, person) in people.prefix(3).enumerated() {
      try await desk.province.releasePortrait(
        of: person, serial: number + 1, bytes: DeliveryDesk.picture(number + 10), campaignID: desk.campaignID)
    }
    return (desk, clerk, codes)
  }

  static func people(_ change: (Int, String) -> String = { $1 }) -> [RosterDesk.Person] {
    names.enumerated().map { number, name in
      RosterDesk.Person(number, name: change(number, name), classGroup: number < 4 ? "民族学1班" : "民族学1/2班")
    }
  }

  static func picture(_ serial: Int) -> [UInt8] {
    let size = serial == 2 ? 2_300_000 : 9_000 + serial
    return (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ serial &* 7 &+ $0 >> 8) }
  }

  @discardableResult
  func release(_ number: Int, serial: Int) async throws -> String {
    try await province.releasePortrait(
      of: try await desk.id(number), serial: serial, bytes: Self.picture(serial), campaignID: campaignID)
  }

  func preview(_ options: DeliveryOptions = DeliveryOptions(key: .idNumber)) async throws -> DeliveryPreview {
    try await center.previewDelivery(of: institutionID, campaignID: campaignID, options, by: clerk)
  }

  @discardableResult
  func make(
    _ options: DeliveryOptions = DeliveryOptions(key: .idNumber), operation: String = "operation-1"
  ) async throws -> DeliveryMade {
    let seen = try await preview(options).seen
    return try await center.makeDelivery(
      of: institutionID, campaignID: campaignID, options, seen: seen, operation: operation, by: clerk)
  }

  func archive(_ id: String, _ part: DeliveryPart = .volume(1)) async throws -> [UInt8] {
    let archive = try await center.openDeliveryArchive(id, part, campaignID: campaignID, by: clerk)
    return try await bytes(archive, 0..<archive.byteCount)
  }

  func bytes(_ archive: DeliveryArchive, _ range: Range<Int>) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    try await archive.read(range) { bytes += $0 }
    return bytes
  }

  func facts(_ id: String) async throws -> DeliveryFacts {
    try await center.showDelivery(id, campaignID: campaignID, by: clerk)
  }

  /// What `biying disc verify` would say.
  func check(_ bytes: [UInt8], of id: String, ending: String = "zip") async throws -> DiscReport {
    let facts = try await facts(id)
    let password =
      facts.plainReason == nil ? try await center.deliveryPassword(id, campaignID: campaignID, by: clerk) : nil
    let path = province.folder.path("\(UUID().uuidString).\(ending)")
    try Data(bytes).write(to: URL(filePath: path))
    return try DiscCheck(publicKey: HexText.read(facts.publicKey), password: password).check(path)
  }

  /// The files of a plain archive, by path.
  func files(_ bytes: [UInt8]) throws -> [String: [UInt8]] { try Self.files(bytes, in: province.folder) }

  static func files(_ bytes: [UInt8], in place: TemporaryFolder) throws -> [String: [UInt8]] {
    let folder = place.path(UUID().uuidString)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + ".zip"
    try Data(bytes).write(to: URL(filePath: path))
    let unpacking = Process()
    unpacking.executableURL = URL(filePath: "/usr/bin/env")
    unpacking.arguments = ["python3", "-m", "zipfile", "-e", path, folder]
    try unpacking.run()
    unpacking.waitUntilExit()
    var found: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      found[name] = [UInt8](data)
    }
    return found
  }

  func count(_ text: String) async throws -> Int { try await center.records.read { try $0.count(text) } }
}
