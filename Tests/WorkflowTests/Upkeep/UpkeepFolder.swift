import Foundation
import GraduatePhotos
import Storage
import Synchronization
import TestSupport

@testable import Workflow

/// A data folder as people have it, on either engine, opened as often as a test likes.
struct UpkeepFolder: Sendable {
  let temporary: TemporaryFolder
  let time = DrivenTime()
  let place: CenterPlace
  let engine: SQLEngine
  private let lease: DatabaseLease?
  private let openings = Mutexed(0)

  init(on engine: SQLEngine) async throws {
    temporary = try TemporaryFolder()
    self.engine = engine
    lease = engine == .postgresql ? try await DatabaseLease() : nil
    place = CenterPlace(
      dataPath: temporary.path("data"), databaseURL: lease?.url, publicAddress: "https://photos.example.edu.cn")
  }

  /// Every opening draws other chance, as in life.
  func open(_ use: OpenCenter.Use = .working, place: CenterPlace? = nil) async throws -> OpenCenter {
    let number = openings.next()
    return try await OpenCenter.open(
      place ?? self.place, for: use, clock: .driven { [time] in time.now }, chance: .seeded(UInt64(100 + number)))
  }

  func path(_ name: String) -> String { place.dataPath + "/" + name }

  /// A place whose rows are elsewhere than this one's: another file, or another empty database.
  func otherFolder() -> CenterPlace {
    CenterPlace(dataPath: temporary.path("other"), databaseURL: place.databaseURL, publicAddress: place.publicAddress)
  }

  /// Everything that is encrypted at rest: people with second factors, graduates, their keys, a document.
  func fill(_ open: OpenCenter, graduates: Int = 20) async throws {
    let center = open.center
    let machine = MachineOperator()
    try await center.prepareCenter()
    let campaignID = try await center.openCampaign(.sample(), by: machine)
    let institutionID = try await center.addInstitution(
      InstitutionEntry(code: .ministry("99901"), names: [InstitutionName("示例大学")], kind: .university, province: "甘肃省"),
      by: machine)
    _ = try await center.inviteInstitutions([institutionID], to: campaignID, by: machine)
    let account = try await center.invite(AccountRequest(role: .officer, signInName: "officer", name: "李示例"), by: machine)
    try await center.records.write { transaction in
      try transaction.putFactor(.totp, secret: Array("first-secret".utf8), serial: "A", lastStep: 0, of: account.accountID)
      try transaction.putFactor(.card, secret: Array("second-secret".utf8), serial: "B", lastStep: 0, of: account.accountID)
    }
    try await importRoster(center, count: graduates, name: "张示例")
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO collection_code (id, campaign_id, institution_id, import_id, code_sealed, code_key, code_index, category,
          department, class_group) VALUES ('code-1', ?, ?, 'x', ?, ?, ?, '', '', '')
        """,
        [
          .text(campaignID), .text(institutionID),
          .blob(try transaction.keys.seal(Array("OPAQUE".utf8), as: "collection_code:code-1")),
          .text(transaction.keys.encryptionKeyID),
          .blob(transaction.keys.blindIndex(of: "OPAQUE", field: Transaction.codeIndexField)),
        ])
    }
    // Again with another name: every record gets an earlier version under its own key.
    try await importRoster(center, count: graduates, name: "张䶮")
    try await addDocument("一份文件", id: "document-1", to: open, campaignID: campaignID)
  }

  private func importRoster(_ center: CollectionCenter, count: Int, name: String) async throws {
    let keeper = try await center.operatorForInstitution(code: "99901", by: MachineOperator())
    let lines = (0..<count).map { number in
      "普通,文学院,文学,1班,2010\(1000 + number),\(name),\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number)),本科"
    }
    let path = temporary.path("roster-\(UUID().uuidString).csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let campaignID = try await center.campaignMeant(by: "2014").id
    let preview = try await center.uploadRoster(path: path, fileName: "名单.csv", campaignID: campaignID, by: keeper)
    try await center.confirmRoster(uploadID: preview.uploadID, by: keeper)
  }

  /// Bytes in the photo store with the row that names them.
  @discardableResult
  func addDocument(_ text: String, id: String, to open: OpenCenter, campaignID: String? = nil) async throws -> PhotoHash {
    let campaignID = if let campaignID { campaignID } else { try await open.center.campaignMeant(by: "2014").id }
    let ring = open.keys.current
    let hash = try await open.center.photos.put(try ring.seal(Array(text.utf8), as: "document:\(id)"))
    try await open.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO document (id, campaign_id, institution_id, media_type, byte_count, stored_hash, key_id, received_by, received_at)
        VALUES (?, ?, NULL, 'image/jpeg', 12, ?, ?, 'x', ?)
        """, [.text(id), .text(campaignID), .text(hash.hex), .text(ring.encryptionKeyID), .integer(transaction.now)])
    }
    return hash
  }

  /// Everything encrypted, opened with the keys in use, as comparable text.
  func plainValues(_ open: OpenCenter) async throws -> [String] {
    var values: [String] = try await open.center.records.read { transaction in
      var values: [String] = []
      for kind in SealedValues.all {
        let columns = (kind.idColumns + [kind.valueColumn, kind.keyColumn]).joined(separator: ", ")
        for row in try transaction.rows(
          "SELECT \(columns) FROM \(kind.table) ORDER BY \(kind.idColumns.joined(separator: ", "))")
        {
          let ids = try kind.idColumns.map { try row.text($0) }
          let plain = try transaction.keys.open(
            row.blob(kind.valueColumn), under: row.text(kind.keyColumn), as: kind.record(ids))
          values.append("\(kind.table) \(ids.joined(separator: " ")) \(hexadecimal(plain))")
        }
      }
      for row in try transaction.rows("SELECT graduate_id, version, sealed FROM graduate_version ORDER BY graduate_id, version")
      {
        let record = "graduate_version:\(try row.text("graduate_id")):\(try row.integer("version"))"
        let plain = try transaction.openForGraduate(row.text("graduate_id"), row.blob("sealed"), as: record) ?? []
        values.append("\(record) \(hexadecimal(plain))")
      }
      return values
    }
    let documents = try await open.center.records.read { transaction in
      try transaction.rows("SELECT id, stored_hash, key_id FROM document ORDER BY id").map {
        (id: try $0.text("id"), hash: try $0.text("stored_hash"), key: try $0.text("key_id"))
      }
    }
    for document in documents {
      guard let hash = PhotoHash(document.hash) else { continue }
      let sealed = try await open.center.photos.read(hash)
      let plain = try open.keys.current.open(sealed, under: document.key, as: "document:\(document.id)")
      values.append("document \(document.id) \(hexadecimal(plain))")
    }
    return values
  }

  /// Chains everything; on PostgreSQL transactions of other tests hold a batch back for a moment.
  func seal(_ open: OpenCenter) async throws {
    for _ in 0..<500 {
      try await open.center.sealJournal(owner: "test")
      let waiting = try await open.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM journal_unsealed") }
      if waiting == 0 { return }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}

/// A counter that a `Sendable` struct may hold.
final class Mutexed: Sendable {
  private let number: Mutex<Int>

  init(_ number: Int) { self.number = Mutex(number) }

  func next() -> Int {
    number.withLock { number in
      number += 1
      return number
    }
  }
}

/// Changes one byte in the middle of a file.
func flipByte(of path: String) throws {
  var data = try Data(contentsOf: URL(filePath: path))
  data[data.count / 2] ^= 0x01
  try data.write(to: URL(filePath: path))
}
