import Crypto
import Outward

/// The keys that capture stations seal their packets for, and what a visit's file is signed with.
extension KeyRing {
  var hasPacketKey: Bool { contents.keys.contains { $0.purpose == .packets } }

  /// The same ring with a key for packets; nil when it has one: key files of earlier programs have none.
  ///
  /// An export made before does not hold it, so there is none any more.
  func withPacketKey(at now: Int64, chance: Chance) throws -> KeyRing? {
    guard !hasPacketKey else { return nil }
    var next = contents
    next.keys.append(try Self.makeKey(for: .packets, at: now, chance: chance))
    next.exportedAt = nil
    next.exportTestedAt = nil
    return try KeyRing(contents: next)
  }

  /// What stations seal for now.
  ///
  /// - Throws: `KeyRefusal.incomplete`.
  public func packetRecipient() throws -> PacketRecipient {
    guard let key = contents.keys.last(where: { $0.purpose == .packets }) else { throw KeyRefusal.incomplete }
    return try PacketRecipient(id: key.id, privateKey: key.secret)
  }

  /// Opens packets under every key there ever was: one that lay on a stick for a year is as good as another.
  func packetOpener() throws -> PacketOpener {
    try PacketOpener(
      keys: Dictionary(
        contents.keys.filter { $0.purpose == .packets }.map { ($0.id, $0.secret) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Ed25519 public key of the newest signing key, 32 bytes: stations check visits' files with it.
  public func signingPublicKey() throws -> [UInt8] {
    guard let key = contents.keys.last(where: { $0.purpose == .signing }) else { throw KeyRefusal.incomplete }
    return Array(try Curve25519.Signing.PrivateKey(rawRepresentation: key.secret).publicKey.rawRepresentation)
  }
}
