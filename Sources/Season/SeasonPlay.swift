import Foundation
import GraduatePhotos
import Outward

/// A whole season, played through the addresses that browsers and stations use, with people who were made up and a book of its own about
/// what must be so; what the center says is compared with that book at the end.
///
/// Nothing of the center's inside is used: what a person could not see or do, the season does not either.
public actor SeasonPlay {
  let order: SeasonOrder
  let pool: FacePool
  let clock: RehearsalClock
  let outlet: Outlet
  let clockPath: String
  private let told: @Sendable (String) -> Void
  private let begun = ContinuousClock.now
  var truth: SeasonTruth
  var tally = SeasonTally()
  var chance: SeasonChance
  /// The season's own center; nil with somebody else's.
  var center: SeasonProcess?
  let port: Int
  /// Of the center, without a slash at the end.
  let site: String
  /// Set by the first stage.
  var campaign = ""
  var cast: SeasonCast?
  /// As published, in the order of time.
  var visits: [SeasonVisit] = []
  /// One a crew.
  var desks: [StationDesk] = []
  /// What each institution got back, the newest.
  var discs: [Int: ReturnedDisc] = [:]
  var proofs = ProofTally()
  /// By graduate: where he signs in.
  var phones: [Int: GraduatePhone] = [:]
  /// Who answers out of time, by number.
  var late: Int?
  /// Pictures that were taken so far.
  var taken = 0
  let byStudentNumber: [String: Int]
  /// Whose name stands under whose picture, as the schools saw it.
  var strangers: [(person: Int, sitter: Int)] = []
  private var browsers = 0

  /// Reads the pictures and makes the folder and the people.
  ///
  /// - tell: is called with a line for each thing that is done.
  /// - Throws: `SeasonFault` for what is missing.
  public init(_ order: SeasonOrder, tell: @escaping @Sendable (String) -> Void) throws {
    self.order = order
    told = tell
    let pool = try FacePool(folder: order.photosPath)
    self.pool = pool
    let closing = Set(pool.faces.indices.filter { pool.faces[$0].closedEyes != nil })
    let truth = SeasonTruth(order, faces: pool.faces.count, closing: closing)
    self.truth = truth
    tally.expect(truth.graduates)
    byStudentNumber = Dictionary(uniqueKeysWithValues: truth.graduates.map { ($0.studentNumber, $0.number) })
    chance = SeasonChance(seed: order.seed).part(1)
    guard !FileManager.default.fileExists(atPath: order.folder) else { throw SeasonFault.folderExists(order.folder) }
    try FileManager.default.createDirectory(atPath: order.folder, withIntermediateDirectories: true)
    let path = order.server?.clockPath ?? order.folder + "/clock"
    guard let clock = order.server == nil ? RehearsalClock(making: path) : RehearsalClock(reading: path) else {
      throw SeasonFault.missing("演练时钟文件 \(path)")
    }
    clockPath = path
    self.clock = clock
    outlet = Outlet()
    port = order.server == nil ? try SeasonProcess.freePort() : 0
    site = order.server?.address ?? "http://127.0.0.1:\(port)"
  }

  /// Plays everything; the table of what was compared.
  public func play() async throws -> SeasonReport {
    do {
      try await begin()
      try await register()
      try await schedule()
      try await capture()
      try await deliver()
      try await verify()
      try await nameWalkIns()
      try await returnAgain()
      try await makeUp()
      try await returnAgain()
      try compareReturned()
      try await seal()
      try await proof()
      try await returnAgain()
      try await judgeAgain()
      try await seal()
      for institution in truth.institutions { try await sealLedger(institution) }
      try await answerLate()
      try await compareProofs()
      try await settle()
      try await file()
      try await erase()
      await center?.stop()
      try await compareFolders()
    } catch {
      for desk in desks { await desk.stop() }
      await center?.stop()
      throw error
    }
    return SeasonReport(tally)
  }

  // MARK: The center

  /// The season's first morning.
  static let firstDay = CalendarDay(year: 2026, month: 3, day: 2)

  private func begin() async throws {
    if order.server == nil {
      clock.begin(at: Self.moment(month: 3, day: 2, hour: 8))
      try await startCenter()
    }
  }

  /// Milliseconds of an hour in China in the season's year.
  static func moment(month: Int, day: Int, hour: Int, minute: Int = 0) -> Int64 {
    let start = CalendarDay(year: 2026, month: month, day: day)?.startMilliseconds ?? 0
    return start + Int64(hour * 60 + minute) * 60_000
  }

  func startCenter() async throws {
    center = try await SeasonProcess(
      program: order.program,
      arguments: [
        "serve", "--data", order.folder + "/center", "--listen", "127.0.0.1:\(port)", "--trusted-proxies", "127.0.0.1",
        "--public-address", site,
      ], port: port, clockPath: clockPath, logPath: order.folder + "/center.log", outlet: outlet)
  }

  /// A line about what is done, with the seconds since the beginning.
  func tell(_ line: String) { told("[\((ContinuousClock.now - begun).components.seconds) 秒] \(line)") }

  /// Cuts the center's power and starts it again.
  func cutCenter() async throws {
    guard let center else { return }
    await center.kill()
    try await startCenter()
    tally.powerCuts += 1
  }

  // MARK: People

  /// A browser at an address of its own, as each office and each household has one.
  func browser() -> SeasonBrowser {
    browsers += 1
    return SeasonBrowser(
      site: site, outlet: outlet, place: "10.\(browsers >> 16 & 255).\(browsers >> 8 & 255).\(browsers & 255)")
  }

  func person(_ name: String, _ signInName: String) -> SeasonPerson {
    SeasonPerson(name: name, signInName: signInName, browser: browser(), clock: clock)
  }

  var address: String { "/campaigns/\(campaign)" }

  func people() throws -> SeasonCast {
    guard let cast else { throw SeasonFault.missing("演练的人员") }
    return cast
  }

  /// Does something for every institution, some at the same time, as it would be.
  func everywhere(_ work: @escaping @Sendable (SeasonInstitution) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for (at, institution) in truth.institutions.enumerated() {
        if at >= Self.atOnce { try await tasks.next() }
        tasks.addTask { try await work(institution) }
      }
      try await tasks.waitForAll()
    }
  }

  private static let atOnce = 4

  /// Waits for what the center does after an answer; the clock stands as it is, because leases run by it.
  func wait(_ what: String, seconds: Int = 120, until isSo: () async throws -> Bool) async throws {
    for _ in 0..<(seconds * 5) {
      if try await isSo() { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw SeasonFault.missing("\(what)（等了 \(seconds) 秒）")
  }
}
