import Darkroom
import Foundation
import GraduatePhotos
import Outward
import Storage

/// A visit at a station, opened by a crew member's sign-in: who is let in, who sits, what was shot, and what does not fit.
///
/// One thing after the other, in the order in which they came: a scan that waits behind a picture finds it bound already.
public actor VisitDesk {
  public nonisolated let name: VisitName
  public nonisolated let head: TakeAlongHead
  public nonisolated let plan: TakeAlong
  nonisolated let key: VisitKey
  let station: Station
  nonisolated let gate = Turnstile()

  var log: VisitLog
  var book: DoorBook
  /// By `DuePerson.id`.
  let people: [String: TakeAlong.Person]
  let references: [String: ReferencePicture]
  var faces: VisitFaces
  var detector: ShiftDetector
  var shutter = ShutterTimes()
  /// The person before the one who sits, with the end of his time.
  var lastSeat: VisitLog.Seat?
  private var isRetired = false
  /// Who was scanned although the one before has no usable shot: scanned again he is taken.
  var insistedOn: String?
  /// Shots that are the originals of this station, and those known to lie somewhere else too.
  var originals = 0
  var secondCopies = 0

  /// Grows with every change; pages wait for it.
  public private(set) var generation = 0
  private var listeners: [UUID: CheckedContinuation<Void, Never>] = [:]

  init(_ name: VisitName, _ head: TakeAlongHead, file: PhotoHash, key: VisitKey, station: Station) async throws {
    self.name = name
    self.head = head
    self.key = key
    self.station = station
    let parts: [[UInt8]]
    do { parts = try VisitFile.open(await station.ledger.sealed.read(file), key: key.bytes) } catch let refusal as PacketRefusal
    {
      throw VisitDeskRefusal.notAVisitFile(refusal.chinese)
    }
    guard parts.count >= 1, let plan = try? JSONDecoder().decode(TakeAlong.self, from: Data(parts[0])) else {
      throw VisitDeskRefusal.notAVisitFile("内容损坏")
    }
    self.plan = plan
    let references = parts.count > 1 ? try JSONDecoder().decode([ReferencePicture].self, from: Data(parts[1])) : []
    self.references = Dictionary(references.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    people = Dictionary(plan.people.map { ($0.person.id, $0) }, uniquingKeysWith: { first, _ in first })
    book = DoorBook(plan.people.map(\.person))
    faces = VisitFaces(references: references)
    detector = ShiftDetector()
    log = VisitLog(try await station.ledger.happenings(of: name, key: key))
    faces.shots = try await station.ledger.views(of: name, key: key).compactMapValues { $0.embedding }
    (originals, secondCopies) = try await station.ledger.copies(of: name)
    refreshBook()
    replayShifts()
  }

  nonisolated var stationID: String { head.station }

  /// At the make-up somebody looks at the identity card (A1).
  public nonisolated var isMakeup: Bool {
    isAtBranch || (plan.makeup.map { $0.first <= head.day && head.day <= $0.last } ?? false)
  }

  /// At the branch whoever was taken along may come: the center listed who may (N4).
  nonisolated var isAtBranch: Bool { plan.placeID == TakeAlong.branchID }

  /// Minutes since midnight of the visit's day: 0 before it, 24 × 60 after.
  var minuteOfDay: Int {
    let passed = (station.now - head.day.startMilliseconds) / 60_000
    return Int(min(24 * 60, max(0, passed)))
  }

  /// Writes deeds down and takes them into the log.
  ///
  /// - Throws: `VisitDeskRefusal.visitUnknown` once another desk took this one's place.
  func record(_ deeds: [Deed], shot: ShotRecord? = nil, by account: String) async throws {
    guard !isRetired else { throw VisitDeskRefusal.visitUnknown }
    let happenings = try await station.ledger.write(deeds, shot: shot, of: name, head: head, key: key, by: account)
    log.take(happenings)
    if shot != nil { originals += 1 }
    changed()
  }

  /// Writes nothing any more, once what is under way is done: another desk of the same visit takes over.
  func retire() async {
    await gate.pass { [self] in await setRetired() }
    changed()
  }

  private func setRetired() { isRetired = true }

  /// Takes in what other stations and the center say happened; they hand it to the center themselves.
  public func takeIn(_ happenings: [Happening]) async throws {
    try await gate.pass { [self] in
      let foreign = await unknown(happenings)
      guard !foreign.isEmpty else { return }
      try await station.ledger.keep(foreign, of: name, key: key)
      await merge(foreign)
      try await tellHeld(by: lastAccount)
    }
  }

  private func unknown(_ happenings: [Happening]) -> [Happening] {
    let known = Set(log.happenings.map(\.id))
    return happenings.filter { $0.station != stationID && !known.contains($0.id) }
  }

  private func merge(_ foreign: [Happening]) {
    log.take(foreign)
    refreshBook()
    changed()
  }

  /// What happened after a station's given sequence, for those who share the visit.
  public func happenings(after known: [String: Int]) -> [Happening] {
    Array(
      log.happenings.filter { $0.sequence > (known[$0.station] ?? 0) }.sorted {
        ($0.station, $0.sequence) < ($1.station, $1.sequence)
      }.prefix(VisitDeskLimits.happeningsAtOnce))
  }

  /// The last sequence that is known of each station.
  public var knownSequences: [String: Int] { log.lastSequence }

  /// People on spare cards are found as everybody is.
  func refreshBook() {
    guard !log.spares.isEmpty else { return }
    book = DoorBook(plan.people.map(\.person) + log.spares.values.sorted { $0.id < $1.id }.map(duePerson(of:)))
  }

  func duePerson(of spare: SparePerson) -> DuePerson {
    DuePerson(id: spare.id, name: spare.name, studentNumber: spare.number, placeID: plan.placeID, turn: spare.turn)
  }

  func person(_ id: String) throws -> DuePerson {
    guard let person = book.person(id) else { throw VisitDeskRefusal.personUnknown }
    return person
  }

  func requireOpen() throws { if log.closed != nil { throw VisitDeskRefusal.dayClosed } }

  func reason(_ text: String) throws -> String {
    let reason = text.trimmed
    guard !reason.isEmpty else { throw VisitDeskRefusal.noReason }
    guard reason.count <= VisitDeskLimits.reasonCharacters else {
      throw VisitDeskRefusal.reasonTooLong(limit: VisitDeskLimits.reasonCharacters)
    }
    return reason
  }
}

// MARK: - Waiting for changes

extension VisitDesk {
  func changed() {
    generation += 1
    let waiting = listeners.values
    listeners = [:]
    for listener in waiting { listener.resume() }
  }

  /// Copies were confirmed: counts on pages change.
  func noteCopies(_ originals: Int, _ secondCopies: Int) {
    guard (self.originals, self.secondCopies) != (originals, secondCopies) else { return }
    (self.originals, self.secondCopies) = (originals, secondCopies)
    changed()
  }

  /// Returns when something changed after `seen`, or after so many seconds.
  public func change(after seen: Int, seconds: Int) async -> Int {
    guard generation <= seen else { return generation }
    let id = UUID()
    let alarm = Task {
      try? await Task.sleep(for: .seconds(seconds))
      self.wake(id)
    }
    await withTaskCancellationHandler {
      await listen(id)
    } onCancel: {
      Task { await self.wake(id) }
    }
    alarm.cancel()
    return generation
  }

  private func listen(_ id: UUID) async {
    guard !Task.isCancelled else { return }
    await withCheckedContinuation { listeners[id] = $0 }
  }

  private func wake(_ id: UUID) { listeners.removeValue(forKey: id)?.resume() }
}
