import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A5–A7: what a finding asks of others.
@Suite struct ClaimTests {
  @Test(
    "A5, A6, A7: each finding opens its claim; the same finding again keeps it, another one replaces it",
    arguments: SQLEngine.allCases)
  func opened(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    func open() async throws -> [String] {
      try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines.map {
        "\($0.kind.rawValue) \($0.words)"
      }
    }
    try await desk.give(3, [.missing])
    try await desk.give(0, [.photo, .person]) { typed in
      typed.photoFaults = [.eyes]
      typed.partner = "201000001001"
    }
    #expect(try await open() == ["missing ", "photo 闭眼", "person 实为 201000001001"])
    let partner = try await desk.person(0).verdict?.partner
    #expect(try await partner?.id == desk.desk.id(1))
    let first = try await desk.rows("SELECT id AS t FROM claim WHERE kind = 'photo'")
    desk.province.time.advance(minutes: 1)
    // The partner turned out to be nobody known: the photo's claim and its clock go on.
    try await desk.give(0, [.photo, .person]) { typed in
      typed.photoFaults = [.eyes]
      typed.partner = "不知道"
    }
    #expect(try await open() == ["missing ", "photo 闭眼", "person 实为 不知道"])
    #expect(try await desk.rows("SELECT id AS t FROM claim WHERE kind = 'photo'") == first)
    try await desk.give(0, [.right])
    #expect(try await open() == ["missing "])
    #expect(try await desk.rows("SELECT how AS t FROM claim_ended") == ["changed", "changed", "changed"])
    let page = try await desk.center.claims(campaignID: desk.campaignID, kind: .photo, openOnly: false, by: desk.liaison)
    #expect(page.total == 1 && page.lines.first?.standing == .withdrawn)
  }

  @Test("A6: a claim is taken back with a reason; who has no other finding is open again", arguments: SQLEngine.allCases)
  func withdrawn(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.give(0, [.photo, .data]) { typed in
      typed.photoFaults = [.eyes]
      typed.newValues = [.major: "历史学"]
    }
    let lines = try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines
    let photo = try #require(lines.first { $0.kind == .photo })
    let data = try #require(lines.first { $0.kind == .data })
    func withdraw(_ id: String, _ why: String = "看错了", by verifier: any ClassVerifier) async throws {
      try await desk.center.withdrawClaim(id, because: why, campaignID: desk.campaignID, by: verifier)
    }
    await #expect(throws: ClassCheckRefusal.noReason) { try await withdraw(photo.id, " ", by: desk.liaison) }
    let counselor = try await desk.counselor([desk.second])
    await #expect(throws: ClassCheckRefusal.claimUnknown) { try await withdraw(photo.id, by: counselor) }
    try await withdraw(photo.id, by: desk.liaison)
    await #expect(throws: ClassCheckRefusal.claimEnded) { try await withdraw(photo.id, by: desk.liaison) }
    let rest = try await desk.person(0).verdict
    #expect(rest?.verdicts == [.data] && rest?.photoFaults == [] && rest?.corrections.first?.new == "历史学")
    #expect(try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines.map(\.id) == [data.id])
    try await withdraw(data.id, by: desk.liaison)
    #expect(try await desk.person(0).verdict == nil)
    #expect(try await desk.rows("SELECT how AS t FROM claim_ended") == ["withdrawn", "withdrawn"])
  }

  @Test("Promise 5: a verdict replayed at every crash prefix is there with its claim and its line, or not at all")
  func everyPrefix() async throws {
    let desk = try await CheckDesk(on: .sqlite)
    let person = try await desk.person(0)
    let (time, keys) = (desk.province.time.now, desk.center.keys)
    let (campaignID, liaison) = (desk.campaignID, desk.liaison)
    await desk.center.database.close()
    @Sendable func center(_ folder: String) throws -> CollectionCenter {
      CollectionCenter(
        database: try SQLiteDatabase(path: folder + "/center.sqlite", readers: 1),
        photos: try DiskPhotoStore(folder: folder + "/photos"), spool: desk.province.folder.url.appending(path: "spool"),
        keys: keys, clock: .driven { time }, chance: .seeded(2))
    }
    let recording = try await CrashRecorder.run(in: desk.province.folder.url.path) { recorder in
      let center = try center(recorder.folder)
      var typed = TypedVerdict(
        person: person.id, verdicts: [.photo], portraitNumber: 1, recordVersion: person.recordVersion)
      typed.photoFaults = [.eyes]
      _ = try await center.giveVerdict(typed, campaignID: campaignID, operation: "op", by: liaison)
      recorder.confirm("given")
      await center.database.close()
    }
    var (with, without) = (0, 0)
    let states = try await recording.forEveryCrashPrefix(subsets: 2) { folder, confirmed in
      let center = try center(folder)
      let counts = try await center.records.read { transaction in
        try [
          "verdict", "claim", "journal_line WHERE action = 'verdict.given'", "journal_line WHERE action = 'claim.opened'",
        ].map { try transaction.count("SELECT COUNT(*) AS n FROM \($0)") }
      }
      #expect(counts == [0, 0, 0, 0] || counts == [1, 1, 1, 1])
      if confirmed == ["given"] { #expect(counts == [1, 1, 1, 1]) }
      if counts == [1, 1, 1, 1] { with += 1 } else { without += 1 }
      await center.database.close()
    }
    #expect(states > 3 && with > 0 && without > 0)
  }
}
