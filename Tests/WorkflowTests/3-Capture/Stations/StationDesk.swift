import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport

@testable import Workflow

/// A crew with a visit of today that stations take along.
struct StationDesk {
  let door: DoorDesk
  static let password = "correct horse battery staple"

  var center: CollectionCenter { door.center }
  var campaignID: String { door.campaignID }
  var by: String { door.photographer.accountID }
  var now: Int64 { door.desk.province.time.now }

  init(on engine: SQLEngine) async throws {
    door = try await DoorDesk(on: engine)
    _ = try await door.center.prepareCenter()
    try await Self.setPassword(of: door.photographer.accountID, door.center)
  }

  static func setPassword(of account: String, _ center: CollectionCenter) async throws {
    let invitation = try await center.inviteAgain(accountID: account, by: MachineOperator())
    try await center.acceptInvitation(token: invitation.token, password: password)
  }

  func take(_ station: TestStation, visit: Int = 1) async throws -> VisitFileMade {
    try await center.visitFile(for: station.card, of: visit, campaignID: campaignID, by: door.photographer)
  }

  func id(_ number: Int) async throws -> String { try await door.desk.id(number) }

  /// A check-in's deed, with the station's n-th queue number.
  func checkIn(
    _ person: String, _ number: Int, range: Int, manner: CheckInDeed.Manner = .due, why: String = ""
  ) -> Deed {
    .checkedIn(
      CheckInDeed(
        person: person, placeID: door.placeID,
        turn: TurnKey(category: .regular, department: "民族学院", classGroup: "民族学1班"),
        queue: StationNumbers.first(of: range) - 1 + number, manner: manner, why: why))
  }

  /// Hands a packet in.
  @discardableResult
  func send(
    _ happening: Happening, from station: TestStation, _ file: VisitFileMade, files: [(role: String, bytes: [UInt8])] = []
  ) async throws -> PacketTaken {
    try await center.receivePacket(station.packet(happening, for: file.head, files: files))
  }

  func count(_ text: String) async throws -> Int { try await center.records.read { try $0.count(text) } }

  func texts(_ text: String) async throws -> [String] {
    try await center.records.read { try $0.rows(text).map { try $0.text("t") } }
  }

  /// Why packets wait in review.
  func reviewed() async throws -> [String] {
    try await texts("SELECT why AS t FROM packet_in_review ORDER BY since, packet_id")
  }

  /// Person of each shot by serial, 「-」 for nobody.
  func bindings() async throws -> [String] {
    try await texts(
      """
      SELECT COALESCE(b.person_id, '-') AS t FROM shot s JOIN shot_binding b ON b.shot_id = s.id
      WHERE b.number = (SELECT MAX(x.number) FROM shot_binding x WHERE x.shot_id = s.id) ORDER BY s.serial
      """)
  }

  /// Serials of chosen shots by person.
  func chosen() async throws -> [String: Int] {
    try await center.records.read { transaction in
      let found = try transaction.rows(
        "SELECT c.person_id, s.serial FROM shot_chosen c JOIN shot s ON s.id = c.shot_id")
      return Dictionary(
        try found.map { (try $0.text("person_id"), try $0.int("serial")) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
