import Foundation
import GraduatePhotos
import Outward
import Storage
import Synchronization

/// The laptop at the camera: takes visits along, lets people in, binds each shot to who was scanned, judges it, and hands all of it over.
///
/// Everything works without a network. What is personal lies sealed under a visit's key, which a crew member's sign-in opens.
public final class Station: Sendable {
  public let folder: StationFolder
  public let card: StationCard
  let ledger: StationLedger
  let clock: StationClock
  let chance: Chance
  let darkroom: StationDarkroom
  let identity: StationIdentity
  private let lock: StationLock
  /// Wrong passwords by the place they came from: whoever guesses from elsewhere makes himself wait, not the crew.
  private let tries = Mutex<[String: (wrong: Int, until: Int64)]>([:])
  private let desks = Mutex<[VisitName: VisitDesk]>([:])
  private let opening = Turnstile()

  private init(
    folder: StationFolder, identity: StationIdentity, ledger: StationLedger, clock: StationClock, chance: Chance,
    darkroom: StationDarkroom, lock: StationLock
  ) {
    self.folder = folder
    self.identity = identity
    card = identity.card
    self.ledger = ledger
    self.clock = clock
    self.chance = chance
    self.darkroom = darkroom
    self.lock = lock
  }

  /// Opens the data folder, or makes it.
  ///
  /// - name: what people call the station; nil keeps the name it has.
  /// - Throws: `VisitDeskRefusal.folderTaken`, `.folderForeign`, `.folderNewer`.
  public static func open(
    at path: String, name: String? = nil, darkroom: StationDarkroom, clock: StationClock = .system, chance: Chance = .system
  ) async throws -> Station {
    let folder = try StationFolder(at: path)
    let lock = try StationLock(of: folder.path)
    let identity = try StationIdentity.readOrMake(folder, name: name, chance: chance, now: clock.now())
    let database = try SQLiteDatabase(path: folder.databasePath)
    try await database.migrate(StationTables.migrations)
    let ledger = try await StationLedger(
      database: database, packets: DiskPhotoStore(folder: folder.packetsPath),
      sealed: DiskPhotoStore(folder: folder.sealedPath), identity: identity, clock: clock, chance: chance)
    let station = Station(
      folder: folder, identity: identity, ledger: ledger, clock: clock, chance: chance, darkroom: darkroom, lock: lock)
    try await station.dropExpired()
    return station
  }

  var database: SQLiteDatabase { ledger.database }

  public var now: Int64 { clock.now() }

  /// Ends everything; the folder is free for the next one.
  public func close() async {
    desks.withLock { $0 = [:] }
    await database.close()
    lock.release()
  }

  /// The visit's desk, when somebody opened it since the program started.
  public func desk(of visit: VisitName) -> VisitDesk? { desks.withLock { $0[visit] } }

  public var openDesks: [VisitDesk] { desks.withLock { Array($0.values) } }

  func forget(_ visit: VisitName) { desks.withLock { $0[visit] = nil } }
}

// MARK: - Signing in

/// The second person of an act that needs two, as typed.
public struct SecondPerson: Sendable {
  public var signInName: String
  public var password: String
  /// The network address that asks.
  public var place: String

  public init(_ signInName: String, password: String, place: String = "") {
    self.signInName = signInName
    self.password = password
    self.place = place
  }
}

/// A crew member at the station, proved by his password.
public struct CrewMember: Sendable, Hashable {
  public let account: String
  public let name: String

  public init(account: String, name: String) {
    self.account = account
    self.name = name
  }
}

extension Station {
  /// Opens a visit for a crew member, by the password of his sign-in at the center.
  ///
  /// - place: the network address that asks.
  /// - Throws: `VisitDeskRefusal.wrongPassword`, `.wait`, `.visitUnknown`, `.visitExpired`.
  public func signIn(
    _ signInName: String, password: String, to visit: VisitName, from place: String = ""
  ) async throws -> (VisitDesk, CrewMember) {
    let (head, file) = try await takenAlong(visit)
    let (member, key) = try await prove(signInName, password, head, from: place)
    return (try await openDesk(visit, head, file: file, key: key), member)
  }

  /// Opens a visit with its key: the center's own station, whose people the center has signed in.
  public func open(_ visit: VisitName, key: [UInt8]) async throws -> VisitDesk {
    let (head, file) = try await takenAlong(visit)
    return try await openDesk(visit, head, file: file, key: VisitKey(key))
  }

  /// The second person of an act that needs two.
  ///
  /// - Throws: `VisitDeskRefusal.secondIsFirst`, `.wrongPassword`, `.wait`.
  func second(_ person: SecondPerson, beside account: String, _ head: TakeAlongHead) async throws -> CrewMember {
    let (member, _) = try await prove(person.signInName, person.password, head, from: person.place)
    guard member.account != account else { throw VisitDeskRefusal.secondIsFirst }
    return member
  }

  private func prove(
    _ signInName: String, _ password: String, _ head: TakeAlongHead, from place: String
  ) async throws -> (CrewMember, VisitKey) {
    let now = clock.now()
    let wait = tries.withLock { ($0[place]?.until ?? 0) - now }
    guard wait <= 0 else { throw VisitDeskRefusal.wait(seconds: Int((wait + 999) / 1_000)) }
    let wanted = signInName.trimmed.lowercased()
    let slot = head.slots.first { $0.signInName.lowercased() == wanted }
    // Who is not of the crew waits as long as who is.
    let tried = slot ?? head.slots.first
    let key: VisitKey? = await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: tried?.key(for: password)) }.start()
    }
    guard let slot, let key else {
      noteWrongTry(from: place)
      throw VisitDeskRefusal.wrongPassword
    }
    tries.withLock { $0[place] = nil }
    return (CrewMember(account: slot.account, name: slot.name), key)
  }

  private func noteWrongTry(from place: String) {
    let now = clock.now()
    tries.withLock { tries in
      // A crowd of places is remembered as one.
      let place = tries[place] == nil && tries.count >= VisitDeskLimits.rememberedPlaces ? "" : place
      let wrong = (tries[place]?.wrong ?? 0) + 1
      let beyond = wrong - VisitDeskLimits.freeTries
      let seconds = beyond > 0 ? min(VisitDeskLimits.longestWaitSeconds, 1 << Int64(min(30, beyond))) : 0
      tries[place] = (wrong, now + seconds * 1_000)
    }
  }

  private func openDesk(_ visit: VisitName, _ head: TakeAlongHead, file: PhotoHash, key: VisitKey) async throws -> VisitDesk {
    try await opening.pass { [self] in
      if let desk = desks.withLock({ $0[visit] }) {
        if desk.head.id == head.id { return desk }
        // The visit was taken along anew: two desks of one visit would give one serial twice.
        await desk.retire()
      }
      let desk = try await VisitDesk(visit, head, file: file, key: key, station: self)
      desks.withLock { $0[visit] = desk }
      // Cut off between a shot and what was said of it: said now. A disk that is full keeps nobody from looking.
      try? await desk.tellHeldAtOpening()
      return desk
    }
  }
}

extension StationCard {
  /// The card on one line, to be pasted at the center.
  public var text: String { (try? StationLedger.encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
