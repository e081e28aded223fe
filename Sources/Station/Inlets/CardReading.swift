import Foundation
import GraduatePhotos
import Paperwork

/// What came of reading a memory card.
public struct CardReading: Sendable, Hashable {
  public var taken = 0
  /// Of these, whose slip was photographed before.
  public var bySlip = 0
  /// Of these, before any slip: they are nobody's until somebody says whose.
  public var withoutSlip = 0
  /// Taken in before.
  public var known = 0
  /// Photographed slips.
  public var slips = 0
}

extension VisitDesk {
  /// Reads a card on which each person's queue slip was photographed before him: pictures go to the slip before them, in the card's order.
  ///
  /// Nothing on the card is changed. What was bound by a slip waits until two people looked.
  ///
  /// - Throws: `VisitDeskRefusal.noSuchFolder`, `.diskFull`.
  public func readCard(at folder: String, by member: CrewMember) async throws -> CardReading {
    guard let names = Self.pictures(below: folder) else { throw VisitDeskRefusal.noSuchFolder(folder) }
    try requireOpen()
    var reading = CardReading()
    var person: String?
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), data.count <= VisitDeskLimits.pictureBytes
      else {
        continue
      }
      let bytes = [UInt8](data)
      if let slip = await Self.slip(on: bytes) {
        // A slip of another visit ends the last one's pictures all the same.
        person = book.person(slip)?.id
        reading.slips += 1
        continue
      }
      let picture = ArrivedPicture(
        bytes: bytes, source: .card, fileName: URL(filePath: name).lastPathComponent, arrivedAt: station.now, slipPerson: person
      )
      switch try await take(picture, by: member.account) {
      case .known: reading.known += 1
      case .shot:
        reading.taken += 1
        if person == nil { reading.withoutSlip += 1 } else { reading.bySlip += 1 }
      }
    }
    return reading
  }

  /// Paths below a folder, in the order in which a camera names them; nil when it cannot be read.
  private static func pictures(below folder: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let all = FileManager.default.enumerator(atPath: folder)
    else { return nil }
    var names: [String] = []
    for case let name as String in all where FolderLook.isPicture(URL(filePath: name).lastPathComponent) { names.append(name) }
    return names.sorted()
  }

  /// The person of a photographed slip; nil for a picture of something else.
  private static func slip(on bytes: [UInt8]) async -> String? {
    await withCheckedContinuation { continuation in
      Thread {
        let page = try? ScannedPage.read(bytes, patience: .zero) { QueueSlip.personID(in: $0) != nil }
        continuation.resume(returning: page?.codes.lazy.compactMap { QueueSlip.personID(in: $0) }.first)
      }.start()
    }
  }

  /// Shots that a slip bound and that nobody looked at yet.
  public var cardShots: [VisitLog.Shot] {
    log.shotOrder.compactMap { log.shots[$0] }.filter {
      $0.deed.source == .card && $0.person != nil && $0.setAside == nil && !log.settled.contains($0.id)
    }
  }

  /// Two people looked at what the card's slips bound: the newest good picture of each person is his portrait.
  public func settleCard(second: SecondPerson, by member: CrewMember) async throws {
    let other = try await station.second(second, beside: member.account, head)
    try await gate.pass { [self] in
      let shots = await cardShots
      guard !shots.isEmpty else { return }
      var deeds: [Deed] = [.settled(shots: shots.map(\.id), second: other.account)]
      var chosen: [String: String] = [:]
      for shot in shots where shot.isGood { if let person = shot.person { chosen[person] = shot.id } }
      for (person, shot) in chosen.sorted(by: { $0.key < $1.key }) where await log.keptShot(of: person) == nil {
        deeds.append(.chosen(shot: shot, person: person))
      }
      try await record(deeds, by: member.account)
    }
  }
}
