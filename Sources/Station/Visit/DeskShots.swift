import Foundation
import GraduatePhotos

/// A picture that came in, whole.
public struct ArrivedPicture: Sendable {
  public var bytes: [UInt8]
  public var source: ShotSource
  /// As the camera named it; empty for the page's own camera.
  public var fileName: String
  /// When the file was whole, milliseconds UTC.
  public var arrivedAt: Int64
  /// Who was on the photographed slip before it, for a memory card; nil takes who sits.
  public var slipPerson: String?
  /// It lay there when the station started: whoever sits may not be whom it shows.
  public var wasWaiting: Bool

  public init(
    bytes: [UInt8], source: ShotSource, fileName: String, arrivedAt: Int64, slipPerson: String? = nil, wasWaiting: Bool = false
  ) {
    self.bytes = bytes
    self.source = source
    self.fileName = fileName
    self.arrivedAt = arrivedAt
    self.slipPerson = slipPerson
    self.wasWaiting = wasWaiting
  }
}

/// What became of it.
public enum TakenPicture: Sendable, Equatable {
  case shot(String)
  /// These very bytes are a shot already.
  case known(String)
}

extension VisitDesk {
  /// Takes a picture in: binds it to who sits, judges it, keeps it, and says what does not fit.
  ///
  /// It is kept whatever it shows, a file that is no picture too; when this returns, a power cut takes nothing of it.
  ///
  /// - Throws: `VisitDeskRefusal.diskFull`, `.pictureTooLarge`; then the file stays where it is.
  @discardableResult
  public func take(_ picture: ArrivedPicture, by account: String = "") async throws -> TakenPicture {
    guard picture.bytes.count <= VisitDeskLimits.pictureBytes else {
      throw VisitDeskRefusal.pictureTooLarge(limitMegabytes: VisitDeskLimits.pictureBytes >> 20)
    }
    guard station.folder.freeBytes() > VisitDeskLimits.spareBytes + Int64(picture.bytes.count) * 2 else {
      throw VisitDeskRefusal.diskFull
    }
    return try await gate.pass { [self] in try await takeAlone(picture, by: account) }
  }

  private func takeAlone(_ picture: ArrivedPicture, by account: String) async throws -> TakenPicture {
    let sha256 = StationDarkroom.hash(of: picture.bytes)
    if let known = try await station.ledger.knownShot(sha256: sha256, of: name) { return .known(known) }
    // Whom it shows is settled before anything is computed: nobody who is scanned meanwhile gets it, and it is judged by his special case.
    let takenAt = StationDarkroom.takenAt(picture.bytes)
    let person = personShown(by: picture, takenAt: takenAt)
    let excused = person.flatMap { people[$0]?.excused } ?? []
    let look = try await station.darkroom.look(at: picture.bytes, by: plan.standard, excused: excused)
    let serial = max(log.lastSerial[head.range] ?? 0, StationNumbers.first(of: head.range) - 1) + 1
    let shot = ShotDeed(
      id: station.chance.identifier(at: station.now), serial: serial, person: person, sha256: sha256,
      byteCount: picture.bytes.count, verdict: look.verdict, problems: look.problems, source: picture.source,
      fileName: plainName(picture.fileName), takenAt: takenAt)
    var deeds: [Deed] = [.shot(shot)]
    if picture.slipPerson != nil { deeds.append(.bound(BindDeed(shot: shot.id, person: person, how: .slip))) }
    let isGood = look.verdict != .unreadable && look.problems.allSatisfy { !$0.isFailure }
    // The newest good one is the portrait until somebody says otherwise: who is taken once more is taken for a reason.
    if let person, isGood, picture.source != .card { deeds.append(.chosen(shot: shot.id, person: person)) }
    let record = ShotRecord(
      original: picture.bytes, portrait: look.portrait, shown: look.shown,
      view: ShotView(embedding: look.embedding, drawing: look.drawing))
    let author = account.isEmpty ? lastAccount : account
    try await self.record(deeds, shot: record, by: author)
    faces.shots[shot.id] = look.embedding
    if let takenAt, picture.source != .card, !picture.wasWaiting {
      shutter.note(takenAt: takenAt, arrivedAt: picture.arrivedAt)
    }
    noteShot(shot)
    try await tellHeld(by: author)
    return .shot(shot.id)
  }

