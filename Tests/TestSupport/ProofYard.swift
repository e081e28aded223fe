import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

/// A data folder whose campaign takes answers here and now: graduates with released portraits, passwords of their own and open sessions.
public struct ProofYard: Sendable {
  public struct Person: Sendable {
    public let id: String
    /// What the cookie holds.
    public let token: String
  }

  public let campaignID: String
  public let people: [Person]

  /// Makes it in an empty folder (and database) and closes it, so that a server can open it.
  ///
  /// - `portrait`: the bytes of everybody's portrait.
  public static func make(at place: CenterPlace, graduates: Int, portrait: [UInt8]) async throws -> ProofYard {
    let open = try await OpenCenter.open(place, for: .working)
    do {
      let yard = try await fill(open.center, graduates, portrait)
      await open.close()
      return yard
    } catch {
      await open.close()
      throw error
    }
  }

  private static func fill(_ center: CollectionCenter, _ graduates: Int, _ portrait: [UInt8]) async throws -> ProofYard {
    let folder = try TemporaryFolder()
    let province = Province(of: center, in: folder)
    _ = try await center.prepareCenter()
    let place = try await province.place()
    try await province.openProofing(at: .here, campaignID: place.campaignID)
    let file = folder.path("名单.csv")
    try Data(roster(graduates).utf8).write(to: URL(filePath: file))
    let preview = try await center.uploadRoster(
      path: file, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    _ = try await center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    let ids = try await center.records.read {
      try $0.rows("SELECT id FROM graduate ORDER BY student_number").map { try $0.text("id") }
    }
    for (number, id) in ids.enumerated() {
      try await province.releasePortrait(of: id, shot: number + 1, jpeg: portrait, campaignID: place.campaignID)
    }
    return ProofYard(campaignID: place.campaignID, people: try await signIn(ids, center, place))
  }

  /// How people come in is tested elsewhere; here nobody waits for ten thousand passwords to be hashed.
  private static func signIn(_ ids: [String], _ center: CollectionCenter, _ place: Province.Place) async throws -> [Person] {
    let people = ids.map { Person(id: $0, token: GraduateToken.mark + center.freshToken()) }
    try await center.records.write { transaction in
      for person in people {
        try transaction.execute(
          "INSERT INTO graduate_password (campaign_id, person_id, argon2id, set_at) VALUES (?, ?, 'none', ?)",
          [.text(place.campaignID), .text(person.id), .integer(transaction.now)])
        try transaction.insertGraduateSession(
          person.token,
          of: SignedInGraduate(personID: person.id, campaignID: place.campaignID, institutionID: place.institutionID),
          device: "测试手机")
      }
    }
    return people
  }

  private static func roster(_ graduates: Int) -> String {
    let header = "类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"
    let lines = (0..<graduates).map { number in
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      return
        "普通,民族学院,民族学,民族学\(number / 50 + 1)班,2010\(100_000 + number),李示例,\(sex),\(MadeUp.idNumber(number)),本科"
    }
    return ([header] + lines).joined(separator: "\r\n")
  }
}
