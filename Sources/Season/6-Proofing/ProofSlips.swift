import Foundation
import Glibc

/// The slips with graduates' codes, read off the paper as the people do who get them.
enum ProofSlips {
  /// Codes by student number, and the address that stands on the slips.
  struct Read: Sendable {
    var codes: [String: String] = [:]
    var address = ""
  }

  /// Reads the PDF with `pdftotext` (poppler), in the order in which it was drawn.
  static func read(_ pdf: [UInt8], folder: String) throws -> Read {
    let path = folder + "/slips.pdf"
    guard FileManager.default.createFile(atPath: path, contents: Data(pdf)) else { throw SeasonFault.missing(path) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/pdftotext")
    process.arguments = ["-raw", "-enc", "UTF-8", path, "-"]
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch { throw SeasonFault.missing("程序 pdftotext（Debian 的 poppler-utils）") }
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return parse(text)
  }

  static func parse(_ text: String) -> Read {
    var read = Read()
    var (number, isNext) = ("", false)
    for line in text.split(whereSeparator: \.isNewline).map({ String($0).trimmed }) {
      if isNext, line.contains("-") || line.contains(" ") {
        read.codes[number] = line
        isNext = false
      } else if line.contains("校对码（只给本人）") {
        isNext = true
      } else if let found = line.split(whereSeparator: { $0 == "　" || $0 == " " }).last, found.count >= 8,
        found.allSatisfy({ $0.isASCII && $0.isNumber })
      {
        number = String(found)
      }
      if let path = line.between("/my/", "，") { read.address = "/my/" + path }
    }
    return read
  }
}
