import CArchive
import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// Rare characters in every place: GBK, two-byte GB18030 beyond GBK, four-byte BMP, Extensions B to F, the interpunct.
let rareNames = ["张三丰", "李㛃䶮", "王𬭎𠮷㐂", "阿依·木拉提", "𠀀𪜀𫝀𫠠𬺰", "〇㐀鿿", "赵\u{9FB4}", "\u{30EDE}𰻝"]

func tableFixture(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Tables/\(name)").path
}

/// A folder that goes away with the last use of it.
final class TableFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "biying-tables-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name)))) }
}

/// All rows of one sheet.
func tableRows(_ path: String, sheet: Int = 0, limits: TableLimits = .standard) throws -> [TableRow] {
  let file = try TableFile.open(path: path, limits: limits)
  var rows: [TableRow] = []
  try file.forEachRow(sheet: sheet) { row in
    rows.append(row)
    return true
  }
  return rows
}

func tableTexts(_ path: String, sheet: Int = 0, limits: TableLimits = .standard) throws -> [[String]] {
  try tableRows(path, sheet: sheet, limits: limits).map { $0.cells.map(\.text) }
}

/// All rows of bytes that pretend to be a file.
func tableTexts(_ bytes: some Sequence<UInt8>) throws -> [[String]] {
  let folder = try TableFolder()
  return try tableTexts(folder.file("t", bytes))
}

/// The refusal of a file, nil when it is read.
func tableRefusal(_ bytes: some Sequence<UInt8>, limits: TableLimits = .standard) throws -> TableRefusal? {
  let folder = try TableFolder()
  let path = try folder.file("t", bytes)
  do {
    _ = try tableRows(path, limits: limits)
    return nil
  } catch let refusal as TableRefusal {
    return refusal
  }
}

/// Runs a program and returns what it printed; throws when it is missing or fails.
func tableProgram(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
  return String(decoding: data, as: UTF8.self)
}

func tableProgramExists(_ name: String) -> String? {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin").split(separator: ":")
  return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Writes a ZIP with libarchive.
func tableZip(_ parts: [(name: String, bytes: [UInt8])], deflates: Bool = true) throws -> [UInt8] {
  let folder = try TableFolder()
  let archive = try #require(archive_write_new())
  defer { archive_write_free(archive) }
  archive_write_set_format_zip(archive)
  _ = deflates ? archive_write_zip_set_compression_deflate(archive) : archive_write_zip_set_compression_store(archive)
  try #require(archive_write_open_filename(archive, folder.file("z")) == ARCHIVE_OK)
  for part in parts {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, part.name)
    archive_entry_set_size(entry, la_int64_t(part.bytes.count))
    archive_entry_set_filetype(entry, 0o100000)
    archive_entry_set_perm(entry, 0o644)
    try #require(archive_write_header(archive, entry) == ARCHIVE_OK)
    try #require(archive_write_data(archive, part.bytes, part.bytes.count) == part.bytes.count)
  }
  try #require(archive_write_close(archive) == ARCHIVE_OK)
  return try folder.bytes("z")
}

/// The parts of a workbook with one sheet whose rows are given as XML.
func workbookParts(
  rows: String, strings: String? = nil, formats: String = "", cellFormats: String = "<xf numFmtId=\"0\"/>", is1904: Bool = false
) -> [(name: String, bytes: [UInt8])] {
  let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  func relations(_ list: String) -> String {
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(list)</Relationships>"
  }
  let workbook = """
    <workbook xmlns="\(main)" xmlns:r="\(kind)"><workbookPr date1904="\(is1904 ? 1 : 0)"/>\
    <sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>
    """
  let targets = """
    <Relationship Id="rId1" Type="\(kind)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="rId2" Type="\(kind)/styles" Target="styles.xml"/>\
    <Relationship Id="rId3" Type="\(kind)/sharedStrings" Target="sharedStrings.xml"/>
    """
  var parts = [
    ("[Content_Types].xml", "<Types/>"),
    ("_rels/.rels", relations("<Relationship Id=\"r\" Type=\"\(kind)/officeDocument\" Target=\"xl/workbook.xml\"/>")),
    ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations(targets)),
    (
      "xl/styles.xml",
      "<styleSheet xmlns=\"\(main)\"><numFmts>\(formats)</numFmts><cellXfs>\(cellFormats)</cellXfs></styleSheet>"
    ),
    ("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"),
  ]
  if let strings { parts.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(strings)</sst>")) }
  return parts.map { ($0.0, Array($0.1.utf8)) }
}
