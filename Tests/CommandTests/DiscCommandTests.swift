import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A5: a lost disc is made again on the center's machine, and anybody checks it.
@Suite struct DiscCommandTests {
  /// A data folder with a delivery of four portraits; its number and password.
  private func delivered(_ folder: TemporaryFolder, plain: Bool) async throws -> (number: String, password: String?) {
    let open = try await OpenCenter.open(CenterPlace(dataPath: folder.path("data")), for: .working)
    let center = open.center
    let province = Province(of: center, in: folder)
    _ = try await center.prepareCenter()
    let place = try await province.place(code: "99901")
    let lines = (0..<4).map { number in
      "普通,文学院,文学,汉文1/2班,2010\(1000 + number),张示例,\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number)),本科"
    }
    let roster = folder.path("roster.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + lines).joined(separator: "\r\n").utf8)
      .write(to: URL(filePath: roster))
    let preview = try await center.uploadRoster(
      path: roster, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    _ = try await center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: place.liaison)
    let people = try await center.records.read {
      try $0.rows("SELECT id FROM graduate ORDER BY student_number").map { try $0.text("id") }
    }
    for (number, person) in people.enumerated() {
      try await province.releasePortrait(
        of: person, serial: number + 1, bytes: (0..<(20_000 + number)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) },
        campaignID: place.campaignID)
    }
    let clerk = try await province.clerk()
    let options = DeliveryOptions(key: .studentNumber, isPlain: plain, plainReason: plain ? "刻盘" : "")
    let look = try await center.previewDelivery(
      of: place.institutionID, campaignID: place.campaignID, options, by: clerk)
    let made = try await center.makeDelivery(
      of: place.institutionID, campaignID: place.campaignID, options, seen: look.seen, operation: "o", by: clerk)
    let password = plain ? nil : try await center.deliveryPassword(made.id, campaignID: place.campaignID, by: clerk)
    return (made.number, password)
  }

  @Test("A5: disc build writes the encrypted archive again, disc verify finds it right and a flipped bit wrong")
  func archive() async throws {
    let folder = try TemporaryFolder()
    let (number, password) = try await delivered(folder, plain: false)
    let data = ["--data", folder.path("data")]
    let first = folder.path("a.zip")
    let built = try await Command.run(["disc", "build", "--number", number, first] + data)
    #expect(built.status == 0, "\(built.err)")
    let key = built.out.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(key.utf8.count == 64)
    let again = folder.path("b.zip")
    let newest = try await Command.run(
      ["disc", "build", "--campaign", "2014", "--institution", "99901", again] + data)
    #expect(newest.status == 0, "\(newest.err)")
    let bytes = try Data(contentsOf: URL(filePath: first))
    #expect(bytes == (try Data(contentsOf: URL(filePath: again))))
    #expect(try await Command.run(["disc", "build", "--number", number, first] + data).status == 1, "never over another file")

    let passwordFile = folder.path("password")
    try Data((password ?? "").utf8).write(to: URL(filePath: passwordFile))
    let verify = ["disc", "verify", "--key", key, "--password-file", passwordFile]
    let right = try await Command.run(verify + [first])
    #expect(right.status == 0, "\(right.out)\(right.err)")
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    try flipped.write(to: URL(filePath: again))
    #expect(try await Command.run(verify + [again]).status == 1)

    let group = folder.path("class.zip")
    #expect(try await Command.run(["disc", "build", "--number", number, "--class", "1", group] + data).status == 0)
    #expect(try await Command.run(verify + [group]).status == 0)
    let image = folder.path("disc.iso")
    let burnt = try await Command.run(["disc", "build", "--number", number, "--format", "iso", image] + data)
    #expect(burnt.status == 0 && burnt.err.contains("已加密"), "\(burnt.err)")
    let disc = try await Command.run(["disc", "verify", "--key", key, image])
    #expect(disc.status == 0, "the disc itself is checked without the password: \(disc.out)\(disc.err)")
    let none = try await Command.run(["disc", "build", "--number", "2014-62-99901-009", folder.path("none.zip")] + data)
    #expect(none.status == 1)
  }

  @Test("A5: an image of a plain delivery checks right")
  func image() async throws {
    let folder = try TemporaryFolder()
    let (number, _) = try await delivered(folder, plain: true)
    let image = folder.path("disc.iso")
    let built = try await Command.run(
      ["disc", "build", "--number", number, "--format", "iso", image, "--data", folder.path("data")])
    #expect(built.status == 0, "\(built.err)")
    let key = built.out.trimmingCharacters(in: .whitespacesAndNewlines)
    let right = try await Command.run(["disc", "verify", "--key", key, image])
    #expect(right.status == 0, "\(right.out)\(right.err)")
  }
}
