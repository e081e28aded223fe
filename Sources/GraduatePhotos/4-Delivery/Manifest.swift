/// What signs manifests and disc images: an Ed25519 key, kept where no rule can reach it.
public struct DeliverySigner: Sendable {
  /// Names the key: 1…64 of letters, digits, `-`, `_` and the full stop.
  public var keyID: String
  /// 64 bytes of Ed25519 (RFC 8032) over the message.
  public var sign: @Sendable ([UInt8]) throws -> [UInt8]

  public init(keyID: String, sign: @escaping @Sendable ([UInt8]) throws -> [UInt8]) {
    self.keyID = keyID
    self.sign = sign
  }
}

/// 清单: every file of a volume with its SHA-256 and size, signed (A5: the institution checks at once what it received).
///
/// The text is UTF-8 with LF and has one form only: the same delivery gives the same bytes but for the signature.
///
///     毕影交付清单 1
///     交付编号: 2014-10730-001
///     年度采集: 甘肃省2014届
///     学校代码: 10730
///     分卷: 1/2
///     日期: 2014-04-20
///     上次清单: 无
///     文件: 2
///     字节: 70000
///
///     <64 hexadecimal digits>  35000  10730/普通/文学院/汉文1班/620102….jpg
///     <64 hexadecimal digits>  35000  10730/普通/文学院/汉文1班/620103….jpg
///
///     签名: ed25519 <key id> <128 hexadecimal digits over all before them>
public struct Manifest: Sendable, Hashable {
  /// Where it lies on a disc; it does not list itself.
  public static let fileName = "MANIFEST.txt"

  public struct File: Sendable, Hashable {
    /// 64 lower-case hexadecimal digits.
    public var sha256: String
    /// 0…`DeliveryLimits.fileBytes`.
    public var byteCount: Int
    /// Relative, with `/`.
    public var path: String

    public init(sha256: String, byteCount: Int, path: String) {
      self.sha256 = sha256
      self.byteCount = byteCount
      self.path = path
    }
  }

  public struct Head: Sendable, Hashable {
    /// 1…64 of `A–Z a–z 0–9 -`: also the name of disc and files.
    public var deliveryNumber: String
    public var campaign: String
    public var institutionCode: String
    /// 1…`volumeCount`.
    public var volume: Int
    public var volumeCount: Int
    public var date: CalendarDay
    /// SHA-256 of the manifests of the delivery before, all volumes one behind the other; nil for the first delivery.
    public var previous: String?

    public init(
      deliveryNumber: String, campaign: String, institutionCode: String, volume: Int = 1, volumeCount: Int = 1,
      date: CalendarDay, previous: String? = nil
    ) {
      self.deliveryNumber = deliveryNumber
      self.campaign = campaign
      self.institutionCode = institutionCode
      self.volume = volume
      self.volumeCount = volumeCount
      self.date = date
      self.previous = previous
    }
  }

  public let head: Head
  /// In the order of the paths' bytes.
  public let files: [File]

  /// - Parameters:
  ///   - head: one line each; nothing that breaks a line.
  ///   - files: in any order, up to `DeliveryLimits.manifestFiles`.
  /// - Throws: `ManifestRefusal` when the head or a file cannot be written, or two files have one path.
  public init(head: Head, files: [File]) throws(ManifestRefusal) {
    try Self.check(head)
    guard files.count <= DeliveryLimits.manifestFiles else { throw .tooManyFiles(files.count) }
    let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for (index, file) in sorted.enumerated() {
      try Self.check(file, number: index + 1)
      if index > 0, sorted[index - 1].path.hasSameCodePoints(as: file.path) { throw .samePath(index + 1) }
    }
    self.head = head
    self.files = sorted
  }

  /// Bytes of all its files, without itself.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// The file's bytes with its signature.
  ///
  /// - Throws: what the signer throws, `ManifestRefusal.signature` when it gives no 64 bytes.
  public func signed(by signer: DeliverySigner) throws -> [UInt8] {
    guard signer.keyID.isManifestWord(1...64, "-_.") else { throw ManifestRefusal.signature }
    let message = message(keyID: signer.keyID)
    let signature = try signer.sign(message)
    guard signature.count == Self.signatureBytes else { throw ManifestRefusal.signature }
    return message + Array((HexText.write(signature) + "\n").utf8)
  }

  /// Everything before the signature's digits: what is signed.
  func message(keyID: String) -> [UInt8] {
    var text = """
      \(Self.title)
      交付编号: \(head.deliveryNumber)
      年度采集: \(head.campaign)
      学校代码: \(head.institutionCode)
      分卷: \(head.volume)/\(head.volumeCount)
      日期: \(head.date.iso)
      上次清单: \(head.previous ?? Self.noPrevious)
      文件: \(files.count)
      字节: \(byteCount)


      """
    text.reserveCapacity(text.utf8.count + files.count * 160)
    for file in files { text += "\(file.sha256)  \(file.byteCount)  \(file.path)\n" }
    text += "\n\(Self.signatureLabel)\(keyID) "
    return Array(text.utf8)
  }

  static let title = "毕影交付清单 1"
  static let noPrevious = "无"
  static let signatureLabel = "签名: ed25519 "
  static let signatureBytes = 64
}

/// A manifest as it was read, with what is needed to check its signature.
public struct SignedManifest: Sendable, Hashable {
  public let manifest: Manifest
  public let keyID: String
  /// Everything before the signature's digits.
  public let message: [UInt8]
  /// 64 bytes of Ed25519.
  public let signature: [UInt8]
}
