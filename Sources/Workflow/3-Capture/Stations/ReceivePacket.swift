import Crypto
import GraduatePhotos
import Outward
import Storage

/// What a station is told of a packet: from then on it need not send it again.
public struct PacketTaken: Sendable, Codable, Equatable {
  public enum State: String, Sendable, Codable {
    case taken
    /// It came before.
    case known
    /// Safe, and without effect until somebody decides.
    case review
  }

  public let packet: String
  public let state: State
}

extension CollectionCenter {
  /// Takes a station's packet, once whatever is repeated: its files are on the disk before its row is, and its row before the answer.
  ///
  /// What does not fit is kept for review; refused is only what no station of ours sealed for this center.
  ///
  /// - Throws: `StationRefusal.packet`, `.busy`.
  public func receivePacket(_ bytes: [UInt8]) async throws -> PacketTaken {
    let head: PacketHead
    do { head = try PacketOpener.head(of: bytes) } catch { throw StationRefusal.packet(error) }
    let (station, known, isInCodeMode) = try await records.read { transaction in
      (
        try transaction.station(head.station), try transaction.answer(to: head.packet),
        try transaction.isInCodeMode(head.campaign)
      )
    }
    guard let station else { throw StationRefusal.packet(.stationUnknown(head.station)) }
    let ring = keys.current
    let chance = self.chance
    let local = records.clock.local
    let opened = try await desks.packets.work { () throws -> ReadPacket? in
      do {
        let opened = try ring.packetOpener().open(bytes) { $0 == station.id ? station.publicKey : nil }
        // Said only to who can sign for the station.
        if known != nil { return nil }
        return try ReadPacket(opened, byteCount: bytes.count, ring, isInCodeMode: isInCodeMode) {
          chance.identifier(at: local())
        }
      } catch let refusal as PacketRefusal { throw StationRefusal.packet(refusal) }
    }
    guard let packet = opened else {
      try await takeInWaiting(of: head.station)
      return known ?? PacketTaken(packet: head.packet, state: .known)
    }
    let files = try await store(packet.files)
    let taken: PacketTaken
    do {
      let arrived = ArrivedPacket(packet: packet.withoutFiles, files: files)
      taken = try await packets.write(arrived) { [self] group in try await write(group) }
    } catch let error as StorageError {
      // The same packet, or another of this number, was written at this moment.
      guard case .unique = error, let known = try await records.read({ try $0.answer(to: packet.head.packet) }) else {
        throw error
      }
      taken = known
    }
    try await takeInWaiting(of: head.station)
    return taken
  }

  /// Writes packets down, all or none.
  private func write(_ arrived: [ArrivedPacket]) async throws -> [PacketTaken] {
    let (taken, kept) = try await records.write { [visits] transaction in
      var open = OpenVisits(visits)
      var taken: [Int: PacketTaken] = [:]
      // In the order they were made: what follows at once need not be held back and read again. One may be among them twice.
      for (number, one) in arrived.enumerated().sorted(by: { Self.wasMadeBefore($0.element, $1.element) }) {
        taken[number] =
          try transaction.answer(to: one.packet.head.packet) ?? transaction.take(one.packet, one.files, &open)
      }
      return (arrived.indices.compactMap { taken[$0] }, open.visits)
    }
    for visit in kept { visits.keep(visit) }
    return taken
  }

  private static func wasMadeBefore(_ one: ArrivedPacket, _ other: ArrivedPacket) -> Bool {
    one.packet.head.sequence < other.packet.head.sequence
  }

  /// Takes in what waited behind a gap that is filled, a few at a time so that nobody else waits long for the database.
  func takeInWaiting(of stationID: String) async throws {
    while try await records.read({ try $0.hasNextPacket(of: stationID) }) {
      let kept = try await records.write { [visits] transaction in
        var open = OpenVisits(visits)
        try transaction.takeInWaiting(of: stationID, &open)
        return open.visits
      }
      for visit in kept { visits.keep(visit) }
    }
  }

