import GraduatePhotos

/// The few facts of EXIF that change how a picture is read.
///
/// Whatever cannot be read is left at its default.
struct ExifFacts: Equatable {
  /// 1–8.
  var orientation = 1
  var dotsPerInch: PictureHeader.Density?
  var isAdobeRGB = false
  /// Milliseconds UTC, the camera's clock taken for China's; nil when the file has no such time.
  var takenAt: Int64?

  init() {}

  /// Reads a TIFF block: what follows `Exif\0\0` in a JPEG's APP1, or a PNG's eXIf chunk.
  init(tiff: PictureBytes) {
    guard let directory = ExifDirectory(tiff: tiff) else { return }
    if let value = directory.short(0x0112), (1...8).contains(value) { orientation = value }
    dotsPerInch = Self.density(of: directory)
    guard let at = directory.long(0x8769), let exif = directory.next(at) else { return }
    // 2 is what some programs write; cameras write "uncalibrated" and name the table R03.
    isAdobeRGB = exif.short(0xA001) == 2
    takenAt = Self.time(of: exif)
    if !isAdobeRGB, let at = exif.long(0xA005), let interoperability = exif.next(at) {
      isAdobeRGB = interoperability.says("R03", tag: 0x0001)
    }
  }

  /// `2014:04:09 14:30:05` of the shutter, with its hundredths where the camera writes them.
  private static func time(of exif: ExifDirectory) -> Int64? {
    guard let text = exif.text(0x9003, length: 19) else { return nil }
    let parts = text.split { $0 == ":" || $0 == " " }.compactMap { Int($0) }
    guard parts.count == 6, let day = CalendarDay(year: parts[0], month: parts[1], day: parts[2]), (0..<24).contains(parts[3]),
      (0..<60).contains(parts[4]), (0..<60).contains(parts[5])
    else { return nil }
    var fraction = 0.0
    if let digits = exif.text(0x9291, length: 3).map({ $0.prefix { $0.isNumber } }), let value = Double("0.\(digits)") {
      fraction = value
    }
    let seconds = (parts[3] * 60 + parts[4]) * 60 + parts[5]
    return day.startMilliseconds + Int64(seconds) * 1_000 + Int64(fraction * 1_000)
  }

  private static func density(of directory: ExifDirectory) -> PictureHeader.Density? {
    let unit = directory.short(0x0128) ?? 2
    guard unit == 2 || unit == 3, let x = directory.rational(0x011A), let y = directory.rational(0x011B), x > 0, y > 0 else {
      return nil
    }
    let perInch = unit == 3 ? 2.54 : 1
    return PictureHeader.Density(x: x * perInch, y: y * perInch)
  }
}

/// One directory of a TIFF block.
private struct ExifDirectory {
  private let tiff: PictureBytes
  private let isLittle: Bool
  /// Where each entry starts.
  private var entries: [Int: Int] = [:]

  /// The first directory.
  init?(tiff: PictureBytes) {
    let isLittle = tiff.says("II*\0")
    guard isLittle || tiff.says("MM\0*"), let at = tiff.number(4, bytes: 4, isLittle: isLittle) else { return nil }
    self.init(tiff, isLittle, at: at)
  }

  private init?(_ tiff: PictureBytes, _ isLittle: Bool, at: Int) {
    guard let count = tiff.number(at, bytes: 2, isLittle: isLittle) else { return nil }
    self.tiff = tiff
    self.isLittle = isLittle
    for index in 0..<min(count, DarkroomLimits.exifEntries) {
      let entry = at + 2 + index * 12
      guard let tag = tiff.number(entry, bytes: 2, isLittle: isLittle), entry + 12 <= tiff.count else { break }
      if entries[tag] == nil { entries[tag] = entry }
    }
  }

  func next(_ at: Int) -> ExifDirectory? { ExifDirectory(tiff, isLittle, at: at) }

  private func number(_ at: Int, _ size: Int) -> Int? { tiff.number(at, bytes: size, isLittle: isLittle) }

  func short(_ tag: Int) -> Int? {
    guard let entry = entries[tag], number(entry + 2, 2) == 3 else { return nil }
    return number(entry + 8, 2)
  }

  func long(_ tag: Int) -> Int? {
    guard let entry = entries[tag], number(entry + 2, 2) == 4 else { return nil }
    return number(entry + 8, 4)
  }

  func rational(_ tag: Int) -> Double? {
    guard let entry = entries[tag], number(entry + 2, 2) == 5, let at = number(entry + 8, 4) else { return nil }
    guard let above = number(at, 4), let below = number(at + 4, 4), below > 0 else { return nil }
    return Double(above) / Double(below)
  }

  /// The first characters of an ASCII value; what is shorter gives what there is.
  func text(_ tag: Int, length: Int) -> String? {
    guard let entry = entries[tag], number(entry + 2, 2) == 2, let count = number(entry + 4, 4), count > 0 else { return nil }
    guard let start = count > 4 ? number(entry + 8, 4) : entry + 8 else { return nil }
    var text = ""
    for at in 0..<min(length, count) {
      guard let byte = tiff.byte(start + at), (0x20..<0x7F).contains(byte) else { break }
      text.unicodeScalars.append(UnicodeScalar(UInt8(byte)))
    }
    return text.isEmpty ? nil : text
  }

  /// Text of at most four bytes stands in the entry itself.
  func says(_ text: String, tag: Int) -> Bool {
    guard let entry = entries[tag], number(entry + 2, 2) == 2 else { return false }
    return tiff.says(text, at: entry + 8)
  }
}
