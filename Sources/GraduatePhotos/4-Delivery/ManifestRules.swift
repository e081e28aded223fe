/// What may stand in a manifest: what is written is held to it, and what is read.
extension Manifest {
  static func check(_ head: Head) throws(ManifestRefusal) {
    guard head.deliveryNumber.isManifestWord(1...64, "-") else { throw .field("交付编号") }
    guard isLine(head.campaign) else { throw .field("年度采集") }
    guard (try? InstitutionCode.read(head.institutionCode))?.value.hasSameCodePoints(as: head.institutionCode) == true else {
      throw .field("学校代码")
    }
    guard DeliveryLimits.volumes.contains(head.volumeCount), (1...head.volumeCount).contains(head.volume) else {
      throw .field("分卷")
    }
    if let previous = head.previous, !HexText.isHash(previous) { throw .field("上次清单") }
  }

  /// `number`: its place in the list, from 1.
  static func check(_ file: File, number: Int) throws(ManifestRefusal) {
    guard HexText.isHash(file.sha256) else { throw .file(number, "摘要不是 64 位十六进制数") }
    guard (0...DeliveryLimits.fileBytes).contains(file.byteCount) else { throw .file(number, "大小不对") }
    guard file.path.utf8.count <= DeliveryLimits.pathBytes else { throw .file(number, "路径太长") }
    let isFine =
      !file.path.isEmpty
      && file.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy { part in
          !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
            && part.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
        }
    // Nor the manifest's own name, in whatever case: some systems would put one over the other.
    let isManifest =
      !file.path.utf8.contains(UInt8(ascii: "/"))
      && SafeName.comparisonKey(file.path) == SafeName.comparisonKey(fileName)
    guard isFine, !isManifest else { throw .file(number, "路径不对") }
  }

  /// One line that nobody reads as two, with no space at its ends.
  private static func isLine(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= DeliveryLimits.headLineBytes && text.trimmed.hasSameCodePoints(as: text)
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
  }
}

extension String {
  /// ASCII letters, digits and the others given.
  func isManifestWord(_ length: ClosedRange<Int>, _ others: String) -> Bool {
    length.contains(utf8.count)
      && unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: others.unicodeScalars.contains(scalar)
        }
      }
  }
}

/// Bytes as lower-case hexadecimal digits.
public enum HexText {
  public static func write(_ bytes: some Collection<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
      for (index, byte) in bytes.enumerated() {
        buffer[index * 2] = digits[Int(byte >> 4)]
        buffer[index * 2 + 1] = digits[Int(byte & 15)]
      }
      return bytes.count * 2
    }
  }

  /// Nil for anything but pairs of lower-case digits.
  public static func read(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for character in text.utf8 {
      guard let value = value(of: character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  /// 64 digits: a SHA-256.
  static func isHash(_ text: String) -> Bool { text.utf8.count == 64 && text.utf8.allSatisfy { value(of: $0) != nil } }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
