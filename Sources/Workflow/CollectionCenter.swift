import Foundation
import GraduatePhotos
import Storage

/// The collection center: everything the work consists of is a public method of it, one a file, by stage.
///
/// An operation loads, asks the rule (in `GraduatePhotos`), writes and journals in one transaction. Its closure is pure and may be
/// repeated; files, mail and other effects come before it (fsynced) or after it (jobs).
public struct CollectionCenter: Sendable {
  /// The rows.
  let records: Records
  /// Scanned pages, originals, portraits by SHA-256.
  let photos: any PhotoStore
  /// Where uploaded rosters wait, encrypted, for their confirmation.
  let spool: URL
  let keys: KeyHolder
  let chance: Chance
  let hasher: PasswordHasher
  /// Long computing, a few pieces at a time.
  let desks = Desks()
  /// Tours that this process is solving.
  let tours = TourSolvings()
  /// Schedules that were printed a moment ago.
  let annexes = AnnexShelf()
  /// Rosters that this process is checking.
  let checks = RosterChecks()
  /// Visits as their happenings tell them, kept from packet to packet.
  let visits = VisitShelf()
  /// Packets whose files are on the disk, written down together.
  let packets = GroupCommit<ArrivedPacket, PacketTaken>(
    most: StationLimits.packetsInTransaction, liesInAnItem: Transaction.liesInThePacket)
  /// Graduates' answers, written down together.
  let proofs = GroupCommit<ArrivedProof, Result<ProofReceipt, RefusedProof>>(
    most: ProofLimits.answersInTransaction, liesInAnItem: Self.liesInTheProof)
  /// Sticks and pictures that are being read.
  let sticks = Undertakings<PacketsImported>(most: StationLimits.importsKept)
  let references = Undertakings<ReferencesUploaded>(most: StationLimits.importsKept)
  /// The address people type; printed on papers and in letters.
  public let publicAddress: String

  /// - `hasWebhook`: a webhook is configured, so that every notice of a campaign is written for it too.
  public init(
    database: any SQLDatabase, photos: any PhotoStore, spool: URL, keys: KeyHolder, clock: CenterClock = .database,
    chance: Chance = .system, publicAddress: String = "http://localhost:8080", hasWebhook: Bool = false
  ) {
    self.records = Records(database: database, clock: clock, chance: chance, keys: keys, hasWebhook: hasWebhook)
    self.photos = photos
    self.spool = spool
    self.keys = keys
    self.chance = chance
    self.hasher = PasswordHasher()
    self.publicAddress = publicAddress
  }

  /// The engine and clock, for jobs and the doctor.
  public var database: any SQLDatabase { records.database }

  /// Milliseconds UTC by the clock of deadlines.
  public func now() async throws -> Int64 { try await records.read { $0.now } }

  func identifier() -> String { chance.identifier(at: records.clock.local()) }
}

extension CollectionCenter {
  /// Message authentication codes for forms (32 bytes), newest first: the first makes them, any of them is good for checking one.
  public func authenticators(purpose: String) -> [@Sendable ([UInt8]) -> [UInt8]] {
    keys.current.authenticators(purpose: purpose)
  }

  /// 256 random bits as text, for cookies and links.
  public func freshToken() -> String { chance.token() }
}
