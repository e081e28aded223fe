import Crypto
import Foundation
import Testing

@testable import Outward

/// What a station hands over: whole, from whom it says, readable by the center alone.
@Suite struct PacketTests {
  private let center = [UInt8](repeating: 7, count: 32)
  private let station = [UInt8](repeating: 9, count: 32)

  private func sealer(_ signing: [UInt8]? = nil) throws -> PacketSealer {
    try PacketSealer(
      signingKey: signing ?? station, recipient: try PacketRecipient(id: "r-1", privateKey: center))
  }

  private func head(_ sequence: Int = 1) -> PacketHead {
    PacketHead(packet: "0191-\(sequence)", station: "s-1", campaign: "c-1", visit: 12, sequence: sequence, recipient: "")
  }

  private func packet(_ files: [(role: String, bytes: [UInt8])]) throws -> [UInt8] {
    try sealer().seal(head(), kind: "shot", body: "{\"serial\":\"012-0001\"}", files: files)
  }

  private func open(_ packet: [UInt8], keys: [String: [UInt8]]? = nil) throws(PacketRefusal) -> OpenedPacket {
    guard let opener = try? PacketOpener(keys: keys ?? ["r-1": center]), let own = try? sealer().publicKey else {
      throw .damaged
    }
    return try opener.open(packet) { $0 == "s-1" ? own : nil }
  }

  @Test("Back as it was, pictures larger than a piece and empty ones too")
  func roundTrip() throws {
    let original = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let sealed = try packet([("original", original), ("report", []), ("portrait", [1, 2, 3])])
    let opened = try open(sealed)
    #expect(opened.files == [original, [], [1, 2, 3]])
    #expect(opened.manifest.kind == "shot" && opened.manifest.body == "{\"serial\":\"012-0001\"}")
    #expect(opened.head.visit == 12 && opened.head.sequence == 1 && opened.head.recipient == "r-1")
    #expect(try PacketOpener.head(of: sealed) == opened.head)
    #expect(sealed.count < original.count + 2_000)
    // a key for each packet: the same twice is not the same bytes
    #expect(try packet([("portrait", [1, 2, 3])]) != packet([("portrait", [1, 2, 3])]))
  }

  @Test("Nothing of a person or a picture stands in the open")
  func hidden() throws {
    let sealed = try packet([("portrait", Array("a face that nobody else may see".utf8))])
    let text = String(decoding: sealed, as: UTF8.self)
    #expect(!text.contains("face") && !text.contains("012-0001"))
    #expect(throws: PacketRefusal.recipientUnknown("r-1")) { try open(sealed, keys: ["r-2": center]) }
    #expect(throws: PacketRefusal.damaged) { try open(sealed, keys: ["r-1": station]) }
  }

  @Test("Promise 5: a packet that was cut off or changed anywhere is refused")
  func changed() throws {
    let sealed = try packet([("portrait", [UInt8](repeating: 5, count: 300))])
    for length in stride(from: 0, to: sealed.count, by: 7) {
      #expect(throws: PacketRefusal.self) { try open(Array(sealed.prefix(length))) }
    }
    for at in stride(from: 0, to: sealed.count, by: 3) {
      var spoiled = sealed
      spoiled[at] ^= 0x10
      #expect(throws: PacketRefusal.self, "byte \(at)") { try open(spoiled) }
    }
    #expect(throws: PacketRefusal.cutOff) { try open(sealed + [0]) }
  }

  @Test("Signed by another station, by an unknown one, or not at all")
  func strangers() throws {
    let forged = try sealer(center).seal(head(), kind: "shot", body: "{}", files: [])
    #expect(throws: PacketRefusal.signatureWrong) { try open(forged) }
    var other = head()
    other.station = "s-2"
    let unknown = try sealer().seal(other, kind: "shot", body: "{}", files: [])
    #expect(throws: PacketRefusal.stationUnknown("s-2")) { try open(unknown) }
    #expect(throws: PacketRefusal.notAPacket) { try open(Array("PK\u{3}\u{4} a ZIP".utf8)) }
    var newer = forged
    newer[4] = 2
    #expect(throws: PacketRefusal.versionUnknown(2)) { try open(newer) }
    #expect(PacketRefusal.versionUnknown(2).chinese.contains("请先升级中心"))
  }

  @Test("Pieces of two packets are not mixed, even by who could sign")
  func mixed() throws {
    let one = try packet([("portrait", [1])])
    let other = try packet([("portrait", [2])])
    // the last piece of one in the other's place, signed anew by the station's own key
    var mixed = Array(one.dropLast(64 + 4 + 17)) + Array(other.suffix(64 + 4 + 17).prefix(21))
    mixed += Array(
      try Curve25519.Signing.PrivateKey(rawRepresentation: station).signature(for: Data(SHA256.hash(data: mixed))))
    #expect(throws: PacketRefusal.damaged) { try open(mixed) }
  }

  @Test("Hostile bytes never trap")
  func hostile() throws {
    let sealed = try packet([("portrait", [UInt8](repeating: 5, count: 40))])
    var state: UInt64 = 42
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<2_000 {
      var spoiled = sealed
      for _ in 0..<(1 + next() % 6) { spoiled[next() % spoiled.count] = UInt8(truncatingIfNeeded: next()) }
      if next() % 3 == 0 { spoiled.removeLast(next() % spoiled.count) }
      do {
        _ = try open(spoiled)
        #expect(spoiled == sealed)
      } catch {}
    }
  }

  @Test("Too many or too large files are not sealed")
  func tooLarge() throws {
    #expect(throws: PacketRefusal.tooLarge) {
      _ = try packet((0...PacketLimits.files).map { ("f\($0)", [0]) })
    }
    #expect(throws: PacketRefusal.tooLarge) {
      _ = try packet([("original", [UInt8](repeating: 0, count: PacketLimits.packetBytes))])
    }
  }
}
