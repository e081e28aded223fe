import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Who sees which lines of the journal, page by page.
@Suite struct JournalPagesTests {
  /// Two institutions with a slip each, handed in by their liaisons.
  private struct Two {
    let province: Province
    let here: Province.Place
    let there: Province.Place
    let hereSlip: String
    let thereSlip: String

    init(on engine: SQLEngine) async throws {
      province = try await Province(on: engine)
      here = try await province.place()
      there = try await province.place(code: "10731", name: "邻近大学", liaison: "other")
      hereSlip = try await Self.handIn(province, here)
      thereSlip = try await Self.handIn(province, there)
    }

    private static func handIn(_ province: Province, _ place: Province.Place) async throws -> String {
      let slip = try await province.center.openSlip(campaignID: place.campaignID, by: place.liaison)
      var draft = slip.draft
      draft.headCounts.regular = 10
      draft.contactName = "测试联系人"
      draft.telephone = "0931-1234567"
      let version = try await province.center.saveSlipDraft(draft, of: slip.id, basedOn: slip.draftVersion, by: place.liaison)
      _ = try await province.center.submitSlip(slip.id, draftVersion: version, by: place.liaison)
      province.time.advance(minutes: 1)
      return slip.id
    }

    func lines(_ subject: JournalSubject = .everything, for reader: some JournalReader) async throws -> [JournalEntry] {
      try await province.center.journalLines(campaignID: here.campaignID, about: subject, for: reader).entries
    }
  }

  @Test(
    "The officer sees the whole campaign; a liaison the own people's lines and the own records', nothing else",
    arguments: SQLEngine.allCases)
  func reach(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    let officer = try await two.province.officer()
    #expect(Set(try await two.lines(for: officer).map(\.recordID)) == [two.hereSlip, two.thereSlip])
    let own = try await two.lines(for: two.here.liaison)
    #expect(own.map(\.recordID) == [two.hereSlip])
    #expect(own.map(\.action) == ["slip.submitted"])
    #expect(own.first?.actorName == "测试学籍管理员")
    #expect(own.first?.details["version"] == "1")

    // What others do to the own records is seen too, the same done to a neighbour's is not.
    _ = try await two.province.center.printSlip(two.hereSlip, by: officer)
    _ = try await two.province.center.printSlip(two.thereSlip, by: officer)
    #expect(try await two.lines(for: two.here.liaison).map(\.action) == ["paper.printed", "slip.submitted"])
    #expect(try await two.lines(for: two.here.liaison).first?.role == "officer")
  }

  @Test("By record and by person: a neighbour's are empty for a liaison", arguments: SQLEngine.allCases)
  func subjects(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    let officer = try await two.province.officer()
    _ = try await two.province.center.printSlip(two.hereSlip, by: officer)
    _ = try await two.province.center.printSlip(two.thereSlip, by: officer)
    let mine = two.here.liaison
    #expect(try await two.lines(.record(kind: "slip", id: two.hereSlip), for: mine).count == 2)
    #expect(try await two.lines(.record(kind: "slip", id: two.thereSlip), for: mine).isEmpty)
    #expect(try await two.lines(.record(kind: "slip", id: two.thereSlip), for: officer).count == 2)
    #expect(try await two.lines(.person(mine.accountID), for: mine).map(\.action) == ["slip.submitted"])
    #expect(try await two.lines(.person(two.there.liaison.accountID), for: mine).isEmpty)
    // The officer's doings, as far as they touched this institution.
    #expect(try await two.lines(.person(officer.accountID), for: mine).map(\.recordID) == [two.hereSlip])
    #expect(try await two.lines(.person(officer.accountID), for: officer).count == 2)
  }

  @Test("Notices to an institution are its own, whoever sent them", arguments: SQLEngine.allCases)
  func notices(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    for place in [two.here, two.there] {
      try await two.province.center.records.write { transaction in
        try transaction.execute(
          """
          INSERT INTO notice (id, scope, account_id, institution_id, title, body, path, written_by, written_at)
          VALUES (?, ?, NULL, ?, '提醒', '请登记', '/', 'machine', 0)
          """, [.text("n-\(place.institutionID)"), .text(place.campaignID), .text(place.institutionID)])
        try transaction.journal(
          JournalLine(
            action: .noticeSent, recordKind: "notice", recordID: "n-\(place.institutionID)", campaignID: place.campaignID),
          by: MachineOperator())
      }
    }
    let seen = try await two.lines(for: two.there.liaison)
    #expect(seen.map(\.recordID) == ["n-\(two.there.institutionID)", two.thereSlip])
    #expect(seen.first?.actorName == nil)
    #expect(seen.first?.role == "machine")
  }

  @Test("Fifty a page, none twice and none left out while new lines arrive", arguments: SQLEngine.allCases)
  func pages(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    let (campaign, officer) = (two.here.campaignID, try await two.province.officer())
    let write = { (count: Int) in
      for _ in 0..<count {
        try await two.province.center.records.write { transaction in
          try transaction.journal(
            JournalLine(action: .campaignChanged, recordKind: "campaign", recordID: campaign, campaignID: campaign), by: officer
          )
        }
      }
    }
    try await write(118)
    var mark: JournalMark?
    var seen: [String] = []
    var sizes: [Int] = []
    repeat {
      let page = try await two.province.center.journalLines(campaignID: campaign, olderThan: mark, for: officer)
      seen += page.entries.map(\.id)
      sizes.append(page.entries.count)
      mark = page.older.flatMap { JournalMark(text: $0.text) }
      try await write(1)
    } while mark != nil
    #expect(sizes == [50, 50, 20])
    #expect(Set(seen).count == 120)
    #expect(JournalMark(text: "x.y") == nil)
    #expect(JournalMark(text: "12") == nil)
  }

  @Test("Promise 8: a line shows its place in the chain once it is sealed", arguments: SQLEngine.allCases)
  func positions(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    let officer = try await two.province.officer()
    #expect(try await two.lines(for: officer).allSatisfy { $0.position == nil })
    // On PostgreSQL transactions of other tests' databases may hold a batch back for a moment.
    for _ in 0..<500 where try await two.lines(for: officer).contains(where: { $0.position == nil }) {
      try await two.province.center.sealJournal(owner: "a")
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try await two.lines(for: officer).map(\.position) == [2, 1])
  }

  @Test("No page scans the journal", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let two = try await Two(on: engine)
    let subjects: [JournalSubject] = [
      .everything, .record(kind: "slip", id: two.hereSlip), .person(two.there.liaison.accountID),
    ]
    for subject in subjects {
      for institution in [nil, two.here.institutionID] {
        let plan = try await two.province.center.records.read { transaction in
          if transaction.sql.engine == .postgresql { try transaction.execute("SET LOCAL enable_seqscan = off") }
          let query = try transaction.journalQuery(
            two.here.campaignID, subject, olderThan: JournalMark(writtenAt: 1, lineID: "x"), institutionID: institution)
          return try transaction.sql.explain(query.text, query.arguments)
        }
        let scans = plan.filter { line in
          ["SCAN l", "SCAN o", "Seq Scan on journal_line"].contains { line.contains($0) } && !line.contains("USING")
        }
        #expect(scans.isEmpty, "\(subject) \(institution ?? "all"): \(scans)")
      }
    }
  }
}
