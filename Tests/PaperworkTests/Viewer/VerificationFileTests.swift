import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("the result file that comes back from a disc")
struct VerificationFileTests {
  private func refusal(_ bytes: [UInt8]) -> VerificationRefusal? {
    do { _ = try VerificationFile.read(bytes) } catch { return error }
    return nil
  }

  private func refusal(
    _ change: (inout VerificationFile) -> Void, _ mode: ViewerDelivery.Mode = .roster
  ) -> VerificationRefusal? {
    var file = ViewerFixtures.result(mode)
    change(&file)
    do { try VerificationFile.read(file.bytes).check(against: ViewerFixtures.delivery(mode)) } catch { return error }
    return nil
  }

  @Test(
    "N4: what an institution found is read as it was written and fits its delivery",
    arguments: [ViewerDelivery.Mode.roster, .code])
  func roundTrip(mode: ViewerDelivery.Mode) throws {
    let file = ViewerFixtures.result(mode)
    let read = try VerificationFile.read(file.bytes)
    #expect(read == file && read.isComplete)
    #expect(read.bytes == file.bytes)
    try read.check(against: ViewerFixtures.delivery(mode))
  }

  @Test("A half-finished file may hold nobody")
  func halfFinished() throws {
    var file = ViewerFixtures.result()
    file.people = []
    file.classes = [
      .init(id: "c1", people: 3, right: 0, found: 0, open: 3), .init(id: "c2", people: 1, right: 0, found: 0, open: 1),
    ]
    let read = try VerificationFile.read(file.bytes)
    #expect(read == file && !read.isComplete)
  }

  @Test("A file that is cut or edited anywhere is noticed")
  func damage() {
    let bytes = ViewerFixtures.result().bytes
    #expect(refusal([]) == .empty)
    #expect(refusal(Array("PK\u{3}\u{4}".utf8)) == .notAResultFile)
    for end in stride(from: 32, to: bytes.count, by: 7) { #expect(refusal(Array(bytes[..<end])) == .cutOff) }
    for place in stride(from: 40, to: bytes.count - 81, by: 11) {
      var edited = bytes
      edited[place] ^= 1
      #expect(refusal(edited) == .altered, "byte \(place)")
    }
    #expect(refusal(bytes + [0x0A]) == .cutOff)
    #expect(
      refusal([UInt8](repeating: 0x20, count: ViewerLimits.resultBytes + 1)) == .tooLarge(bytes: ViewerLimits.resultBytes + 1))
  }

  @Test("Other versions and what is not in the format are refused with their place")
  func format() {
    let file = ViewerFixtures.result()
    func altered(_ old: String, _ new: String) -> VerificationRefusal? { refusal(ViewerFixtures.altered(file, old, new)) }
    #expect(altered("\"version\":1", "\"version\":2") == .version(2))
    #expect(altered("\"version\":1", "\"version\":\"1\"") == .malformed(place: "version"))
    #expect(altered("\"savedAt\":1397000000005", "\"savedAt\":1") == .malformed(place: "savedAt"))
    #expect(altered("\"mode\":\"roster\"", "\"mode\":\"both\"") == .malformed(place: "disc.mode"))
    #expect(altered("\"verdicts\":[\"missing\"]", "\"verdicts\":[\"gone\"]") == .malformed(place: "people[4].verdicts"))
    #expect(altered("\"verdicts\":[\"missing\"]", "\"verdicts\":[]") == .malformed(place: "people[4].verdicts"))
    #expect(altered("[\"photo\",\"data\"]", "[\"data\",\"photo\"]") == .malformed(place: "people[2].verdicts"))
    #expect(altered("\"look\":0", "\"look\":3") == .malformed(place: "people[4].look"))
    #expect(altered("\"id\":\"p4\"", "\"id\":\"p 4\"") == .malformed(place: "people[4].id"))
    #expect(altered("\"field\":\"XM\"", "\"field\":\"QQ\"") == .malformed(place: "people[2].data[1].field"))
    #expect(altered("\"look\":0", "\"look\":0,\"extra\":1") == .malformed(place: "people[4]"))
    #expect(altered(",\"look\":0", "") == .malformed(place: "people[4].look"))
    #expect(altered("\"checker\":1", "\"checker\":7") == .malformed(place: "people[2].checker"))
    #expect(altered("\"马示例\"", "\"\"") == .malformed(place: "checkers"))
    #expect(altered("见", String(repeating: "长", count: 301)) == .malformed(place: "people[2].note"))
    #expect(altered("\"rest\":true", "\"rest\":false") == .malformed(place: "people[1].rest"))
    #expect(altered(",\"look\":0", ",\"note\":\"\",\"look\":0") == .malformed(place: "people[4].note"))
    #expect(altered("}]", "}") == .notAResultFile)
  }

