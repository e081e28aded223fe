import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

/// A province with one institution, two classes, a visit of today, and a station whose shots come in: what a head office has before it.
public final class ShotVisit {
  public let province: Province
  public let place: Province.Place
  public let crew: Photographer
  public let clerk: Clerk
  /// Ids in the order of student numbers: the first half of 示例1班, the rest of 示例2班.
  public let people: [String]
  private let file: VisitFileMade
  private var station: TestStation
  private var serials = 0

  public var center: CollectionCenter { province.center }
  public var campaignID: String { place.campaignID }

  /// - names: of the people; 「张示例」 for all where there are fewer.
  public init(on engine: SQLEngine = .sqlite, heads: Int = 24, names: [String] = []) async throws {
    province = try await Province(on: engine)
    place = try await province.place()
    _ = try await province.center.prepareCenter()
    try await province.openPhases(place.campaignID)
    let rows = (0..<heads).map { number in
      let name = number < names.count ? names[number] : "张示例"
      let group = number < heads / 2 ? "示例1班" : "示例2班"
      let sex = (number + 1).isMultiple(of: 2) ? "女" : "男"
      return "普通,示例学院,民族学,\(group),\(20_100_000_1001 + number),\(name),\(sex),\(MadeUp.idNumber(number + 1)),本科"
    }
    let path = province.folder.path("名单.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + rows).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let preview = try await province.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    _ = try await province.center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: place.liaison)
    people = try await province.center.records.read {
      try $0.rows("SELECT id FROM graduate ORDER BY student_number").map { try $0.text("id") }
    }
    crew = Photographer(accountID: try await province.account(.photographer, "photographer"))
    clerk = Clerk(accountID: try await province.account(.clerk, "clerk"))
    try await Self.publish(province, place, crew, heads)
    // A visit's file opens by the crew's password.
    let invitation = try await province.center.inviteAgain(accountID: crew.accountID, by: MachineOperator())
    try await province.center.acceptInvitation(token: invitation.token, password: "correct horse battery staple")
    station = try TestStation(1)
    file = try await province.center.visitFile(for: station.card, of: 1, campaignID: place.campaignID, by: crew)
  }

  private static func publish(
    _ province: Province, _ place: Province.Place, _ crew: Photographer, _ heads: Int
  ) async throws {
    let planner = try await province.planner("the-planner")
    let crewID = try await province.center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: place.campaignID, by: planner)
    try await province.center.setCrewAccounts([crew.accountID], of: crewID, campaignID: place.campaignID, by: planner)
    let first = heads / 2
    let visit = Visit(
      number: 1, crew: crewID, institution: place.institutionID,
      day: CalendarDay(dayNumber: CalendarDay.parse("2013-10-08")?.dayNumber ?? 0),
      span: MinuteSpan(510, 560),
      turns: [
        ClassTurn(group: "regular/示例学院/示例1班/", heads: first, span: MinuteSpan(510, 530)),
        ClassTurn(group: "regular/示例学院/示例2班/", heads: heads - first, span: MinuteSpan(530, 560)),
      ])
    let draft = try await province.center.keepTour(
      TourPlan(visits: [visit]), note: "手工", campaignID: place.campaignID, by: planner)
    _ = try await province.center.publishSchedule(draft, campaignID: place.campaignID, by: planner)
    province.time.set(visit.day.startMilliseconds + 500 * 60_000)
  }

  /// The n-th person is shot, and the shot is chosen.
  ///
  /// - portrait: JPEG; a made-up text without one.
  /// - Returns: the shot's id.
  @discardableResult
  public func shoot(_ number: Int, portrait: [UInt8]? = nil, problems: [ShotProblem] = []) async throws -> String {
    serials += 1
    province.time.set(province.time.now + 1_000)
    var shot = TestStation.shot(serials, of: people[number], range: 1, problems: problems)
    if !problems.isEmpty, shot.deed.verdict == .pass { shot.deed.verdict = .look }
    let files = shot.files.map { $0.role == "portrait" ? ($0.role, portrait ?? $0.bytes) : $0 }
    try await happen(.shot(shot.deed), files: files)
    if problems.contains(where: \.isFailure) {
      try await happen(
        .overruled(OverruleDeed(shot: shot.deed.id, checks: problems.map(\.check), reason: "校方确认可用")))
    }
    try await happen(.chosen(shot: shot.deed.id, person: people[number]))
    return shot.deed.id
  }

  /// The clerk releases the shots of people.
  public func release(_ shots: [(person: Int, shot: String)]) async throws {
    let seen = shots.map { SeenPortrait(person: people[$0.person], shot: $0.shot) }
    _ = try await center.release(seen, campaignID: campaignID, operation: UUID().uuidString, by: clerk)
  }

  private func happen(_ deed: Deed, files: [(role: String, bytes: [UInt8])] = []) async throws {
    let happening = station.happening(deed, by: crew.accountID, at: province.time.now)
    let taken = try await center.receivePacket(station.packet(happening, for: file.head, files: files))
    guard taken.state == .taken else { throw CancellationError() }
  }
}