  /// Puts sealed files into the photo store, at once: each waits for the disk.
  private func store(_ files: [SealedFile]) async throws -> [StoredFile] {
    try await withThrowingTaskGroup(of: (Int, PhotoHash).self) { group in
      for (number, file) in files.enumerated() {
        group.addTask { [photos] in (number, try await photos.put(file.sealed)) }
      }
      var hashes: [Int: PhotoHash] = [:]
      for try await (number, hash) in group { hashes[number] = hash }
      return files.enumerated().compactMap { number, file in
        hashes[number].map {
          StoredFile(
            id: file.id, role: file.role, sha256: file.sha256, byteCount: file.byteCount, storedHash: $0.hex, keyID: file.keyID)
        }
      }
    }
  }
}

/// A packet whose files are on the disk and whose row is not.
struct ArrivedPacket: Sendable {
  let packet: ReadPacket
  let files: [StoredFile]
}

/// A file of a packet, encrypted under the center's key and not yet on the disk.
struct SealedFile: Sendable {
  let id: String
  let role: String
  let sha256: String
  let byteCount: Int
  let sealed: [UInt8]
  let keyID: String
}

struct StoredFile: Sendable {
  let id: String
  let role: String
  let sha256: String
  let byteCount: Int
  let storedHash: String
  let keyID: String
}

/// A packet whose signature was right, sealed anew for the center's own rows and files.
struct ReadPacket: Sendable {
  let head: PacketHead
  let kind: String
  let byteCount: Int
  let body: [UInt8]
  private(set) var files: [SealedFile]
  /// Why it can have no effect as it is; nil when its happening can be read.
  let doubt: String?

  /// The same once its files are on the disk: nothing waits in line with photos in its memory.
  var withoutFiles: ReadPacket {
    var result = self
    result.files = []
    return result
  }

  init(
    _ opened: OpenedPacket, byteCount: Int, _ keys: KeyRing, isInCodeMode: Bool, identifier: () -> String
  ) throws {
    head = opened.head
    self.byteCount = byteCount
    let happening = try? HappeningJSON.happening(Array(opened.manifest.body.utf8))
    let nameless = isInCodeMode ? happening?.withoutPerson : nil
    // In code mode nothing of a person is kept that should not have been sent, and of what cannot be read nobody knows.
    let isKept = happening != nil || !isInCodeMode
    body = try nameless.map { try HappeningJSON.bytes($0) } ?? (isKept ? Array(opened.manifest.body.utf8) : [])
    kind = happening?.deed.kind ?? String(opened.manifest.kind.filter { $0.isASCII && ($0.isLetter || $0 == "-") }.prefix(40))
    if let happening {
      let fits = happening.station == head.station && happening.sequence == head.sequence
      doubt = !fits ? "内容里的工作站和序号与包头不符" : nameless == nil ? nil : "采集码模式不收姓名和学号，已去掉"
    } else {
      doubt = "内容看不懂，可能来自更新的程序"
    }
    var roles: [String: Int] = [:]
    files = try zip(opened.manifest.files, opened.files).map { entry, bytes in
      roles[entry.role, default: 0] += 1
      let number = roles[entry.role] ?? 1
      let id = identifier()
      return SealedFile(
        id: id, role: number == 1 ? entry.role : "\(entry.role)-\(number)", sha256: entry.sha256, byteCount: bytes.count,
        sealed: try keys.seal(bytes, as: SealedFiles.packetFiles.record(id)), keyID: keys.encryptionKeyID)
    }
  }
}

extension Happening {
  /// The same without name and number of somebody on no list; nil when it has none.
  fileprivate var withoutPerson: Happening? {
    guard case .spare(var person) = deed, !person.holdsNothingPersonal else { return nil }
    person.name = ""
    person.note = ""
    if !person.numberIsMark { person.number = "" }
    var result = self
    result.deed = .spare(person)
    return result
  }
}

extension SparePerson {
  /// The hexadecimal of a keyed hash, or nothing: what a station keeps of a scanned code.
  fileprivate var numberIsMark: Bool { number.isEmpty || number.utf8.count == 64 && bytes(hexadecimal: number) != nil }

  var holdsNothingPersonal: Bool { name.isEmpty && note.isEmpty && numberIsMark }
}
