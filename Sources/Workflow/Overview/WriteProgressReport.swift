import GraduatePhotos
import Paperwork
import Storage

/// What 进度通报 is had as.
public enum ProgressReportFormat: String, Sendable, CaseIterable {
  case docx, xlsx

  public var chineseName: String { self == .docx ? "Word 文档（DOCX）" : "Excel 表格（XLSX）" }

  fileprivate var contentType: String {
    self == .docx
      ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : PreparedFile.xlsx
  }
}

extension CollectionCenter {
  /// 进度通报 of this day as a file to be handed round: who is late with what, and how far all are.
  ///
  /// - Throws: `CampaignRefusal.unknown`, `TableWriteRefusal`, `DeskRefusal`.
  public func progressReport(
    campaignID: String, as format: ProgressReportFormat, by keeper: some CampaignKeeper
  ) async throws -> PreparedFile {
    let report = try await records.read { try $0.progressReport($0.storedCampaign(campaignID)) }
    let path = PreparedFile.newPath(in: spool, identifier())
    let folder = spool.path
    try await desks.prints.work {
      switch format {
      case .docx: try report.writeDocument(to: path)
      case .xlsx: try report.writeBook(to: path, temporaryFolder: folder)
      }
    }
    return PreparedFile(
      path: path, fileName: "\(report.plan.province)_进度通报_\(report.today.compact).\(format.rawValue)",
      contentType: format.contentType)
  }
}

extension Transaction {
  fileprivate func progressReport(_ campaign: StoredCampaign) throws -> ProgressReport {
    let late = try lateReport(campaign)
    return ProgressReport(
      plan: late.plan, steps: late.steps, countedAt: LedgerMoment.text(late.countedAt ?? late.now), today: late.today,
      now: late.now, total: late.total,
      late: late.late.map {
        ProgressReport.Late(code: $0.code, name: $0.name, items: $0.items, contact: $0.contact, telephone: $0.telephone)
      },
      lines: late.all.map { ProgressReport.Line(code: $0.code, name: $0.name, count: $0.season.people) })
  }
}
