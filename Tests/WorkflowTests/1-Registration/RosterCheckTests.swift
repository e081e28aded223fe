import Foundation
import GraduatePhotos
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// The check of an upload: done once, followed, found again; the desk in front of it.
@Suite struct RosterCheckTests {
  typealias Person = RosterDesk.Person

  private func state(_ desk: RosterDesk, _ id: String, patience: Int = 30_000) async throws -> RosterCheckState {
    try await desk.center.rosterCheck(uploadID: id, by: desk.place.liaison, patienceMilliseconds: patience)
  }

  @Test(
    "What a check found is kept sealed: pages of problems and the list read the file no more", arguments: SQLEngine.allCases)
  func kept(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let path = try desk.file((0..<700).map { Person($0, name: $0 == 650 ? "李??" : "张䶮") })
    let id = try await desk.center.receiveRoster(
      path: path, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    guard case .done(let preview) = try await state(desk, id) else { throw Missing() }
    #expect(preview.changes.added.count == 700 && preview.keptWarnings >= 700)
    // Every made-up number has one warning at least; the list goes over several pieces.
    let all = try await desk.center.rosterProblems(of: preview, 0..<(preview.keptErrors + preview.keptWarnings))
    #expect(all.count == preview.keptWarnings)
    #expect(try await desk.center.rosterProblems(of: preview, 480..<530) == Array(all[480..<530]))
    #expect(try await desk.center.rosterProblems(of: preview, 100_000..<100_050).isEmpty)
    let kept = try Data(contentsOf: URL(filePath: desk.center.checked.path(of: id)))
    #expect(kept.range(of: Data("张䶮".utf8)) == nil && kept.range(of: Data("201000001650".utf8)) == nil)
    // Without the file the preview still shows: nothing is read again.
    try FileManager.default.removeItem(atPath: desk.center.uploads.path(of: id))
    guard case .done(let again) = try await state(desk, id, patience: 0) else { throw Missing() }
    #expect(again.seen == preview.seen && again.changes.added.count == 700)
    #expect(try await desk.center.rosterProblems(of: again, 0..<50).count == 50)
  }

  private struct Missing: Error {}

  @Test(
    "A rule or the roster that changes makes the preview anew; what was seen before is not confirmed",
    arguments: SQLEngine.allCases)
  func changed(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let preview = try await desk.preview([Person(1), Person(2)])
    try await desk.center.records.write { transaction in
      let row = try transaction.row("SELECT plan FROM campaign WHERE id = ?", [.text(desk.campaignID)])
      var plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(try row?.text("plan").utf8 ?? "".utf8))
      plan.rosterTerms = RosterTerms(columns: [.major: .init(width: 4)])
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute("UPDATE campaign SET plan = ? WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
    await #expect(throws: RosterImportRefusal.previewChanged) {
      try await desk.center.confirmRoster(
        uploadID: preview.uploadID, RosterConfirmation(seen: preview.seen), by: desk.place.liaison)
    }
    let now = try await desk.center.rosterPreview(uploadID: preview.uploadID, by: desk.place.liaison)
    #expect(now.seen != preview.seen && now.reading.blockedRows == 2, "民族学 takes six bytes")
  }

  @Test("Domain 2.2: names, widths, necessity and categories are the campaign's", arguments: SQLEngine.allCases)
  func terms(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.center.records.write { transaction in
      let row = try transaction.row("SELECT plan FROM campaign WHERE id = ?", [.text(desk.campaignID)])
      var plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(try row?.text("plan").utf8 ?? "".utf8))
      plan.rosterTerms = RosterTerms(
        columns: [.classGroup: .init(name: "教学编组", width: 60, necessity: .required)], categories: [.regular])
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute("UPDATE campaign SET plan = ? WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
    var adult = Person(3)
    adult.category = "成人"
    let header = RosterDesk.header.replacingOccurrences(of: "班级", with: "教学编组")
    let preview = try await desk.preview(
      [Person(1, classGroup: String(repeating: "长", count: 25)), Person(2, classGroup: ""), adult], header: header)
    #expect(preview.reading.missingColumns.isEmpty)
    #expect(try await desk.problems(of: preview).map(\.reason) == [RosterReason.missing, RosterReason.categoryNotCollected])
    try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    let file = try await desk.center.exportRoster(.dbf, campaignID: desk.campaignID, by: desk.place.liaison)
    defer { file.remove() }
    let bytes = try Data(contentsOf: URL(filePath: file.path))
    // The field descriptor of BJ (dBase III: 32 bytes each, the length in byte 16).
    let at = try #require(bytes.range(of: Data("BJ\0".utf8))).lowerBound
    #expect(bytes[at + 16] == 60)
    let template = try await desk.center.rosterTemplate(campaignID: desk.campaignID, by: desk.place.liaison)
    defer { template.remove() }
    let found = try await desk.center.uploadRoster(
      path: template.path, fileName: "模板.xlsx", campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(found.reading.sheets.first?.header.contains("教学编组") == true)
  }

  @Test(
    "What is no roster is refused before anything is kept; a file that fails later says so on its page",
    arguments: SQLEngine.allCases)
  func unreadable(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let text = try desk.file("只有一句话")
    await #expect(throws: RegistrationRefusal.noHeader) {
      try await desk.center.receiveRoster(
        path: text, fileName: "话.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    }
    #expect(try desk.spooled.isEmpty)
    let id = try await desk.center.receiveRoster(
      path: desk.file([Person(1)]), fileName: "名单.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    _ = try await state(desk, id)
    try await desk.center.chooseForRoster(uploadID: id, RosterChoices(sheet: "没有这张表"), by: desk.place.liaison)
    guard case .refused(let message, let hint) = try await state(desk, id) else { throw Missing() }
    #expect(message.contains("没有找到表头") && !hint.isEmpty)
  }

  @Test(
    "Three uploads may wait, for the institution and for each center; one more is told what to do",
    arguments: SQLEngine.allCases)
  func waiting(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let first = try await desk.preview([Person(1)])
    for number in 2...3 { _ = try await desk.preview([Person(number)]) }
    await #expect(throws: RosterImportRefusal.tooManyWaiting(3)) { try await desk.preview([Person(4)]) }
    #expect(try desk.spooled.filter { $0.hasSuffix(".sealed") }.count == 3)
    let keeper = try await desk.studyCenter("天水函授站")
    _ = try await desk.preview([Person(5, center: "天水函授站")], by: keeper)
    try await desk.center.dropRosterUpload(first.uploadID, by: desk.place.liaison)
    _ = try await desk.preview([Person(4)])
  }

  @Test("The desk works on as many at once as it was made for, lets some wait, and refuses the rest")
  func desk() async throws {
    let desk = ReadingDesk("test", atOnce: 1, waiting: 1, refusal: DeskRefusal.reading)
    let (began, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let done = Count()
    async let first: Void = desk.work {
      began.signal()
      gate.wait()
      done.value.withLock { $0 += 1 }
    }
    async let second: Int = desk.work { done.value.withLock { $0 } }
    while desk.admittedCount < 2 { try await Task.sleep(for: .milliseconds(5)) }
    await #expect(throws: DeskRefusal.reading) { try await desk.work {} }
    gate.signal()
    try await first
    #expect(try await second == 1, "the second waited for the first")
    #expect(try await desk.work { 7 } == 7, "free again")
    #expect(began.wait(timeout: .now()) == .success)
  }

  private final class Count: Sendable {
    let value = Mutex(0)
  }
}
