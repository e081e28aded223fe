extension SignedManifest {
  /// Reads a manifest; the signature is taken apart, not checked.
  ///
  /// Only the form that `Manifest.signed(by:)` writes is read: whatever else stands in it, even a space, is refused.
  ///
  /// - Throws: `ManifestRefusal`.
  public init(bytes: [UInt8]) throws(ManifestRefusal) {
    guard bytes.count <= DeliveryLimits.manifestBytes else { throw .tooLarge(bytes.count) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
    var reader = ManifestReader(text)
    let (manifest, keyID, signature) = try reader.manifest()
    let message = manifest.message(keyID: keyID)
    guard message.count + signature.count * 2 + 1 == bytes.count, bytes.starts(with: message) else { throw .otherForm }
    self.init(manifest: manifest, keyID: keyID, message: message, signature: signature)
  }
}

/// Goes through a manifest's lines.
private struct ManifestReader {
  private var lines: ArraySlice<Substring>
  private var number = 0

  init(_ text: String) {
    // By bytes: Swift's characters would keep CR and LF together.
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }[...]
  }

  mutating func manifest() throws(ManifestRefusal) -> (Manifest, keyID: String, signature: [UInt8]) {
    guard let title = lines.popFirst(), title.utf8.elementsEqual(Manifest.title.utf8) else {
      throw lines.count < 3 || !(lines.first?.utf8.starts(with: "交付编号".utf8) ?? false) ? .notAManifest : .otherForm
    }
    number = 1
    let head = try head()
    let fileCount = try self.number(of: "文件", in: 0...DeliveryLimits.manifestFiles)
    let byteCount = try self.number(of: "字节", in: 0...Int.max)
    try blank()
    var files: [Manifest.File] = []
    files.reserveCapacity(fileCount)
    while let line = lines.first, !line.isEmpty {
      files.append(try file(line))
      lines = lines.dropFirst()
      number += 1
    }
    try blank()
    let (keyID, signature) = try signature()
    let manifest = try Manifest(head: head, files: files)
    guard files.count == fileCount else { throw .count(said: fileCount, found: files.count) }
    guard manifest.byteCount == byteCount else { throw .otherForm }
    return (manifest, keyID, signature)
  }

  private mutating func head() throws(ManifestRefusal) -> Manifest.Head {
    let delivery = try value("交付编号")
    let campaign = try value("年度采集")
    let institution = try value("学校代码")
    let volumes = try value("分卷").split(separator: "/").map { Int($0) ?? 0 }
    guard volumes.count == 2 else { throw .field("分卷") }
    guard let date = CalendarDay.parse(try value("日期")) else { throw .field("日期") }
    let previous = try value("上次清单")
    return Manifest.Head(
      deliveryNumber: delivery, campaign: campaign, institutionCode: institution, volume: volumes[0], volumeCount: volumes[1],
      date: date, previous: previous == Manifest.noPrevious ? nil : previous)
  }

  private mutating func value(_ label: String) throws(ManifestRefusal) -> String {
    number += 1
    guard let line = lines.popFirst(), line.utf8.starts(with: (label + ": ").utf8) else { throw .field(label) }
    guard let value = String(line.utf8.dropFirst(label.utf8.count + 2)) else { throw .field(label) }
    return value
  }

  private mutating func number(of label: String, in range: ClosedRange<Int>) throws(ManifestRefusal) -> Int {
    guard let number = Int(try value(label)), range.contains(number) else { throw .field(label) }
    return number
  }

  private mutating func blank() throws(ManifestRefusal) {
    number += 1
    guard let line = lines.popFirst(), line.isEmpty else { throw .line(number) }
  }

  /// 64 digits, two spaces, the size, two spaces, the path.
  private func file(_ line: Substring) throws(ManifestRefusal) -> Manifest.File {
    let bytes = line.utf8
    guard bytes.count > 68, let hash = String(bytes.prefix(64)) else { throw .line(number + 1) }
    let rest = bytes.dropFirst(66)
    guard let end = rest.firstIndex(of: UInt8(ascii: " ")), let size = Int(Substring(rest[..<end])),
      let path = String(rest[end...].dropFirst(2))
    else { throw .line(number + 1) }
    return Manifest.File(sha256: hash, byteCount: size, path: path)
  }

  /// The last line, and nothing behind its end.
  private mutating func signature() throws(ManifestRefusal) -> (String, [UInt8]) {
    guard let line = lines.popFirst(), line.utf8.starts(with: Manifest.signatureLabel.utf8) else { throw .signature }
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, lines.count == 1, lines.first?.isEmpty == true else { throw .signature }
    let keyID = String(words[2])
    guard keyID.isManifestWord(1...64, "-_."), let bytes = HexText.read(words[3]), bytes.count == Manifest.signatureBytes else {
      throw .signature
    }
    return (keyID, bytes)
  }
}
