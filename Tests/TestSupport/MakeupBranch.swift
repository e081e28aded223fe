import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

/// A province before its make-up: of 24 people of two classes the first four were shot and released, the first one with closed eyes, and
/// nobody else came; the branch takes two a quarter-hour.
public final class MakeupBranch {
  public let visit: ShotVisit
  public let planner: Planner
  public let crewID: String

  public var province: Province { visit.province }
  public var center: CollectionCenter { visit.center }
  public var campaignID: String { visit.campaignID }
  public var liaison: Liaison { visit.place.liaison }
  public var people: [String] { visit.people }

  public init(on engine: SQLEngine = .sqlite, heads: Int = 24, names: [String] = [], pace: Int = 2) async throws {
    visit = try await ShotVisit(on: engine, heads: heads, names: names)
    var shots: [(person: Int, shot: String)] = []
    for person in 0..<4 { shots.append((person, try await visit.shoot(person))) }
    try await visit.release(shots)
    planner = try await visit.province.planner("branch-planner")
    crewID = try await visit.center.crews(campaignID: visit.campaignID, by: planner).first?.crew.id ?? ""
    try await visit.center.setMakeupSettings(
      MakeupSettings(headsPerQuarter: pace, directions: "从南门进", bring: "学生证", crewID: crewID), campaignID: visit.campaignID,
      seen: 0, by: planner)
    try go("2014-03-20", 600)
    try await claim(0, [.eyes])
  }

  /// Moves the clock to a minute of a day.
  public func go(_ day: String, _ minute: Int) throws {
    guard let day = CalendarDay.parse(day) else { throw CancellationError() }
    province.time.set(day.startMilliseconds + Int64(minute) * 60_000)
  }

  /// The institution says that somebody's photo is bad.
  public func claim(_ number: Int, _ faults: [PersonVerdict.PhotoFault]) async throws {
    var typed = TypedVerdict(person: people[number], verdicts: [.photo], portraitNumber: 1, recordVersion: 1)
    typed.photoFaults = faults
    typed.look = .large
    _ = try await center.giveVerdict(typed, campaignID: campaignID, operation: "claim-\(number)", by: liaison)
  }

  public func slot(_ day: Int, _ minute: Int) throws -> MakeupSlot {
    guard let day = CalendarDay(year: 2014, month: 4, day: day) else { throw CancellationError() }
    return MakeupSlot(day, minute)
  }

  @discardableResult
  public func book(_ number: Int, _ day: Int, _ minute: Int, operation: String = UUID().uuidString) async throws -> MakeupBooked
  {
    try await center.bookMakeup(
      people[number], at: slot(day, minute), campaignID: campaignID, operation: operation, by: liaison)
  }

  public func come(_ number: Int, cardSeen: Bool = true, saying word: DoorWord = .none) async throws -> MakeupAdmission {
    try await center.admitToMakeup(
      people[number], campaignID: campaignID, cardSeen: cardSeen, saying: word, by: visit.crew)
  }

  /// Places by the person's number.
  public func booked() async throws -> [Int: MakeupSlot] {
    let list = try await center.makeupList(campaignID: campaignID, by: liaison)
    let pairs = list.people.compactMap { person in
      person.booked.flatMap { booked in people.firstIndex(of: person.id).map { ($0, booked.slot) } }
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
