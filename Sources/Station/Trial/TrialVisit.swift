import CArgon2
import Crypto
import Foundation
import GraduatePhotos
import Outward

/// A visit of made-up people today, for measuring a station without a center.
package struct TrialVisit: Sendable {
  package static let signInName = "bench"
  package static let password = "huanghe-tieqiao-2026"

  /// As a center would hand it out.
  package let file: [UInt8]
  package let name: VisitName
  /// `DuePerson.id`, in the order of the roster.
  package let people: [String]

  /// - count: how many people; classes of fifty, all of them due all day.
  package init(people count: Int, for card: StationCard, on day: CalendarDay) throws {
    let key = Array(SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
    let signing = Curve25519.Signing.PrivateKey()
    let recipient = try PacketRecipient(
      id: "bench", privateKey: Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation))
    let name = VisitName(campaign: "bench", number: 1)
    let head = TakeAlongHead(
      id: UUID().uuidString.lowercased(), campaign: name.campaign, visit: name.number, day: day, station: card.id, range: 1,
      recipient: recipient.id, recipientKey: recipient.publicKey, center: "",
      centerKey: signing.publicKey.rawRepresentation.base64EncodedString(), issuedAt: day.startMilliseconds,
      expiresAt: day.adding(days: 4).startMilliseconds, slots: [try Self.slot(for: key)])
    let along = Self.plan(count)
    let encoder = StationLedger.encoder
    file = try VisitFile.seal(
      head: Array(encoder.encode(head)), parts: [Array(encoder.encode(along)), Array(Data("[]".utf8))], key: key
    ) { Array(try signing.signature(for: Data($0))) }
    self.name = name
    people = along.people.map(\.person.id)
  }

  private static func plan(_ count: Int) -> TakeAlong {
    let people = (0..<count).map { number in
      TakeAlong.Person(
        person: DuePerson(
          id: "bench-\(number)", name: "毕业生\(number + 1)", studentNumber: String(2_027_000_001 + number), placeID: "bench",
          turn: turn(number / 50), initials: ["bys"]))
    }
    return TakeAlong(
      campaignTitle: "试用", regime: .roster, placeID: "bench", place: "示例大学", point: 1, crew: "第一组",
      sessions: [MinuteSpan(0, 24 * 60)], headsPerHour: 100,
      turns: stride(from: 0, to: count, by: 50).map {
        .init(key: turn($0 / 50), heads: min(50, count - $0), span: MinuteSpan(0, 24 * 60))
      }, otherTurns: [], makeup: nil, makeupPlace: "", standard: .national2017, people: people,
      crewMembers: [.init(account: "bench", name: "示例", duty: "摄影员")], hosts: [],
      markKey: Data(repeating: 0, count: 32).base64EncodedString())
  }

  private static func turn(_ group: Int) -> TurnKey {
    TurnKey(category: .regular, department: "示例学院", classGroup: "示例\(group + 1)班")
  }

  private static func slot(for key: [UInt8]) throws -> TakeAlongHead.Slot {
    let salt = Array("bench-bench-salt".utf8)
    var hash = [UInt8](repeating: 0, count: 32)
    let typed = Array(password.utf8)
    let (passes, memoryKiB): (UInt32, UInt32) = (1, 8_192)
    guard argon2id_hash_raw(passes, memoryKiB, 1, typed, typed.count, salt, salt.count, &hash, hash.count) == ARGON2_OK.rawValue
    else { throw CryptoKitError.incorrectParameterSize }
    func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString().replacing("=", with: "") }
    let encoded = "$argon2id$v=19$m=\(memoryKiB),t=\(passes),p=1$\(text(salt))$\(text(hash))"
    guard let wrapped = try KeySlot.wrap(key, encodedHash: encoded) else { throw CryptoKitError.incorrectParameterSize }
    return TakeAlongHead.Slot(
      account: "bench", signInName: signInName, name: "示例", argon: wrapped.argon, wrapped: wrapped.wrapped)
  }
}
