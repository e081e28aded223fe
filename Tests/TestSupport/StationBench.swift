import Crypto
import Darkroom
import Foundation
import GraduatePhotos
import Outward
import Storage
import Synchronization
import Testing

@testable import Station
@testable import Workflow

/// A time that a test moves.
package final class MovedClock: Sendable {
  private let time: Mutex<Int64>

  package init(_ start: Int64) { time = Mutex(start) }

  package var clock: StationClock { StationClock { [self] in time.withLock { $0 } } }

  package func advance(seconds: Int) { time.withLock { $0 += Int64(seconds) * 1_000 } }
  package func set(_ milliseconds: Int64) { time.withLock { $0 = milliseconds } }
}

/// A station with a visit of made-up people whose faces are real: published portraits, each person's other picture as enrolment photo.
package final class StationBench: Sendable {
  package static let password = "长城2013-雪山"
  package static let darkroom = Result { try StationDarkroom(ModelPlaces.search()) }
  package static let day = CalendarDay(year: 2013, month: 10, day: 8) ?? CalendarDay(dayNumber: 0)

  package let folder: TemporaryFolder
  package let clock: MovedClock
  package let center: CenterKeys
  package let faces: [String]
  package let names: [String]
  package let visit = VisitName(campaign: "campaign-1", number: 1)
  package let first = CrewMember(account: "account-1", name: "张示例")
  package let second = SecondPerson("li", password: StationBench.password)
  package let key: [UInt8] = Array(repeating: 7, count: 32)
  package let regime: Regime

  /// The center's keys: for packets, and for signing.
  package struct CenterKeys: Sendable {
    package let agreement = Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation)
    package let signing = Curve25519.Signing.PrivateKey().rawRepresentation

    package init() {}
  }

  /// - people: how many, at most 52; they are all of 民族学1班, at 08:30.
  /// - referenced: who has an enrolment photo.
  package init(people: Int = 8, referenced: (Int) -> Bool = { _ in true }, regime: Regime = .roster) throws {
    folder = try TemporaryFolder()
    clock = MovedClock(Self.day.startMilliseconds + 510 * 60_000)
    center = CenterKeys()
    faces = Array(try Self.facesWithTwoPictures().prefix(people))
    names = (0..<people).map { "毕业生\($0 + 1)" }
    references = try faces.enumerated().filter { referenced($0.offset) }.map { at, face in
      (at, try Self.picture("smile/\(face)"))
    }
    self.regime = regime
  }

  private let references: [(Int, [UInt8])]

  package func person(_ at: Int) -> String { "person-\(at)" }

  package func slip(_ at: Int) -> String { QueueSlip.text(of: person(at)) }

  /// A shot of somebody: a portrait that meets the standard.
  package func shot(_ at: Int) throws -> [UInt8] { try Self.picture("ok/\(faces[at])") }

  package static func picture(_ name: String) throws -> [UInt8] {
    let path = ProjectFolder.root + "/Tests/Fixtures/Labelled/\(name).jpg"
    return [UInt8](try #require(FileManager.default.contents(atPath: path)))
  }

  package static func facesWithTwoPictures() throws -> [String] {
    let folder = ProjectFolder.root + "/Tests/Fixtures/Labelled/"
    let good = try FileManager.default.contentsOfDirectory(atPath: folder + "ok")
    let others = Set(try FileManager.default.contentsOfDirectory(atPath: folder + "smile"))
    return good.filter { others.contains($0) }.map { String($0.dropLast(4)) }.sorted()
  }

  // MARK: What is taken along

  package var plan: TakeAlong {
    let key = TurnKey(category: .regular, department: "民族学院", classGroup: "民族学1班")
    let people = names.indices.map { at in
      TakeAlong.Person(
        person: DuePerson(
          id: person(at), name: regime == .code ? "" : names[at], studentNumber: regime == .code ? "" : "2013000\(at + 1)",
          placeID: "place-1", turn: key, initials: ["bys"],
          marks: [VisitKey.mark(MadeUp.idNumber(at), under: Array(repeating: 3, count: 32))]))
    }
    return TakeAlong(
      campaignTitle: "示例采集", regime: regime, placeID: "place-1", place: "示例大学", point: 1, crew: "第一组",
      sessions: [MinuteSpan(510, 720)], headsPerHour: 100,
      turns: [.init(key: key, heads: names.count, span: MinuteSpan(510, 540))], otherTurns: [], makeup: nil, makeupPlace: "",
      standard: .national2017, people: people,
      crewMembers: [
        .init(account: "account-1", name: "张示例", duty: "摄影员"), .init(account: "account-2", name: "李示例", duty: "摄影员"),
      ], hosts: [.init(account: "", name: "王示例", duty: "负责人")], markKey: Data(repeating: 3, count: 32).base64EncodedString(),
      peerKey: Data(repeating: 5, count: 32).base64EncodedString())
  }

  package func file(
    for card: StationCard, range: Int = 1, plan: TakeAlong? = nil, days: Int = 3, id: String = "file-1",
    center: CenterKeys? = nil
  ) throws -> [UInt8] {
    let center = center ?? self.center
    let slots = try [("account-1", "zhang", "张示例"), ("account-2", "li", "李示例")].map { account, signInName, name in
      let hash = try Argon2.hash(Self.password, salt: Array(account.utf8) + Array(repeating: 1, count: 8))
      let slot = try #require(try KeySlot.wrap(key, encodedHash: hash))
      return TakeAlongHead.Slot(
        account: account, signInName: signInName, name: name, argon: slot.argon, wrapped: slot.wrapped)
    }
    let recipient = try PacketRecipient(id: "p-1", privateKey: center.agreement)
    let signing = try Curve25519.Signing.PrivateKey(rawRepresentation: center.signing)
    let head = TakeAlongHead(
      id: id, campaign: visit.campaign, visit: visit.number, day: Self.day, station: card.id, range: range,
      recipient: recipient.id, recipientKey: recipient.publicKey, center: "",
      centerKey: signing.publicKey.rawRepresentation.base64EncodedString(), issuedAt: Self.day.startMilliseconds,
      expiresAt: Self.day.adding(days: days).startMilliseconds, slots: slots)
    let pictures = try references.map { at, bytes in
      ReferencePicture(person: person(at), embedding: try Self.embedding(of: bytes), picture: bytes)
    }
    return try VisitFile.seal(
      head: Array(try JSONEncoder().encode(head)),
      parts: [Array(try JSONEncoder().encode(plan ?? self.plan)), Array(try JSONEncoder().encode(pictures))], key: key
    ) { Array(try signing.signature(for: Data($0))) }
  }

  private static func embedding(of bytes: [UInt8]) throws -> [Float]? {
    try darkroom.get().embedding(of: bytes)
  }

  // MARK: The station

  package func open(_ name: String = "station") async throws -> Station {
    try await Station.open(
      at: folder.path(name), name: "1 号工作站", darkroom: try Self.darkroom.get(), clock: clock.clock)
  }

  /// A station with the visit opened by its first crew member.
  package func desk(_ name: String = "station", range: Int = 1, days: Int = 3) async throws -> (Station, VisitDesk) {
    let station = try await open(name)
    try await station.take(file(for: station.card, range: range, days: days))
    let (desk, _) = try await station.signIn("zhang", password: Self.password, to: visit)
    return (station, desk)
  }

  /// Somebody is scanned, sits for ten seconds, and is shot.
  @discardableResult
  package func shoot(_ at: Int, shown: Int? = nil, on desk: VisitDesk) async throws -> TakenPicture {
    let seating = try await desk.scan(slip(at), by: first)
    guard seating == .seated else { throw NotSeated(seating: seating) }
    clock.advance(seconds: 10)
    let taken = try await desk.take(arrived(try shot(shown ?? at)))
    clock.advance(seconds: 10)
    return taken
  }

  package func arrived(_ bytes: [UInt8], name: String = "DSC_0001.JPG", source: ShotSource = .folder) -> ArrivedPicture {
    ArrivedPicture(bytes: bytes, source: source, fileName: name, arrivedAt: clock.clock.now())
  }

  package struct NotSeated: Error { package let seating: DeskSeating }

  /// What the center reads out of the packets that wait.
  package func packets(of station: Station) async throws -> [OpenedPacket] {
    let opener = try PacketOpener(keys: ["p-1": center.agreement])
    let card = station.card
    var opened: [OpenedPacket] = []
    for packet in try await station.ledger.waitingPackets(limit: 10_000) {
      opened.append(
        try opener.open(try await station.ledger.bytes(of: packet)) {
          $0 == card.id ? Data(base64Encoded: card.key).map(Array.init) : nil
        })
    }
    return opened
  }

  package static func happening(in packet: OpenedPacket) throws -> Happening {
    try JSONDecoder().decode(Happening.self, from: Data(packet.manifest.body.utf8))
  }
}

/// Where the project lies.
package enum ProjectFolder {
  package static let root: String = {
    var folder = URL(filePath: #filePath)
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()
}
