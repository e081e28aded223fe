import Foundation
import GraduatePhotos
import Outward

/// A capture station as the center sees one: a card, a key, happenings in packets; nothing of the real one's code.
public struct TestStation: Sendable {
  public let card: StationCard
  public private(set) var sequence = 0
  private let signingKey: [UInt8]

  /// - number: makes id and key, the same ones each time.
  public init(_ number: UInt8, name: String? = nil) throws {
    signingKey = [UInt8](repeating: number, count: 32)
    // Any recipient: only the station's own public key is asked for here.
    let sealer = try PacketSealer(
      signingKey: signingKey, recipient: PacketRecipient(id: "r", privateKey: [UInt8](repeating: 7, count: 32)))
    card = StationCard(
      id: Self.id(String(format: "%02x", number), 0), name: name ?? "\(number) 号工作站",
      key: Data(sealer.publicKey).base64EncodedString())
  }

  /// UUID text that says whose and which.
  public static func id(_ mark: String, _ number: Int) -> String {
    let tail = String(format: "%012x", number)
    return "00000000-0000-4000-8000-\(mark.suffix(2))\(tail.suffix(10))"
  }

  /// The next happening of this station.
  public mutating func happening(_ deed: Deed, by account: String, at: Int64) -> Happening {
    sequence += 1
    return Happening(
      id: Self.id(String(card.id.suffix(12).prefix(2)), 1_000_000 + sequence), station: card.id, sequence: sequence, at: at,
      by: account, deed: deed)
  }

  /// Its packet, sealed for the recipient of a visit's file.
  public func packet(
    _ happening: Happening, for head: TakeAlongHead, packet id: String? = nil, campaign: String? = nil, visit: Int? = nil,
    recipient: PacketRecipient? = nil, files: [(role: String, bytes: [UInt8])] = []
  ) throws -> [UInt8] {
    let sealer = try PacketSealer(
      signingKey: signingKey,
      recipient: recipient ?? PacketRecipient(id: head.recipient, publicKey: head.recipientKey))
    let body = String(decoding: try JSONEncoder().encode(happening), as: UTF8.self)
    return try sealer.seal(
      PacketHead(
        packet: id ?? happening.id, station: card.id, campaign: campaign ?? head.campaign, visit: visit ?? head.visit,
        sequence: happening.sequence, recipient: ""), kind: "happening", body: body, files: files)
  }

  /// The proof of a request, as `RequestProof` wants it.
  public func proof(path: String, at: Int64, body: [UInt8]) throws -> String {
    try RequestProof.sign(RequestProof.text(path: path, at: at, body: body), with: signingKey)
  }

  /// A shot of made-up bytes, with the files of its packet.
  public static func shot(
    _ serial: Int, of person: String?, range: Int, id: String? = nil, problems: [ShotProblem] = [], takenAt: Int64? = nil
  ) -> (deed: ShotDeed, files: [(role: String, bytes: [UInt8])]) {
    let number = StationNumbers.first(of: range) - 1 + serial
    let original = Array("original \(number) ".utf8) + (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
    let deed = ShotDeed(
      id: id ?? Self.id(String(format: "%02x", range), 2_000_000 + serial), serial: number, person: person,
      sha256: sha256(original), byteCount: original.count, verdict: problems.contains(where: \.isFailure) ? .fail : .pass,
      problems: problems, source: .folder, fileName: "IMG_\(serial).JPG", takenAt: takenAt)
    return (
      deed, [("original", original), ("portrait", Array("portrait \(number)".utf8)), ("report", Array("{}".utf8))]
    )
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    // The packet's own hash of a file: sealed and opened again, so that the test needs no library of its own.
    let key = [UInt8](repeating: 5, count: 32)
    guard let recipient = try? PacketRecipient(id: "r", privateKey: key),
      let sealer = try? PacketSealer(signingKey: key, recipient: recipient),
      let packet = try? sealer.seal(
        PacketHead(packet: "p", station: "s", campaign: "c", visit: 1, sequence: 1, recipient: ""), kind: "k", body: "",
        files: [("original", bytes)]),
      let opener = try? PacketOpener(keys: ["r": key]),
      let opened = try? opener.open(packet, signedBy: { _ in sealer.publicKey })
    else { return "" }
    return opened.manifest.files.first?.sha256 ?? ""
  }
}
