/// Tells what a file is from its first bytes; the ending of its name is never believed.
struct TableSniffer {
  let file: FileBytes

  func format() throws -> TableFormat {
    let head = try file.bytes(at: 0, count: TableLimits.sniffBytes)
    if let other = otherFile(head) { throw TableRefusal.notATable(other) }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
    if head.starts(with: CompoundFile.signature) || BIFF.looksRaw(head) { return .xls }
    if head.withUnsafeBufferPointer({ DBFHeader.looksRight($0, fileSize: file.size) }) { return .dbf }
    return try textFormat(head)
  }

  private static let signatures: [(bytes: [UInt8], at: Int, meaning: TableRefusal.OtherFile)] = [
    ([0xFF, 0xD8, 0xFF], 0, .image), ([0x89, 0x50, 0x4E, 0x47], 0, .image), (Array("GIF8".utf8), 0, .image),
    ([0x49, 0x49, 0x2A, 0x00], 0, .image), ([0x4D, 0x4D, 0x00, 0x2A], 0, .image), (Array("WEBP".utf8), 8, .image),
    (Array("ftyphei".utf8), 4, .image), (Array("ftypmif1".utf8), 4, .image), (Array("Rar!".utf8), 0, .archive),
    ([0x37, 0x7A, 0xBC, 0xAF], 0, .archive), ([0x1F, 0x8B, 0x08], 0, .archive), ([0x50, 0x4B, 0x05, 0x06], 0, .archive),
    (Array("Standard Jet DB".utf8), 4, .access), (Array("Standard ACE DB".utf8), 4, .access), (Array("{\\rtf".utf8), 0, .word),
    (Array("MIME-Version:".utf8), 0, .webArchive), ([0x09, 0x00, 0x04, 0x00], 0, .ancientExcel),
    ([0x09, 0x02, 0x06, 0x00], 0, .ancientExcel), ([0x09, 0x04, 0x06, 0x00], 0, .ancientExcel),
  ]

  private func otherFile(_ head: [UInt8]) -> TableRefusal.OtherFile? {
    for signature in Self.signatures where head.dropFirst(signature.at).starts(with: signature.bytes) {
      return signature.meaning
    }
    // A bitmap: "BM", the file's size, four zero bytes.
    if head.count > 14, head.starts(with: [0x42, 0x4D]), head[6...9].allSatisfy({ $0 == 0 }) { return .image }
    return Self.contains("%PDF-", head.prefix(1024)) ? .pdf : nil
  }

  private func textFormat(_ head: [UInt8]) throws -> TableFormat {
    let text: [UInt8]
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      let low = head[0] == 0xFF ? 0 : 1
      text = stride(from: 2, to: head.count - 1, by: 2).map { head[$0 + 1 - low] == 0 ? head[$0 + low] : 0x7F }
    } else {
      text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
      if text.contains(where: { Self.isControl($0) }) { throw TableRefusal.notATable(.unknown) }
    }
    let visible = text.drop { $0 <= 0x20 }
    guard !visible.isEmpty || file.size > head.count else { throw TableRefusal.empty }
    guard visible.first == UInt8(ascii: "<") else { return .csv }
    let lower = visible.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    if Self.contains("urn:schemas-microsoft-com:office:spreadsheet", lower[...]), Self.contains("<workbook", lower[...]) {
      return .spreadsheetML
    }
    let marks = ["<html", "<table", "<!doctype html", "<meta", "<body", "<head", "<style"]
    if marks.contains(where: { Self.contains($0, lower[...]) }) { return .html }
    throw TableRefusal.notATable(.unknown)
  }

  /// Control characters that no text file holds; 0x1A ends files of DOS programs.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x09 || (byte > 0x0D && byte < 0x20 && byte != 0x1A && byte != 0x1B) || byte == 0x7F
  }

  private static func contains(_ needle: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(needle.utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    var rest = bytes
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: wanted) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }
}
