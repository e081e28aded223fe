/// A part of a file's bytes, read with every bound checked: nil means that the bytes end before the number does.
struct PictureBytes {
  private let bytes: [UInt8]
  private let start: Int
  let count: Int

  init(_ bytes: [UInt8]) { self.init(bytes, start: 0, count: bytes.count) }

  private init(_ bytes: [UInt8], start: Int, count: Int) {
    self.bytes = bytes
    self.start = start
    self.count = count
  }

  func byte(_ at: Int) -> Int? {
    guard at >= 0, at < count else { return nil }
    return Int(bytes[start + at])
  }

  /// An unsigned number of 2 or 4 bytes.
  func number(_ at: Int, bytes size: Int, isLittle: Bool = false) -> Int? {
    guard at >= 0, at <= count - size else { return nil }
    var value = 0
    for index in 0..<size { value = value << 8 | Int(bytes[start + at + (isLittle ? size - 1 - index : index)]) }
    return value
  }

  func part(_ at: Int, count size: Int) -> PictureBytes? {
    guard at >= 0, size >= 0, at <= count, size <= count - at else { return nil }
    return PictureBytes(bytes, start: start + at, count: size)
  }

  func rest(from at: Int) -> PictureBytes? { part(at, count: count - at) }

  /// Whether these characters (ASCII or Latin-1) stand there.
  func says(_ text: String, at: Int = 0) -> Bool {
    var index = at
    for scalar in text.unicodeScalars {
      guard byte(index) == Int(scalar.value) else { return false }
      index += 1
    }
    return true
  }

  var array: ArraySlice<UInt8> { bytes[start..<(start + count)] }
}