  @Test("A verdict that contradicts itself or its counts is refused")
  func contradictions() {
    func contradiction(_ change: (inout PersonVerdict) -> Void) -> VerificationRefusal? { refusal { change(&$0.people[1]) } }
    #expect(contradiction { $0.photoFaults = [] } == .contradiction(position: 2, .photoWithoutFault))
    #expect(contradiction { $0.corrections = [] } == .contradiction(position: 2, .dataWithoutCorrection))
    #expect(contradiction { $0.verdicts = [.photo] } == .contradiction(position: 2, .detailWithoutVerdict))
    #expect(contradiction { $0.verdicts = [.right, .photo, .data] } == .contradiction(position: 2, .rightWithFinding))
    #expect(contradiction { $0.verdicts = [.missing, .photo, .data] } == .contradiction(position: 2, .missingWithPhoto))
    #expect(contradiction { $0.corrections[0].new = $0.corrections[0].old } == .contradiction(position: 2, .sameValue))
    #expect(
      contradiction { $0.corrections.append(.init(column: .name, old: "</script><b>李", new: "李")) }
        == .contradiction(position: 2, .sameFieldTwice))
    #expect(refusal { $0.unmatchedRosterRows = 1 } == .malformed(place: "unmatchedRosterRows"))
    #expect(refusal { $0.people[2].partner?.id = "p3" } == .contradiction(position: 3, .partnerIsSelf))
    #expect(refusal { $0.people[3].id = "p1" } == .repeatedPerson(position: 4, first: 1))
    #expect(refusal { $0.classes[0].right = 2 } == .counts(classPosition: 1))
    #expect(refusal { $0.classes.removeLast() } == .unknownPerson(position: 4))
  }

  @Test("A7: a compatibility character and the usual one look alike and count as different, because one of them is wrong")
  func compatibilityCharacters() throws {
    var delivery = ViewerFixtures.delivery()
    delivery.classes[0].people[1].values[1] = "\u{F92C}示例"
    var file = ViewerFixtures.result()
    file.disc = ViewerFixtures.disc(delivery)
    file.people[1].corrections = [.init(column: .name, old: "\u{F92C}示例", new: "\u{90CE}示例")]
    let read = try VerificationFile.read(file.bytes)
    try read.check(against: delivery)
    #expect(read.people[1].corrections[0].new.unicodeScalars.first?.value == 0x90CE)
    file.people[1].corrections[0].old = "\u{90CE}示例"
    file.people[1].corrections[0].new = "\u{F92C}示例"
    let turned = try VerificationFile.read(file.bytes)
    #expect(throws: VerificationRefusal.otherData(position: 2, field: "姓名")) { try turned.check(against: delivery) }
  }

  @Test("Every class of the delivery stands in the file once: one that is left out or named twice never passes for verified")
  func everyClassOnce() throws {
    var short = ViewerFixtures.result()
    short.people.removeLast()
    short.classes.removeLast()
    let read = try VerificationFile.read(short.bytes)
    #expect(throws: VerificationRefusal.missingClasses(1)) { try read.check(against: ViewerFixtures.delivery()) }
    #expect(refusal { $0.classes.append($0.classes[0]) } == .repeatedClass(position: 3, first: 1))
    #expect(
      refusal { $0.classes[1] = .init(id: "c1", people: 3, right: 0, found: 0, open: 3) }
        == .repeatedClass(position: 2, first: 1))
    var empty = ViewerFixtures.result()
    empty.people = []
    empty.classes = []
    #expect(!empty.isComplete)
  }

  @Test("Promise 7: in code mode a remark or a correction is refused, because it may name a person")
  func codeMode() {
    #expect(refusal({ $0.people[0].note = "李示例" }, .code) == .personalDataInCodeMode(position: 1))
    #expect(
      refusal(
        {
          $0.people[1].verdicts = [.photo, .data]
          $0.people[1].corrections = [.init(column: .plannedSerial, old: "002", new: "003")]
        }, .code) == .personalDataInCodeMode(position: 2))
    #expect(refusal({ $0.people[2].partner = .init(id: nil, number: "李示例") }, .code) == .personalDataInCodeMode(position: 3))
    #expect(refusal({ $0.people[2].partner?.number = "李示例" }, .code) == .partnerNumber(position: 3))
    #expect(refusal({ $0.people[2].partner?.number = "002" }, .code) == .partnerNumber(position: 3))
    #expect(refusal({ $0.people[2].partner?.number = "GS7001" }, .code) == nil)
    #expect(refusal({ $0.disc.batch = "李示例" }, .code) == .otherContents)
  }

  @Test("A result of another school, disc or burning is refused, and what the disc does not say (A7)")
  func otherDisc() throws {
    #expect(refusal { $0.disc.institutionCode = "10730" } == .otherInstitution(code: "10730"))
    #expect(
      refusal { $0.disc.number = "62-2014-14990-02" }
        == .otherDelivery(number: "62-2014-14990-02", expected: "62-2014-14990-01"))
    #expect(refusal { $0.disc.contents = String(repeating: "0", count: 64) } == .otherContents)
    #expect(refusal { $0.people[3].id = "p9" } == .unknownPerson(position: 4))
    #expect(refusal { $0.people[2].partner?.id = "p9" } == .unknownPerson(position: 3))
    #expect(refusal { $0.people[1].corrections[0].old = "李" } == .otherData(position: 2, field: "姓名"))
    #expect(
      refusal {
        $0.people[0].verdicts = [.missing]
        $0.classes[0] = .init(id: "c1", people: 3, right: 0, found: 3, open: 0)
      } == .contradiction(position: 1, .missingThoughThere))
    #expect(
      refusal {
        $0.people[3].verdicts = [.right]
        $0.classes[1] = .init(id: "c2", people: 1, right: 1, found: 0, open: 0)
      } == .contradiction(position: 4, .pictureNotThere))
    #expect(
      refusal {
        $0.people.removeLast()
        $0.classes[1] = .init(id: "c2", people: 2, right: 0, found: 0, open: 2)
      } == .counts(classPosition: 2))
  }

  @Test("Refusals say in Chinese what, where and what to do, and never what a person is called")
  func words() {
    let refusals: [VerificationRefusal] = [
      .empty, .tooLarge(bytes: 80 << 20), .notAResultFile, .cutOff, .altered, .version(3),
      .malformed(place: "people[36].verdicts"),
      .tooMany(place: "people", limit: 9), .repeatedPerson(position: 4, first: 1), .personalDataInCodeMode(position: 2),
      .contradiction(position: 2, .sameValue), .repeatedClass(position: 2, first: 1), .counts(classPosition: 1),
      .missingClasses(2), .partnerNumber(position: 3), .otherInstitution(code: "10730"),
      .otherDelivery(number: "2", expected: "1"), .otherContents, .unknownClass(position: 1), .unknownPerson(position: 1),
      .otherData(position: 2, field: "姓名"),
    ]
    #expect(Set(refusals.map(\.code)).count == refusals.count)
    for refusal in refusals {
      #expect(
        !refusal.hint.isEmpty
          && refusal.message.contains { $0.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } })
      #expect(refusal.code.hasPrefix("verification."))
    }
    let places = [
      ("people[36].verdicts", "第 36 人的结论"), ("people[2].data[1].field", "第 2 人的第 1 处更正的项目"), ("disc.mode", "光盘的说明的采集方式"),
      ("classes[3].people", "第 3 个班级的人数"), ("people", "逐人的结论"), ("文件", "内容"), ("people[4]", "第 4 人"),
    ]
    for (place, words) in places {
      #expect(VerificationRefusal.malformed(place: place).message == "核对结果里，\(words)不符合格式")
    }
    for refusal in refusals { #expect(!refusal.message.contains("[") && !refusal.message.contains("people")) }
  }

  @Test("Any bytes under a hash that fits are answered, never a fault")
  func fuzz() {
    var generator = SystemRandomNumberGenerator()
    let bytes = ViewerFixtures.result().bytes
    let content = Array(bytes[..<(bytes.count - 79)])
    for _ in 0..<400 {
      var mutant = content
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        mutant[Int.random(in: 32..<mutant.count, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
      }
      _ = refusal(mutant + VerificationFile.sealOpening + VerificationFile.hash(mutant[...]) + VerificationFile.sealClosing)
    }
    let deep = "{\"format\":\"biying-verification\",\"version\":" + String(repeating: "[", count: 100_000)
    #expect(refusal(ViewerFixtures.sealed(deep)) == .notAResultFile)
  }
}
