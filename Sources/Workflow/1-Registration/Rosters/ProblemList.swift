import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// The rows of a waiting upload that something is wrong with, as the school wrote them: bad cells red with the reason in a note,
  /// all reasons of a row in its first column.
  public func problemList(uploadID: String, by keeper: some RosterKeeper) async throws -> PreparedFile {
    let preview = try await rosterPreview(uploadID: uploadID, by: keeper)
    let problems = try await rosterProblems(of: preview, 0..<(preview.keptErrors + preview.keptWarnings))
    let upload = try await waitingUpload(uploadID, of: keeper)
    let path = PreparedFile.newPath(in: spool, identifier())
    let keys = self.keys.current
    // The school's own rows are copied as they stand in its file; nothing is checked a second time.
    try await desks.rosters.work { [uploads] in
      try uploads.withPlain(upload.id, keyID: upload.keyID, keys: keys) { plain in
        try ProblemListWriter(facts: preview.reading, problems: problems).write(
          from: plain, fileName: upload.fileName, to: path)
      }
    }
    try await records.write { transaction in
      try transaction.journal(
        JournalLine(
          action: .rosterExported, recordKind: "roster-upload", recordID: uploadID, campaignID: upload.campaignID,
          details: ["format": "problems", "errors": String(preview.reading.errorCount)]), by: keeper)
    }
    let stem = upload.fileName.split(separator: ".").first.map(String.init) ?? "名单"
    return PreparedFile(path: path, fileName: "\(stem)_问题清单.xlsx", contentType: PreparedFile.xlsx)
  }
}

/// Copies the rows with problems out of the file as it was handed in.
private struct ProblemListWriter {
  let facts: RosterFacts
  private let problems: Int
  private let byPlace: [RosterPlace: [RosterProblem]]

  init(facts: RosterFacts, problems: [RosterProblem]) {
    self.facts = facts
    self.problems = problems.count
    byPlace = Dictionary(grouping: problems, by: \.place)
  }

  func write(from plain: String, fileName: String, to path: String) throws {
    let file = try TableFile.open(path: plain, fileName: fileName, watch: TableWatch(isCancelled: { false }))
    let writer = try XLSXWriter(path: path)
    for sheet in facts.sheets {
      guard let index = file.sheets.firstIndex(where: { $0.name == sheet.name }) else { continue }
      let header = sheet.header.enumerated().map { $0.element.isEmpty ? "第 \($0.offset + 1) 列" : $0.element }
      try writer.addSheet(
        sheet.name,
        columns: [XLSXWriter.Column("问题", width: 60), XLSXWriter.Column("原表行号", width: 10)]
          + header.map { XLSXWriter.Column($0, width: 16) })
      let label = file.sheets.count > 1 ? sheet.name : ""
      try file.forEachRow(sheet: index, watch: TableWatch(isCancelled: { false })) { row in
        guard row.number > sheet.headerRow, let problems = byPlace[RosterPlace(sheet: label, row: row.number)] else {
          return true
        }
        try writer.write(cells: cells(of: row, problems, sheet))
        return true
      }
    }
    let more = facts.errorCount + facts.warningCount - problems
    if more > 0 { try writer.write(["另有 \(more) 处没有列出：请先改正这些，再上传一次"]) }
    try writer.finish()
  }

  private func cells(of row: TableRow, _ problems: [RosterProblem], _ sheet: RosterFacts.Sheet) -> [XLSXWriter.Cell] {
    var reasons: [Int: [String]] = [:]
    for problem in problems {
      guard let index = problem.column.flatMap({ sheet.mapping[$0] }) else { continue }
      reasons[index, default: []].append(Self.words(of: problem))
    }
    let all = problems.map { problem in
      let title = problem.column.map { "\($0.chineseName)：" } ?? ""
      return "\(problem.severity.chineseName)　\(title)\(Self.words(of: problem))"
    }
    let width = max(row.cells.count, (reasons.keys.max() ?? -1) + 1)
    let own = (0..<width).map { index in
      XLSXWriter.Cell(row[index].text, problem: reasons[index]?.joined(separator: "\n"))
    }
    return [XLSXWriter.Cell(all.joined(separator: "\n")), XLSXWriter.Cell(String(row.number))] + own
  }

  private static func words(of problem: RosterProblem) -> String {
    problem.message + (problem.remedy.isEmpty ? "" : "，\(problem.remedy)")
  }
}
