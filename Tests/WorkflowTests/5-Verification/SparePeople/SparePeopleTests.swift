import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N3: who stood on no list and was shot all the same gets his photo, when his school says who he is.
@Suite struct SparePeopleTests {
  /// Somebody with a spare card and one good shot, who says that he is graduate `number` of the roster.
  private struct Door {
    let desk: StationDesk
    let spareID: String
    var liaison: Liaison { desk.door.desk.place.liaison }

    init(on engine: SQLEngine, saying number: String = "201000001005", name: String = "孙示例") async throws {
      spareID = TestStation.id("dd", 1)
      desk = try await StationDesk(on: engine)
      var station = try TestStation(1)
      let file = try await desk.take(station)
      let spare = SparePerson(
        id: spareID, name: name, number: number,
        turn: TurnKey(category: .regular, department: "民族学院", classGroup: "民族学1班"), note: "名单上没有")
      try await desk.send(station.happening(.spare(spare), by: desk.by, at: desk.now), from: station, file)
      let shot = TestStation.shot(1, of: spareID, range: 1)
      try await desk.send(
        station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    }

    func cards() async throws -> [SpareCard] { try await desk.center.sparePeople(campaignID: desk.campaignID, by: liaison) }
    func waiting() async throws -> [String] { try await desk.texts("SELECT person_id AS t FROM release_queue ORDER BY 1") }
    func give(_ number: String) async throws {
      try await desk.center.giveSparePerson(spareID, to: number, campaignID: desk.campaignID, by: liaison)
    }
  }

  @Test(
    "N3: the pictures of a spare card wait for the school, and for release only once it said whose they are",
    arguments: SQLEngine.allCases)
  func given(engine: SQLEngine) async throws {
    let door = try await Door(on: engine)
    let graduate = try await door.desk.id(5)
    #expect(try await door.waiting().isEmpty, "nobody releases what may be anybody's")
    #expect(try await door.desk.center.openSpareCount(campaignID: door.desk.campaignID, by: door.liaison) == 1)
    let card = try #require(try await door.cards().first)
    #expect(card.isOpen && card.name == "孙示例" && card.shots == 1 && card.note == "名单上没有")
    #expect(card.suggestion?.id == graduate, "the number he said is on the list")
    await #expect(throws: SpareRefusal.nobody) { try await door.give("209999999999") }
    for _ in 0..<2 { try await door.give("201000001005") }
    #expect(try await door.desk.bindings() == [graduate])
    #expect(try await door.waiting() == [graduate])
    #expect(try await door.desk.count("SELECT COUNT(*) AS n FROM spare_decided") == 1, "said twice it is one decision")
    let after = try #require(try await door.cards().first)
    #expect(after.decision == .given(graduate: graduate) && after.givenTo.hasSuffix("201000001005"))
    #expect(try await door.desk.center.openSpareCount(campaignID: door.desk.campaignID, by: door.liaison) == 0)
    await #expect(throws: SpareRefusal.decided) { try await door.give("201000001006") }
    let journaled = try await door.desk.door.desk.province.journaledActions()
    #expect(journaled.count { $0 == "spare-person.given" } == 1)
  }

  @Test(
    "N3: a decision is taken back as long as nothing was returned; then the card waits again", arguments: SQLEngine.allCases)
  func reopened(engine: SQLEngine) async throws {
    let door = try await Door(on: engine)
    let (center, campaignID) = (door.desk.center, door.desk.campaignID)
    await #expect(throws: SpareRefusal.open) {
      try await center.reopenSparePerson(door.spareID, campaignID: campaignID, by: door.liaison)
    }
    try await door.give("201000001005")
    try await center.reopenSparePerson(door.spareID, campaignID: campaignID, by: door.liaison)
    #expect(try await door.desk.bindings() == [door.spareID])
    #expect(try await door.waiting().isEmpty)
    try await center.declineSparePerson(door.spareID, because: .notOurs, campaignID: campaignID, by: door.liaison)
    #expect(try await door.cards().first?.decision == .declined(.notOurs))
    await #expect(throws: SpareRefusal.decided) { try await door.give("201000001005") }
    try await center.reopenSparePerson(door.spareID, campaignID: campaignID, by: door.liaison)
    try await door.give("201000001006")
    #expect(try await door.desk.bindings() == [try await door.desk.id(6)])
    #expect(try await door.desk.count("SELECT COUNT(*) AS n FROM spare_decided") == 5, "every word stays")
  }

  @Test("N3: who has a photo already gets no second one, and another school's card is not there", arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let door = try await Door(on: engine, saying: MadeUp.idNumber(4), name: "不在册")
    let card = try #require(try await door.cards().first)
    var station = try TestStation(2)
    let first = try await door.desk.id(4)
    #expect(card.number == IDNumber.masked(MadeUp.idNumber(4)) && card.suggestion?.id == first)
    let file = try await door.desk.take(station)
    try await door.desk.send(
      station.happening(door.desk.checkIn(first, 1, range: 2), by: door.desk.by, at: door.desk.now), from: station, file)
    let shot = TestStation.shot(2, of: first, range: 2)
    try await door.desk.send(
      station.happening(.shot(shot.deed), by: door.desk.by, at: door.desk.now), from: station, file, files: shot.files)
    try await door.desk.send(
      station.happening(.chosen(shot: shot.deed.id, person: first), by: door.desk.by, at: door.desk.now), from: station, file)
    #expect(try await door.desk.reviewed().isEmpty)
    #expect(try await door.desk.bindings() == [door.spareID, first])
    await #expect(throws: SpareRefusal.hasPhoto) { try await door.give(MadeUp.idNumber(4)) }
    let picture = try await door.desk.center.sparePicture(door.spareID, campaignID: door.desk.campaignID, by: door.liaison)
    #expect(!picture.isEmpty)
    let other = try await door.desk.door.desk.province.place(code: "10731", liaison: "other-liaison")
    #expect(try await door.desk.center.sparePeople(campaignID: other.campaignID, by: other.liaison).isEmpty)
    await #expect(throws: SpareRefusal.unknown) {
      try await door.desk.center.sparePicture(door.spareID, campaignID: door.desk.campaignID, by: other.liaison)
    }
  }
}
