/// What `workbook.xml` and its relations say: sheets in order, where their parts lie, and the calendar.
struct XLSXBook {
  struct Sheet {
    let name: String
    let isHidden: Bool
    let part: String
  }

  var sheets: [Sheet] = []
  var sharedStrings: String?
  var styles: String?
  var is1904 = false

  init(_ package: ZipPackage) throws {
    try Self.refuseOthers(package)
    let root = try Self.relations(of: "", in: package)
    let workbook = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    if workbook.lowercased().hasSuffix(".bin") { throw TableRefusal.notATable(.binaryWorkbook) }
    guard let bytes = try package.part(workbook) else { throw TableRefusal.damaged(.xlsx, part: "工作簿目录") }
    let listener = WorkbookListener()
    try Self.parse(bytes, listener, part: "工作簿目录")
    let relations = try Self.relations(of: workbook, in: package)
    is1904 = listener.is1904
    sharedStrings = relations.first { $0.kind == "sharedStrings" }?.target
    styles = relations.first { $0.kind == "styles" }?.target
    let worksheets = Dictionary(
      relations.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    for sheet in listener.sheets {
      guard let part = worksheets[sheet.relation] else { continue }
      sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, part: part))
    }
  }

  static func parse(_ bytes: [UInt8], _ listener: XMLListener, part: String) throws {
    do {
      let events = try XMLEvents(listener)
      try bytes.withUnsafeBytes { try events.feed($0) }
      try events.finish()
    } catch is XMLEvents.Malformed {
      throw TableRefusal.damaged(.xlsx, part: part)
    }
  }

  /// Names the other things that are ZIP files too.
  private static func refuseOthers(_ package: ZipPackage) throws {
    let names = package.entries.keys
    if package.contains("xl/workbook.bin") { throw TableRefusal.notATable(.binaryWorkbook) }
    if names.contains(where: { $0.hasPrefix("word/") }) { throw TableRefusal.notATable(.word) }
    if names.contains(where: { $0.hasPrefix("ppt/") }) { throw TableRefusal.notATable(.powerPoint) }
    if package.contains("ofd.xml") { throw TableRefusal.notATable(.ofd) }
    if package.contains("mimetype"), package.contains("content.xml") { throw TableRefusal.notATable(.openDocument) }
    guard package.contains("[content_types].xml") || names.contains(where: { $0.hasPrefix("xl/") }) else {
      throw TableRefusal.notATable(.archive)
    }
  }

  private struct Relation {
    let id: String
    /// The last word of the type's address.
    let kind: String
    /// Name of the part in the package.
    let target: String
  }

  private static func relations(of part: String, in package: ZipPackage) throws -> [Relation] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[..<$0]) } ?? ""
    let name = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let path = (folder.isEmpty ? "" : folder + "/") + "_rels/" + name + ".rels"
    guard let bytes = try package.part(path) else { return [] }
    let listener = RelationsListener()
    try parse(bytes, listener, part: "工作簿目录")
    return listener.found.map {
      Relation(
        id: $0.id, kind: $0.type.split(separator: "/").last.map(String.init) ?? "", target: resolve($0.target, in: folder))
    }
  }

  private static func resolve(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/").map(String.init)
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      if step == ".." { _ = parts.popLast() } else if step != "." { parts.append(String(step)) }
    }
    return parts.joined(separator: "/")
  }

  private final class RelationsListener: XMLListener {
    var found: [(id: String, type: String, target: String)] = []

    override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
      guard XMLName.equals(name, "Relationship"), let id = attributes.string("Id"), let target = attributes.string("Target")
      else {
        return
      }
      guard found.count < TableLimits.zipEntries else { throw TableRefusal.unpacksTooLarge }
      found.append((id, attributes.string("Type") ?? "", target))
    }
  }

  private final class WorkbookListener: XMLListener {
    var sheets: [(name: String, isHidden: Bool, relation: String)] = []
    var is1904 = false

    override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
      if XMLName.equals(name, "sheet") {
        guard sheets.count < TableLimits.zipEntries else { throw TableRefusal.unpacksTooLarge }
        let state = attributes.string("state")
        // The relation is `r:id`; `sheetId` is another attribute.
        sheets.append(
          (attributes.string("name") ?? "", state == "hidden" || state == "veryHidden", attributes.string("id") ?? ""))
      } else if XMLName.equals(name, "workbookPr") {
        let flag = attributes.string("date1904")
        is1904 = flag == "1" || flag == "true"
      }
    }
  }
}
