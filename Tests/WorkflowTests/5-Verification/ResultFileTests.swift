import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N4, A5–A7: what was found on a disc without a network comes back as one file and stands as if it had been found here.
@Suite struct ResultFileTests {
  /// What the disc's page would save of a delivery.
  private struct Disc {
    let desk: RosterDesk
    let viewer: ViewerDelivery

    init(_ desk: RosterDesk, _ id: String) async throws {
      self.desk = desk
      let campaignID = desk.campaignID
      viewer = try await desk.center.records.read { transaction in
        let delivery = try transaction.storedDelivery(id, campaignID: campaignID)
        return try transaction.viewer(of: delivery, volume: 1, items: transaction.deliveryItems(of: delivery))
      }
    }

    var people: [(group: ViewerClass, person: ViewerPerson)] {
      viewer.classes.flatMap { group in group.people.map { (group, $0) } }
    }

    func person(_ number: Int) throws -> (group: ViewerClass, person: ViewerPerson) {
      try #require(people.first { $0.person.values.contains(DeliveryDesk.names[number]) })
    }

    func verdict(_ number: Int, _ verdicts: [PersonVerdict.Verdict], at: Int64? = nil) throws -> PersonVerdict {
      let (group, person) = try person(number)
      return PersonVerdict(
        id: person.id, classID: group.id, verdicts: verdicts, look: person.picture == nil ? .never : .large,
        at: at ?? desk.province.time.now)
    }

    func file(_ verdicts: [PersonVerdict]) -> VerificationFile {
      VerificationFile(
        disc: .init(
          id: viewer.id, number: viewer.number, batch: viewer.batch, contents: DiscViewer.contents(of: viewer),
          mode: viewer.mode,
          institutionCode: viewer.institutionCode, institutionName: viewer.institutionName),
        checkers: ["王老师"], savedAt: desk.province.time.now, unmatchedRosterRows: nil,
        classes: viewer.classes.map { group in
          let of = verdicts.filter { $0.classID == group.id }
          let right = of.count { $0.verdicts == [.right] }
          return .init(
            id: group.id, people: group.people.count, right: right, found: of.count - right, open: group.people.count - of.count
          )
        }, people: verdicts)
    }

    func upload(
      _ bytes: [UInt8], by liaison: Liaison? = nil, operation: String = UUID().uuidString
    ) async throws
      -> ResultFileTaken
    {
      let path = desk.province.folder.path(UUID().uuidString)
      try Data(bytes).write(to: URL(filePath: path))
      return try await desk.center.takeResultFile(
        path, campaignID: desk.campaignID, operation: operation, by: liaison ?? desk.place.liaison)
    }
  }

  @Test(
    "N4: verdicts and claims of a disc, by whoever checked there; handed in again nothing changes",
    arguments: SQLEngine.allCases)
  func taken(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let made = try await desk.make(DeliveryOptions(key: .idNumber, isPlain: true, plainReason: "测试"))
    let disc = try await Disc(desk.desk, made.id)
    // What is rebuilt here is what lies on the disc.
    let files = try DeliveryDesk.files(try await desk.archive(made.id), in: desk.province.folder)
    let index = try #require(files.first { $0.key.hasSuffix("data/index.js") })
    #expect(String(decoding: index.value, as: UTF8.self).contains(DiscViewer.contents(of: disc.viewer)))

    var eyes = try disc.verdict(1, [.photo])
    eyes.photoFaults = [.eyes]
    var wrong = try disc.verdict(2, [.data])
    wrong.corrections = [.init(column: .name, old: DeliveryDesk.names[2], new: "王宏")]
    let file = disc.file([try disc.verdict(0, [.right]), eyes, wrong, try disc.verdict(6, [.missing])])
    let first = try await disc.upload(file.bytes, operation: "op-1")
    #expect(first.delivery == made.number && first.right == 1 && first.found == 3 && first.open == 4)
    #expect(try await disc.upload(file.bytes, operation: "op-1") == first)
    let again = try await disc.upload(file.bytes)
    #expect(again.known == 4 && again.right == 0 && again.found == 0)
    let claims = try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines
    #expect(Set(claims.map(\.kind)) == [.photo, .data, .missing] && claims.allSatisfy { $0.standing == .open })
    #expect(claims.first { $0.kind == .data }?.words.contains("王宏") == true)
    let lines = try await desk.center.verificationClasses(campaignID: desk.campaignID, by: desk.liaison)
    #expect(lines.flatMap(\.checkers).contains("王老师"))
    #expect(try await desk.province.journaledActions().count { $0 == "result-file.taken" } == 2)
  }

