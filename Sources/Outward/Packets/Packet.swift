/// What a capture station hands over: one happening of a visit, with the pictures that belong to it.
///
/// The file's shape, version 1; numbers little-endian:
///
/// | bytes | what |
/// | --- | --- |
/// | 4 | `BYPK` |
/// | 1 | version |
/// | 4 | length of the head |
/// | head | JSON of ``PacketHead``: who sealed it, for whom; nothing personal |
/// | 4 + n, repeated | length and bytes of a sealed piece (AES-256-GCM, 16 bytes of tag), the manifest first, then the files in its order |
/// | 4 | zero: no piece follows |
/// | 64 | Ed25519 signature of the station over the SHA-256 of everything before |
///
/// A piece's nonce is its number, and its tag covers the head's hash, the number and whether it is the last: none can be left out, repeated,
/// or moved to another packet. The key is agreed with X25519 between a key made for this packet alone and the center's: the station itself
/// cannot open it again, which is why packets may lie on a stick, or on a lost laptop, for ever.
public struct PacketHead: Sendable, Hashable, Codable {
  /// UUID text; the same packet sent twice is taken once.
  public var packet: String
  public var station: String
  public var campaign: String
  /// `Visit.number`.
  public var visit: Int
  /// 1, 2, 3 … in its station: a gap is a packet that is still on its way.
  public var sequence: Int
  /// Id of the center's key that it is sealed for.
  public var recipient: String
  /// X25519 public key made for this packet, 32 bytes in Base64.
  public var ephemeral: String

  public init(
    packet: String, station: String, campaign: String, visit: Int, sequence: Int, recipient: String, ephemeral: String = ""
  ) {
    self.packet = packet
    self.station = station
    self.campaign = campaign
    self.visit = visit
    self.sequence = sequence
    self.recipient = recipient
    self.ephemeral = ephemeral
  }
}

/// What is in a packet: the happening as the station wrote it, and its files.
public struct PacketManifest: Sendable, Hashable, Codable {
  public struct File: Sendable, Hashable, Codable {
    /// `original`, `portrait`, `report`.
    public var role: String
    public var byteCount: Int
    /// SHA-256 in lower-case hexadecimal.
    public var sha256: String

    public init(role: String, byteCount: Int, sha256: String) {
      self.role = role
      self.byteCount = byteCount
      self.sha256 = sha256
    }
  }

  /// The kind of happening, such as `shot`.
  public var kind: String
  /// Its JSON.
  public var body: String
  public var files: [File]

  public init(kind: String, body: String, files: [File]) {
    self.kind = kind
    self.body = body
    self.files = files
  }
}

/// Bounds of a packet; bytes unless said otherwise.
public enum PacketLimits {
  public static let version: UInt8 = 1
  static let magic = Array("BYPK".utf8)
  static let headBytes = 4_096
  public static let manifestBytes = 1 << 20
  public static let files = 8
  /// An original of 64 MB with its portrait and report.
  public static let packetBytes = 80 << 20
  /// Plain bytes of a sealed piece.
  static let pieceBytes = 1 << 20
  static let tagBytes = 16
  static let signatureBytes = 64
}

/// Why a packet is not taken.
public enum PacketRefusal: Error, Sendable, Hashable {
  case notAPacket
  /// Made by a newer program.
  case versionUnknown(Int)
  case tooLarge
  /// The file ends too early, or holds more than it says.
  case cutOff
  case stationUnknown(String)
  /// Changed after it was signed, or signed by somebody else.
  case signatureWrong
  /// Sealed for a key that is not here.
  case recipientUnknown(String)
  /// Cannot be opened, or its files are not what the manifest says.
  case damaged

  public var chinese: String {
    switch self {
    case .notAPacket: "不是拍摄数据包"
    case .versionUnknown(let version): "数据包的格式版本 \(version) 比本程序新，请先升级中心"
    case .tooLarge: "数据包太大"
    case .cutOff: "数据包不完整，请重新传送"
    case .stationUnknown(let station): "不认识发出数据包的工作站（\(station)）"
    case .signatureWrong: "数据包的签名不对，可能被改动过"
    case .recipientUnknown(let key): "数据包是用中心没有的密钥（\(key)）加密的"
    case .damaged: "数据包内容损坏，请重新传送"
    }
  }
}
