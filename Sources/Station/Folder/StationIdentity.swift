import Crypto
import Foundation
import Glibc
import GraduatePhotos
import Storage

/// Who a station is: its id, what people call it, and the key it signs packets with.
///
/// The key lies in a file of its own (0600) and opens nothing: whoever takes the laptop can sign in its name until it is revoked, and read
/// no photo and no name.
struct StationIdentity: Sendable {
  private struct Stored: Codable {
    var id: String
    var name: String
    /// Ed25519 private key, 32 bytes, Base64.
    var signingKey: String
  }

  let id: String
  let name: String
  let signingKey: [UInt8]

  var card: StationCard {
    let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: signingKey)
    return StationCard(id: id, name: name, key: key?.publicKey.rawRepresentation.base64EncodedString() ?? "")
  }

  /// Reads the identity, or makes one.
  ///
  /// - name: what people call it from now on; nil keeps the name.
  static func readOrMake(_ folder: StationFolder, name: String?, chance: Chance, now: Int64) throws -> StationIdentity {
    if let data = FileManager.default.contents(atPath: folder.identityPath) {
      var stored = try JSONDecoder().decode(Stored.self, from: data)
      if let name, name != stored.name {
        stored.name = name
        try write(stored, folder)
      }
      return StationIdentity(
        id: stored.id, name: stored.name, signingKey: Array(Data(base64Encoded: stored.signingKey) ?? Data()))
    }
    let made = StationIdentity(
      id: chance.identifier(at: now), name: name ?? "工作站", signingKey: chance.bytes(32))
    try write(
      Stored(id: made.id, name: made.name, signingKey: Data(made.signingKey).base64EncodedString()), folder)
    return made
  }

  /// A new file with mode 0600, synced, then put in the place of the old one in one step.
  private static func write(_ stored: Stored, _ folder: StationFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let bytes = [UInt8](try encoder.encode(stored))
    let temporary = folder.identityPath + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    defer { close(file) }
    guard bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count, fsync(file) == 0,
      rename(temporary, folder.identityPath) == 0
    else { throw CocoaError(.fileWriteUnknown) }
    let parent = open(folder.path, O_RDONLY | O_CLOEXEC)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
  }
}