  @Test(
    "A5, A7: a verdict about another picture or other data is not taken, and a later one of the page holds",
    arguments: SQLEngine.allCases)
  func outdated(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let disc = try await Disc(desk.desk, try await desk.make().id)
    let file = disc.file([try disc.verdict(0, [.right]), try disc.verdict(1, [.right]), try disc.verdict(3, [.right])])
    desk.province.time.advance(minutes: 5)
    try await desk.release(0, serial: 50)
    try await desk.desk.bring(DeliveryDesk.people { $0 == 1 ? "李更正" : $1 })
    let campaignID = desk.campaignID
    let fourth = try disc.person(3).person.id
    let (number, version) = try await desk.center.records.read { transaction in
      let row = try #require(try transaction.row("SELECT version FROM graduate WHERE id = ?", [.text(fourth)]))
      return (1, try row.integer("version"))
    }
    var typed = TypedVerdict(person: fourth, verdicts: [.photo], portraitNumber: number, recordVersion: version)
    typed.photoFaults = [.blur]
    _ = try await desk.center.giveVerdict(typed, campaignID: campaignID, operation: "page", by: desk.liaison)
    let taken = try await disc.upload(file.bytes)
    #expect(taken.outdated == 2 && taken.later == 1 && taken.right == 0)
  }

  @Test("A PC whose clock is ahead overrules nothing that was found later on the page", arguments: SQLEngine.allCases)
  func clockAhead(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let disc = try await Disc(desk.desk, try await desk.make().id)
    let tomorrow = desk.province.time.now + 86_400_000
    let file = disc.file([try disc.verdict(0, [.right], at: tomorrow)])
    #expect(try await disc.upload(file.bytes).right == 1)
    desk.province.time.advance(minutes: 5)
    let person = try disc.person(0).person.id
    let version = try await desk.center.records.read { transaction in
      try #require(try transaction.row("SELECT version FROM graduate WHERE id = ?", [.text(person)])).integer("version")
    }
    _ = try await desk.center.giveVerdict(
      TypedVerdict(person: person, verdicts: [.person], portraitNumber: 1, recordVersion: version),
      campaignID: desk.campaignID, operation: "page", by: desk.liaison)
    #expect(try await disc.upload(file.bytes).known == 1)
    let later = disc.file([try disc.verdict(0, [.right], at: tomorrow + 60_000)])
    #expect(try await disc.upload(later.bytes).later == 1)
    #expect(try await desk.center.claims(campaignID: desk.campaignID, by: desk.liaison).lines.map(\.kind) == [.person])
  }

  @Test("A file of somebody else, of another delivery, or altered is refused with the place", arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let disc = try await Disc(desk.desk, try await desk.make().id)
    let bytes = disc.file([try disc.verdict(0, [.right])]).bytes
    let other = try await desk.province.place(code: "10731", name: "另一大学", liaison: "other").liaison
    await #expect(throws: VerificationRefusal.otherInstitution(code: "10730")) { try await disc.upload(bytes, by: other) }
    await #expect(throws: VerificationRefusal.self) { try await disc.upload(Array(bytes.dropLast(3))) }
    var altered = bytes
    altered[bytes.count / 2] ^= 1
    await #expect(throws: VerificationRefusal.self) { try await disc.upload(altered) }
    await #expect(throws: VerificationRefusal.self) { try await disc.upload(Array("{}".utf8)) }
    var elsewhere = disc.file([])
    elsewhere.disc.number = "2014-62-10730-099"
    await #expect(throws: VerificationRefusal.otherDelivery(number: "2014-62-10730-099", expected: disc.viewer.number)) {
      try await disc.upload(elsewhere.bytes)
    }
    var contents = disc.file([])
    contents.disc.contents = String(repeating: "0", count: 64)
    await #expect(throws: VerificationRefusal.otherContents) { try await disc.upload(contents.bytes) }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM verdict") == 0)
  }

  @Test("Code mode: photo claims come by code and serial, and name nobody", arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let (desk, clerk, _) = try await DeliveryDesk.codeMode(on: engine)
    let options = DeliveryOptions(key: .usual(in: .code))
    let preview = try await desk.center.previewDelivery(
      of: desk.place.institutionID, campaignID: desk.campaignID, options, by: clerk)
    let made = try await desk.center.makeDelivery(
      of: desk.place.institutionID, campaignID: desk.campaignID, options, seen: preview.seen, operation: "o", by: clerk)
    let disc = try await Disc(desk, made.id)
    var verdicts = disc.people.map { group, person in
      PersonVerdict(
        id: person.id, classID: group.id, verdicts: person.picture == nil ? [.missing] : [.right],
        look: person.picture == nil ? .never : .large, at: desk.province.time.now)
    }
    let shut = try #require(verdicts.firstIndex { $0.verdicts == [.right] })
    verdicts[shut].verdicts = [.photo]
    verdicts[shut].photoFaults = [.eyes]
    let taken = try await disc.upload(disc.file(verdicts).bytes)
    #expect(taken.right == 2 && taken.found == 2 && taken.open == 0)
    let claims = try await desk.center.claims(campaignID: desk.campaignID, by: desk.place.liaison).lines
    #expect(claims.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.missing, .photo])
    #expect(claims.allSatisfy { $0.name.isEmpty && $0.studentNumber.isEmpty })
    #expect(claims.first { $0.kind == .photo }?.serial != nil && claims.first { $0.kind == .missing }?.serial == nil)
    #expect(try await disc.upload(disc.file(verdicts).bytes).known == 4)
  }
}
