import Foundation

/// Draws a PDF's pages in a process of its own, `pdftoppm` of poppler-utils, with limits on time, memory and output.
///
/// A PDF is a program from a stranger: inside our process a crash would end the center, and neither its time nor its
/// memory could be bounded.
enum PDFPages {
  /// Calls `look` with each page, up to `ScanLimits.pdfPages`, its longer side `side` pixels; returns how many there were.
  static func draw(
    _ bytes: [UInt8], side: Int = ScanLimits.workingSidePixels, look: (RGBPicture) throws -> Void
  ) throws -> Int {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let input = folder.path + "/in.pdf"
    guard FileManager.default.createFile(atPath: input, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
      throw ScanFault(doing: "pdf file", status: errno)
    }
    let output = folder.path + "/out.ppm"
    let messages = folder.path + "/messages"
    let ending = try BoundedProcess.run(
      script,
      [
        "\(ScanLimits.pdfMemoryKibibytes)", "\(ScanLimits.pdfSeconds)", "\(ScanLimits.pdfOutputBytes / 512)",
        "\(side)", "\(ScanLimits.pdfPages)", input,
      ], output: output, messages: messages, seconds: ScanLimits.pdfSeconds)
    switch ending {
    case .exited(0): break
    case .exited(127): throw ScanRefusal.pdfUnavailable
    case .exited:
      let said = FileManager.default.contents(atPath: messages).map { String(decoding: $0.prefix(4_096), as: UTF8.self) } ?? ""
      throw said.contains("Incorrect password") ? ScanRefusal.encryptedPDF : ScanRefusal.damaged("PDF")
    case .stopped: throw ScanRefusal.pdfTooHeavy
    }
    guard let drawn = FileManager.default.contents(atPath: output) else { throw ScanRefusal.damaged("PDF") }
    return try PixmapStream.read(drawn, look: look)
  }

  /// Sizes a page by its longer side, so that no page is larger than the working size whatever the PDF claims.
  private static let script = """
    ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; ulimit -c 0
    exec pdftoppm -f 1 -l "$5" -scale-to "$4" "$6"
    """
}

/// A folder that only this user can enter, removed with all it holds.
private struct TemporaryFolder {
  let path: String

  init() throws {
    let pattern = FileManager.default.temporaryDirectory.path + "/biying-scan-XXXXXX"
    var template = pattern.utf8CString.map { $0 }
    guard let made = mkdtemp(&template) else { throw ScanFault(doing: "temporary folder", status: errno) }
    path = String(cString: made)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Binary PPM pictures (P6), one after another, as pdftoppm writes them.
enum PixmapStream {
  /// - Returns: the number of pictures; at least one.
  /// - Throws: `ScanRefusal.damaged` when the stream ends early or there is none.
  static func read(_ data: Data, look: (RGBPicture) throws -> Void) throws -> Int {
    var at = data.startIndex
    var count = 0
    while at < data.endIndex, count < ScanLimits.pdfPages {
      guard let (width, height, body) = header(data, at) else { throw ScanRefusal.damaged("PDF") }
      let length = width * height * 3
      guard data.endIndex - body >= length else { throw ScanRefusal.damaged("PDF") }
      try look(RGBPicture(width: width, height: height, bytes: [UInt8](data[body..<(body + length)])))
      at = body + length
      count += 1
    }
    guard count > 0 else { throw ScanRefusal.damaged("PDF") }
    return count
  }

  /// Width, height, and where the pixels start.
  private static func header(_ data: Data, _ start: Int) -> (Int, Int, Int)? {
    var numbers: [Int] = []
    guard data.endIndex - start > 10, data[start] == 0x50, data[start + 1] == 0x36 else { return nil }
    var at = start + 2
    while numbers.count < 3 {
      while at < data.endIndex, [0x20, 0x0A, 0x0D, 0x09].contains(data[at]) { at += 1 }
      var number = 0
      let first = at
      while at < data.endIndex, (0x30...0x39).contains(data[at]), at - first < 6 {
        number = number * 10 + Int(data[at] - 0x30)
        at += 1
      }
      guard at > first else { return nil }
      numbers.append(number)
    }
    let side = ScanLimits.workingSidePixels + 2
    guard (1...side).contains(numbers[0]), (1...side).contains(numbers[1]), numbers[2] == 255, at < data.endIndex else {
      return nil
    }
    return (numbers[0], numbers[1], at + 1)
  }
}
