import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// The newest answer's receipt as PDF, to keep.
  ///
  /// - Throws: `ProofDeskRefusal.personUnknown` while nothing was answered, `PrintRefusal.undrawable`.
  public func proofReceiptPDF(of graduate: SignedInGraduate) async throws -> KeptFile {
    let (paper, receipt) = try await receiptPaper(of: graduate)
    let identity = PaperIdentity(
      number: receipt.number, date: CalendarDay(milliseconds: receipt.answeredAt).chinese, contentHash: "",
      createdAt: receipt.answeredAt / 1000)
    let bytes = try await desks.prints.work { try paper.pdf(identity) }
    return KeptFile(bytes: bytes, fileName: "\(paper.title)_\(receipt.number).pdf", contentType: PreparedFile.pdf)
  }

  /// The same as a picture, for phones where downloads get lost: pressed long, it is saved.
  ///
  /// - Throws: as the PDF.
  public func proofReceiptPicture(of graduate: SignedInGraduate) async throws -> KeptFile {
    let (paper, receipt) = try await receiptPaper(of: graduate)
    let bytes = try await desks.prints.work { try paper.png() }
    return KeptFile(bytes: bytes, fileName: "\(paper.title)_\(receipt.number).png", contentType: "image/png")
  }

  private func receiptPaper(of graduate: SignedInGraduate) async throws -> (ProofReceiptPaper, ProofReceipt) {
    let shown = try await shownProof(to: graduate)
    guard let receipt = shown.receipt else { throw ProofDeskRefusal.personUnknown }
    return (shown.paper(receipt), receipt)
  }
}

extension ShownProof {
  /// What an answer means, in one sentence.
  public func meaning(_ receipt: ProofReceipt) -> String {
    switch (receipt.isRehearsal, receipt.isRight) {
    case (true, true): "这是预校对，不能代替学信网的图像校对；学信网的校对只有一次机会，请按学校通知的时间完成。"
    case (true, false): "学校会核实您说的问题。这是预校对，更正后可以再看一遍；学信网的图像校对只有一次机会。"
    case (false, true): "已确认照片和信息正确，一次有效，不能更改；学校将据此办理学历证书电子注册。"
    case (false, false): "学校会核实您说的问题；更正后请再来确认一次。"
    }
  }

  fileprivate func paper(_ receipt: ProofReceipt) -> ProofReceiptPaper {
    let number = fields.first { $0.column == .studentNumber }?.value ?? ""
    var lines = [ProofReceiptPaper.Line("回执编号", receipt.number)]
    if !name.isEmpty { lines.append(.init("姓名", name)) }
    if !number.isEmpty { lines.append(.init("学号", number)) }
    lines.append(.init("学校", institution))
    lines.append(.init("答复", receipt.isRight ? "正确" : complaint.map { ProofAnswer.wrong($0).chinese } ?? "有误"))
    let moment = DayMinute(milliseconds: receipt.answeredAt)
    lines.append(.init("时间", "\(moment.day.chinese) \(MinuteSpan.clock(moment.minute))"))
    return ProofReceiptPaper(
      title: "\(terms.chineseName)回执", campaign: campaign, lines: lines, advice: meaning(receipt), checkCode: receipt.checkCode)
  }
}
