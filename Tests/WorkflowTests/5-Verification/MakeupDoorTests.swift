import Foundation
import GraduatePhotos
import Outward
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A1, N4, A6: the branch's door, the shot there, and what it answers.
@Suite struct MakeupDoorTests {
  private func admitted(_ admission: MakeupAdmission) -> (queue: Int, turn: MakeupDoor.Turn?)? {
    if case .admitted(let line, let turn, _) = admission { (line.queueNumber, turn) } else { nil }
  }

  @Test(
    "A1: the identity card is seen; who booked goes before who did not; a number once given is kept",
    arguments: SQLEngine.allCases)
  func door(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    try await branch.book(4, 9, 570)
    try await branch.book(6, 9, 900)
    await #expect(throws: MakeupRefusal.self) { _ = try await branch.come(4) }
    try branch.go("2014-04-09", 565)
    await #expect(throws: MakeupRefusal.noCard) { _ = try await branch.come(7, cardSeen: false) }
    #expect(admitted(try await branch.come(7))?.turn == .walkIn)
    #expect(admitted(try await branch.come(6))?.turn == .otherTime)
    #expect(admitted(try await branch.come(4))?.turn == .booked)
    guard case .already(let line) = try await branch.come(7) else {
      Issue.record("let in twice")
      return
    }
    #expect(line.queueNumber == 1)
    let day = try await branch.center.makeupDoor(campaignID: branch.campaignID, by: branch.visit.crew)
    #expect(day.queue.map { branch.people.firstIndex(of: $0.id) } == [4, 7, 6])
    #expect(day.booked.map { branch.people.firstIndex(of: $0.id) } == [4, 6])
    // Whose picture is fine is sent on, and it is on record.
    #expect(try await branch.come(2) == .refused(.captured))
    let found = try await branch.center.findAtMakeup(
      MadeUp.idNumber(9), campaignID: branch.campaignID, by: branch.visit.crew)
    #expect(found.map(\.id) == [branch.people[8]] && found.first?.answer == .due)
    // The door of classes does not let anybody in here.
    await #expect(throws: MakeupRefusal.noCard) {
      _ = try await branch.center.checkIn(
        branch.people[8], at: day.visit, campaignID: branch.campaignID, by: branch.visit.crew)
    }
    try await branch.center.withdrawMakeupAdmission(branch.people[7], campaignID: branch.campaignID, by: branch.visit.crew)
    #expect(admitted(try await branch.come(7))?.queue == 4)
    let stranger = Photographer(accountID: try await branch.province.account(.photographer, "stranger"))
    await #expect(throws: CaptureRefusal.visitUnknown) {
      _ = try await branch.center.makeupDoor(campaignID: branch.campaignID, by: stranger)
    }
  }

  @Test(
    "N4, promise 9: after closing who holds a number is shot, others are refused; an exception is told the officer the same day",
    arguments: SQLEngine.allCases)
  func closed(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    let officer = try await branch.province.officer()
    try branch.go("2014-04-12", 1_015)
    #expect(admitted(try await branch.come(4))?.turn == .walkIn)
    try branch.go("2014-04-12", 1_030)
    guard case .already = try await branch.come(4) else {
      Issue.record("lost his number")
      return
    }
    let refusal = MakeupRefusal.closed(try branch.slot(12, 1_020))
    #expect(try await branch.come(6) == .refused(refusal))
    await #expect(throws: CaptureRefusal.noReason) { _ = try await branch.come(6, saying: .exception(" ")) }
    await #expect(throws: MakeupRefusal.noCard) { _ = try await branch.come(6, cardSeen: false, saying: .exception("赶不上车")) }
    #expect(admitted(try await branch.come(6, saying: .exception("大雪封路，车晚到")))?.queue == 2)
    let told = try await branch.center.notices(for: officer).notices
    #expect(told.contains { $0.title == "补拍现场破例 1 人" } && !told.contains { $0.body.contains("大雪") })
    let number = MakeupVisit.number(of: try #require(CalendarDay(year: 2014, month: 4, day: 12)))
    let notes = try await branch.center.doorNotes(of: number, campaignID: branch.campaignID, by: officer)
    #expect(notes.contains { $0.kind == .exception && $0.why == "大雪封路，车晚到" })
    #expect(notes.contains { $0.kind == .refused && $0.why.hasPrefix("补拍已于 4月12日（周六）17:00 结束，逾期不再受理") })
    // The week after, too, and a photographer who never booked a thing.
    try branch.go("2014-04-18", 600)
    #expect(try await branch.come(7) == .refused(refusal))
    #expect(admitted(try await branch.come(7, saying: .exception("服兵役刚回")))?.queue == 1)
    let visits = try await branch.center.livingDay(campaignID: branch.campaignID, by: officer)
    #expect(visits.isEmpty)
  }

  @Test("A6: the same picture released once more settles no claim; another one does", arguments: SQLEngine.allCases)
  func samePictureAgain(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    _ = try await desk.give(0, [.photo]) { $0.photoFaults = [.eyes] }
    let person = try await desk.person(0).id
    for (shot, left) in [("shot-1", 1), ("shot-2", 0)] {
      try await desk.center.records.write { [campaign = desk.campaignID] in
        try $0.settlePhotoClaims(of: SeenPortrait(person: person, shot: shot), campaignID: campaign, by: CenterItself())
      }
      #expect(try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).total == left)
    }
  }

  @Test(
    "A6: closed eyes: booked, shot at the branch, released: the claim is settled, and the paper says that it was free",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    let (center, campaignID, crew) = (branch.center, branch.campaignID, branch.visit.crew)
    try await branch.book(0, 9, 570)
    let claim = try await center.claims(campaignID: campaignID, by: branch.liaison).lines.first
    let half = try branch.slot(9, 570)
    #expect(claim?.booked == half && claim?.standing == .open)
    try branch.go("2014-04-09", 560)
    #expect(admitted(try await branch.come(0))?.turn == .booked)
    let visit = try #require(try await center.visitsToTake(by: crew).first { $0.number > 9_000 })
    #expect(visit.place == "补拍（示例采集中心）")
    var station = try TestStation(2)
    let file = try await center.visitFile(for: station.card, of: visit.number, campaignID: campaignID, by: crew)
    let along = try JSONDecoder().decode(
      TakeAlong.self, from: Data(try #require(try VisitFile.open(file.bytes, key: file.key).first)))
    #expect(along.placeID == TakeAlong.branchID && along.people.count == 21 && along.sessions == MakeupTerms.usualSessions)
    #expect(along.people.allSatisfy { $0.person.standing == .due && $0.person.marks.count == 1 })
    let shot = TestStation.shot(700, of: branch.people[0], range: 1)
    for (deed, files) in [
      (Deed.shot(shot.deed), shot.files), (.chosen(shot: shot.deed.id, person: branch.people[0]), []),
    ] {
      let happening = station.happening(deed, by: crew.accountID, at: branch.province.time.now)
      let taken = try await center.receivePacket(station.packet(happening, for: file.head, files: files))
      #expect(taken.state == .taken)
    }
    // Until the head office looked, nobody asks him to come again.
    let waiting = try await center.makeupList(campaignID: campaignID, by: branch.liaison).people.first
    #expect(waiting?.id == branch.people[0] && waiting?.standing == .waiting)
    #expect(try await center.makeupDoor(campaignID: campaignID, by: crew).shot == 1)
    try await branch.visit.release([(0, shot.deed.id)])
    let settled = try await center.claims(campaignID: campaignID, openOnly: false, by: branch.liaison).lines
    #expect(settled.map(\.standing) == [.settled])
    let how = try await center.records.read { try $0.rows("SELECT how FROM claim_ended").map { try $0.text("how") } }
    #expect(how == ["shot-again"])
    let book = try await center.makeupPaper(.xlsx, campaignID: campaignID, institutionID: nil, by: branch.liaison)
    defer { book.remove() }
    let rows = try Self.text(of: book.path)
    for words in [[MadeUp.idNumber(1), "闭眼或特殊表情", "免费", "10700"], [MadeUp.idNumber(5), "漏拍", "收费"]] {
      #expect(rows.contains { row in words.allSatisfy { row.contains($0) } }, "\(words)")
    }
    let paper = try await center.makeupPaper(
      .pdf, campaignID: campaignID, institutionID: branch.liaison.institutionID, by: branch.visit.clerk)
    defer { paper.remove() }
    #expect(try Data(contentsOf: URL(filePath: paper.path)).starts(with: Array("%PDF-".utf8)))
    #expect(try await branch.province.journaledActions().count { $0 == "makeup.list-printed" } == 2)
  }

  private static func text(of path: String) throws -> [String] {
    var rows: [String] = []
    try TableFile.open(path: path).forEachRow(sheet: 0) { row in
      rows.append(row.cells.map(\.text).joined(separator: " "))
      return true
    }
    return rows
  }
}
