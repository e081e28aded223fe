import Crypto
import Foundation
import Synchronization

/// The keys of a center: separate ones for encryption, blind index, signing and what stations seal, kept in one file outside the database.
///
/// Every row names the key it was made with, so that keys can be rotated while the center serves. The file has mode 0600 and is
/// never part of a data back-up; `exported(with:)` is the way to keep a copy.
public struct KeyRing: Sendable {
  enum Purpose: String, Codable, Sendable, CaseIterable { case encryption, index, signing, packets }

  struct Key: Codable, Sendable {
    let id: String
    let purpose: Purpose
    let madeAt: Int64
    let secret: [UInt8]
  }

  struct Contents: Codable, Sendable {
    var version = 1
    var keys: [Key]
    var exportedAt: Int64?
    var exportTestedAt: Int64?
  }

  var contents: Contents
  private let encryption: [String: SymmetricKey]
  private let index: [(id: String, key: SymmetricKey)]
  private let signing: [String: Curve25519.Signing.PrivateKey]
  private let derived = DerivedKeys()
  /// The key new values are encrypted with.
  public let encryptionKeyID: String
  /// The key new blind indexes are made with.
  public let indexKeyID: String
  /// The key new heads are signed with.
  public let signingKeyID: String

  init(contents: Contents) throws {
    self.contents = contents
    var encryption: [String: SymmetricKey] = [:]
    var index: [(id: String, key: SymmetricKey)] = []
    var signing: [String: Curve25519.Signing.PrivateKey] = [:]
    var newest: [Purpose: String] = [:]
    for key in contents.keys {
      newest[key.purpose] = key.id
      switch key.purpose {
      case .encryption: encryption[key.id] = SymmetricKey(data: key.secret)
      case .index: index.append((key.id, SymmetricKey(data: key.secret)))
      case .signing: signing[key.id] = try Curve25519.Signing.PrivateKey(rawRepresentation: key.secret)
      // Opened where they are used (`PacketKeys.swift`); a file of an earlier program has none.
      case .packets: break
      }
    }
    guard let encryptionKeyID = newest[.encryption], let indexKeyID = newest[.index], let signingKeyID = newest[.signing] else {
      throw KeyRefusal.incomplete
    }
    self.encryption = encryption
    self.index = index
    self.signing = signing
    self.encryptionKeyID = encryptionKeyID
    self.indexKeyID = indexKeyID
    self.signingKeyID = signingKeyID
  }

  /// A ring with one fresh key of each purpose.
  public static func fresh(at now: Int64, chance: Chance) throws -> KeyRing {
    try KeyRing(contents: Contents(keys: try Purpose.allCases.map { try makeKey(for: $0, at: now, chance: chance) }))
  }

  /// The same ring with a new key of each purpose in front; old values stay readable with the old keys.
  public func rotated(at now: Int64, chance: Chance) throws -> KeyRing {
    var next = contents
    next.keys += try Purpose.allCases.map { try Self.makeKey(for: $0, at: now, chance: chance) }
    next.exportedAt = nil
    next.exportTestedAt = nil
    return try KeyRing(contents: next)
  }

  static func makeKey(for purpose: Purpose, at now: Int64, chance: Chance) throws -> Key {
    // Ed25519 and X25519 accept any 32 bytes as a private key, so one source of chance serves all purposes.
    Key(
      id: purpose.rawValue.prefix(1) + "-" + hexadecimal(chance.bytes(5)), purpose: purpose, madeAt: now,
      secret: chance.bytes(32))
  }
}

extension KeyRing {
  /// Encrypts `plain` (AES-256-GCM, random nonce first) bound to the record `record` it belongs to.
  public func seal(_ plain: some DataProtocol, as record: String) throws -> [UInt8] {
    guard let key = encryption[encryptionKeyID] else { throw KeyRefusal.incomplete }
    return try sealBytes(plain, with: key, as: record)
  }

  /// Opens what `seal` made under the key `keyID`.
  ///
  /// - Throws: `KeyRefusal.unknownKey` when the ring lacks the key; a fault when the value or its record was changed.
  public func open(_ sealed: [UInt8], under keyID: String, as record: String) throws -> [UInt8] {
    guard let key = encryption[keyID] else { throw KeyRefusal.unknownKey(keyID) }
    return try openBytes(sealed, with: key, as: record)
  }

  /// The blind index (HMAC-SHA256, 32 bytes) of a value under the newest index key: equal values, equal bytes, no way back.
  public func blindIndex(of value: String, field: String) -> [UInt8] {
    guard let newest = index.last else { return [] }
    return Self.blindIndex(of: value, field: field, key: newest.key)
  }

  /// The blind indexes of a value under every index key, newest first: for look-ups while a rotation is under way.
  public func blindIndexes(of value: String, field: String) -> [[UInt8]] {
    index.reversed().map { Self.blindIndex(of: value, field: field, key: $0.key) }
  }

  private static func blindIndex(of value: String, field: String, key: SymmetricKey) -> [UInt8] {
    var hash = HMAC<SHA256>(key: key)
    hash.update(data: Array(field.utf8))
    hash.update(data: [0])
    hash.update(data: Array(value.utf8))
    return Array(hash.finalize())
  }

  /// Signs `message` with the newest signing key (Ed25519, 64 bytes).
  public func sign(_ message: some DataProtocol) throws -> [UInt8] {
    guard let key = signing[signingKeyID] else { throw KeyRefusal.incomplete }
    return Array(try key.signature(for: message))
  }

  /// Whether `signature` over `message` was made by the key `keyID` of this ring.
  public func verify(_ signature: [UInt8], of message: some DataProtocol, under keyID: String) -> Bool {
    signing[keyID]?.publicKey.isValidSignature(signature, for: message) ?? false
  }

  /// Message authentication codes under keys derived from the index keys, newest first: for tokens in forms, never for stored data.
  ///
  /// The first is for what is made now; a form that was open while the keys were changed bears one of the others.
  public func authenticators(purpose: String) -> [@Sendable ([UInt8]) -> [UInt8]] {
    derived.codes(for: purpose) {
      index.reversed().map { _, key in
        let derived = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array(purpose.utf8), outputByteCount: 32)
        // The key's own two blocks are hashed once, not for each code.
        let prepared = HMAC<SHA256>(key: derived)
        return { message in
          var code = prepared
          code.update(data: message)
          return Array(code.finalize())
        }
      }
    }
  }
}

/// Codes under keys derived from those of one ring, by purpose: every page needs them.
///
/// A ring with other keys has its own.
private final class DerivedKeys: Sendable {
  typealias Codes = [@Sendable ([UInt8]) -> [UInt8]]

  private let kept = Mutex<[String: Codes]>([:])

  func codes(for purpose: String, derive: () -> Codes) -> Codes {
    kept.withLock { kept in
      if let codes = kept[purpose] { return codes }
      let codes = derive()
      kept[purpose] = codes
      return codes
    }
  }
}

/// AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes).
func sealBytes(_ plain: some DataProtocol, with key: SymmetricKey, as record: String) throws -> [UInt8] {
  let box = try AES.GCM.seal(plain, using: key, authenticating: Array(record.utf8))
  var bytes: [UInt8] = []
  bytes.reserveCapacity(28 + box.ciphertext.count)
  bytes.append(contentsOf: box.nonce)
  bytes.append(contentsOf: box.ciphertext)
  bytes.append(contentsOf: box.tag)
  return bytes
}

func openBytes(_ sealed: [UInt8], with key: SymmetricKey, as record: String) throws -> [UInt8] {
  Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Array(record.utf8)))
}