  /// A file's name as cameras give them (DCF: eight letters and digits, and the ending), else nothing: what somebody typed may name a person.
  nonisolated func plainName(_ name: String) -> String {
    let stem = name.prefix { $0 != "." }
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 } && stem.count <= Self.cameraNameCharacters
    return isPlain ? name : ""
  }

  private static let cameraNameCharacters = 8

  /// Who sat when the shutter was released; nil when nobody did for certain.
  private func personShown(by picture: ArrivedPicture, takenAt: Int64?) -> String? {
    if let person = picture.slipPerson { return book.person(person)?.id }
    guard picture.source != .card, let seat = log.seats[stationID] else { return nil }
    if picture.wasWaiting {
      // Of what came while the station was down only the next picture after the scan is his for certain.
      let isNext = picture.arrivedAt >= seat.at && picture.arrivedAt - seat.at <= 60_000 && seat.shots.isEmpty
      return isNext ? seat.person : nil
    }
    if shutter.isBefore(seatedAt: seat.at, takenAt: takenAt, arrivedAt: picture.arrivedAt) { return lastSeat?.person }
    return seat.person
  }

  /// Who did the last thing here: pictures come from the camera, not from somebody's click.
  var lastAccount: String { log.happenings.last { $0.station == stationID }?.by ?? "" }

  /// This one is to be the portrait.
  ///
  /// - Throws: `VisitDeskRefusal.shotUnknown`, `.shotNotGood` while something is wrong with it that nobody overruled.
  public func choose(_ id: String, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard let shot = await log.shots[id], let person = shot.person else { throw VisitDeskRefusal.shotUnknown }
      guard shot.isGood else { throw VisitDeskRefusal.shotNotGood }
      try await record([.chosen(shot: id, person: person)], by: member.account)
    }
  }

  /// Takes a shot all the same, with a reason that the head office reads.
  public func overrule(_ id: String, because text: String, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard let shot = await log.shots[id], shot.setAside == nil, shot.deed.verdict != .unreadable else {
        throw VisitDeskRefusal.shotUnknown
      }
      let reason = try await reason(text)
      let checks = shot.deed.problems.filter { $0.isFailure && shot.overruled[$0.check] == nil }.map(\.check)
      guard !checks.isEmpty else { return }
      let chosen: [Deed] = shot.person.map { [.chosen(shot: id, person: $0)] } ?? []
      try await record(
        [.overruled(OverruleDeed(shot: id, checks: checks, reason: reason))] + chosen, by: member.account)
    }
  }

  /// Not to be used; the original stays.
  public func setAside(_ id: String, because text: String, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard let shot = await log.shots[id], shot.setAside == nil else { throw VisitDeskRefusal.shotUnknown }
      try await record([.setAside(shot: id, why: reason(text))], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  /// Says whose a shot is that came without a scan, or that nobody knows it.
  public func bind(_ id: String, to personID: String?, by member: CrewMember) async throws {
    try await gate.pass { [self] in
      try await requireOpen()
      guard await log.shots[id] != nil else { throw VisitDeskRefusal.shotUnknown }
      if let personID { _ = try await person(personID) }
      try await record([.bound(BindDeed(shot: id, person: personID, how: .choice))], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  /// The portrait of a shot as it will be handed over; nil when none could be made.
  public func portrait(of id: String) async throws -> [UInt8]? {
    guard log.shots[id] != nil else { throw VisitDeskRefusal.shotUnknown }
    return try await station.ledger.portrait(of: id, key: key)
  }

  /// What was measured, as an SVG picture over the portrait; empty without a face.
  public func drawing(of id: String) async throws -> String {
    guard log.shots[id] != nil else { throw VisitDeskRefusal.shotUnknown }
    return try await station.ledger.view(of: id, key: key)?.drawing ?? ""
  }

  /// The reference picture of somebody: the enrolment photo, JPEG.
  public func reference(of person: String) -> [UInt8]? { references[person]?.picture }
}
