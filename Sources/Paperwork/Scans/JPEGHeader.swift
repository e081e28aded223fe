/// What a JPEG says of itself before its picture: read by us so that nothing is allocated on a stranger's word.
struct JPEGHeader: Equatable {
  var width: Int
  var height: Int
  var components: Int
  /// Progressive and other frames whose coefficients must be held as a whole.
  var isProgressive: Bool
  /// EXIF orientation, 1…8; 1 when absent or unreadable.
  var orientation: Int

  /// Reads markers up to the frame header; nil when the bytes are no JPEG or end early.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
    var at = 2
    var orientation = 1
    while at + 4 <= bytes.count {
      guard bytes[at] == 0xFF else { return nil }
      let marker = bytes[at + 1]
      if marker == 0xFF {
        at += 1
        continue
      }
      if marker == 0x01 || (0xD0...0xD7).contains(marker) {
        at += 2
        continue
      }
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      guard length >= 2, at + 2 + length <= bytes.count else { return nil }
      let body = bytes[(at + 4)..<(at + 2 + length)]
      if marker == 0xE1, let read = Self.orientation(in: body) { orientation = read }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        guard body.count >= 6 else { return nil }
        let first = body.startIndex
        height = Int(body[first + 1]) << 8 | Int(body[first + 2])
        width = Int(body[first + 3]) << 8 | Int(body[first + 4])
        components = Int(body[first + 5])
        isProgressive = marker != 0xC0 && marker != 0xC1
        self.orientation = orientation
        return
      }
      guard marker != 0xDA, marker != 0xD9 else { return nil }
      at += 2 + length
    }
    return nil
  }

  /// The value of tag 0x0112 in the first directory of an `Exif` segment.
  private static func orientation(in body: ArraySlice<UInt8>) -> Int? {
    let segment = Array(body)
    guard segment.count >= 14, Array(segment[0..<6]) == [0x45, 0x78, 0x69, 0x66, 0, 0] else { return nil }
    let tiff = Array(segment[6...])
    let isLittle = tiff[0] == 0x49 && tiff[1] == 0x49
    guard isLittle || (tiff[0] == 0x4D && tiff[1] == 0x4D) else { return nil }
    func number(_ at: Int, _ size: Int) -> Int? {
      guard at >= 0, at + size <= tiff.count else { return nil }
      let part = isLittle ? Array(tiff[at..<(at + size)].reversed()) : Array(tiff[at..<(at + size)])
      return part.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
    for entry in 0..<min(entries, 64) {
      let at = directory + 2 + entry * 12
      guard let tag = number(at, 2) else { return nil }
      if tag == 0x0112, let value = number(at + 8, 2), (1...8).contains(value) { return value }
    }
    return nil
  }
}
