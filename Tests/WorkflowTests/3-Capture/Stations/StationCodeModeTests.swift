import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Code mode: stations of the agency carry codes, shot serials and photos, and no name or number in any form.
@Suite struct StationCodeModeTests {
  private static let codes = (0..<12).map { "XJ9aTq\($0)kZ==\($0)" }

  /// A crew with a visit of today at an institution that brought codes.
  private func desk(_ engine: SQLEngine) async throws -> (RosterDesk, Photographer) {
    let desk = try await RosterDesk(on: engine)
    _ = try await desk.center.prepareCenter()
    try await DoorDesk.openPhases(desk)
    try await desk.center.records.write { transaction in
      var plan = try transaction.storedCampaign(desk.campaignID).plan
      plan.regime = .code
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, regime = 'code', version = version + 1 WHERE id = ?",
        [.text(json), .text(desk.campaignID)])
    }
    let table = (["采集码,类别,院系,班级"] + Self.codes.map { "\($0),普通,文学院,中文1班" }).joined(separator: "\n")
    let upload = try await desk.center.receiveCodes(
      path: desk.file(table), fileName: "码.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    let preview = try await desk.center.codePreview(uploadID: upload, by: desk.place.liaison)
    _ = try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: desk.place.liaison)
    let planner = try await desk.province.planner()
    let photographer = Photographer(accountID: try await desk.province.account(.photographer, "photographer"))
    let crew = try await desk.center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: desk.campaignID, by: planner)
    try await desk.center.setCrewAccounts([photographer.accountID], of: crew, campaignID: desk.campaignID, by: planner)
    try await StationDesk.setPassword(of: photographer.accountID, desk.center)
    let day = try #require(CalendarDay(year: 2013, month: 10, day: 8))
    let visit = Visit(
      number: 1, crew: crew, institution: desk.place.institutionID, day: day, span: MinuteSpan(510, 520),
      turns: [ClassTurn(group: "regular/文学院/中文1班/", heads: 12, span: MinuteSpan(510, 520))])
    let draft = try await desk.center.keepTour(
      TourPlan(visits: [visit]), note: "手工", campaignID: desk.campaignID, by: planner)
    _ = try await desk.center.publishSchedule(draft, campaignID: desk.campaignID, by: planner)
    desk.province.time.set(day.startMilliseconds + 500 * 60_000)
    return (desk, photographer)
  }

  @Test(
    "The file has codes' marks and nothing else; what a station types of a person is not kept", arguments: SQLEngine.allCases)
  func nothingLeaks(engine: SQLEngine) async throws {
    let (desk, photographer) = try await desk(engine)
    var station = try TestStation(1)
    let file = try await desk.center.visitFile(
      for: station.card, of: 1, campaignID: desk.campaignID, by: photographer)
    let parts = try VisitFile.open(file.bytes, key: file.key)
    let along = try JSONDecoder().decode(TakeAlong.self, from: Data(try #require(parts.first)))
    #expect(along.regime == .code && along.people.count == 12)
    #expect(along.people.allSatisfy { $0.person.name.isEmpty && $0.person.studentNumber.isEmpty && $0.born == nil })
    let key = Array(try #require(Data(base64Encoded: along.markKey)))
    #expect(along.people.contains { $0.person.marks == [scanMark(Self.codes[3], key: key)] })
    let plain = String(decoding: parts.flatMap(\.self), as: UTF8.self)
    #expect(!plain.contains(Self.codes[3]) && parts.count == 2 && String(decoding: parts[1], as: UTF8.self) == "[]")

    let name = "欧阳示例"
    let turn = TurnKey(category: .regular, department: "文学院", classGroup: "中文1班")
    let typed = station.happening(
      .spare(
        SparePerson(id: TestStation.id("ee", 1), name: name, number: MadeUp.idNumber(3), turn: turn, note: name)),
      by: photographer.accountID, at: desk.province.time.now)
    let taken = try await desk.center.receivePacket(station.packet(typed, for: file.head))
    #expect(taken.state == .review)
    let kept = try await desk.center.records.read { transaction -> [String] in
      try transaction.rows("SELECT \(StoredPacket.columns) FROM station_packet p").map {
        String(decoding: try StoredPacket(from: $0, transaction.keys).body, as: UTF8.self)
      }
    }
    #expect(kept.count == 1 && kept.allSatisfy { !$0.contains(name) && !$0.contains(MadeUp.idNumber(3)) })
    // without them he is taken
    try await desk.center.acceptPacket(
      typed.id, campaignID: desk.campaignID, reason: "学校会认", by: try await desk.province.planner("second"))
    let marked = station.happening(
      .spare(
        SparePerson(
          id: TestStation.id("ee", 2), name: "", number: scanMark("UNKNOWN-CODE-0001", key: key), turn: turn, note: "")),
      by: photographer.accountID, at: desk.province.time.now)
    #expect(try await desk.center.receivePacket(station.packet(marked, for: file.head)).state == .taken)
    #expect(
      try await desk.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM spare_person") } == 2)
    await #expect(throws: ReferenceRefusal.codeMode) {
      _ = try await desk.center.uploadReferences(path: "none", campaignID: desk.campaignID, by: desk.place.liaison)
    }
  }
}
