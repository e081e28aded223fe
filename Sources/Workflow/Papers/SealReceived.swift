import GraduatePhotos
import Storage

/// How a sealed paper came to the agency without the institution's own upload.
public struct ReceivedPaper: Sendable {
  public enum Way: String, Sendable, CaseIterable {
    case fax, courier
    case byHand = "by-hand"

    public var chineseName: String {
      switch self {
      case .fax: "传真"
      case .courier: "快递"
      case .byHand: "当面递交"
      }
    }
  }

  public var way: Way
  /// The page as the agency scanned it; nil when it stays on paper.
  public var scan: [UInt8]?
  /// When it came and where it lies; required without a scan, and when the scan's QR cannot be read (fax).
  public var note: String

  public init(way: Way, scan: [UInt8]? = nil, note: String = "") {
    self.way = way
    self.scan = scan
    self.note = note
  }
}

extension CollectionCenter {
  /// Seals by a page that came by fax or courier and that the agency registers; the institution is told.
  ///
  /// A QR that can be read must be the right one. Where none can be, the person who registers it answers with a note.
  func sealReceived(
    _ received: ReceivedPaper, _ kind: PaperKind, _ subjectID: String, version: Int, by receiver: some PaperReceiver,
    also follow: @escaping @Sendable (Transaction) throws -> Void = { _ in }
  ) async throws -> Seal {
    let note = try received.checkedNote()
    let reach = receiver.paperReach
    _ = try await records.read { try $0.unsealedTarget(kind, subjectID, version: version, within: reach) }
    var codes: [String] = []
    var scan: KeptDocument?
    if let bytes = received.scan {
      let page = try await uploadedPage(bytes)
      codes = page.codes
      if !codes.isEmpty {
        let found = codes
        _ = try await records.read { try $0.target(onPage: found, kind, subjectID, within: reach) }
      } else if note.isEmpty {
        throw SealRefusal.noCode
      }
      scan = try await keep(bytes, mediaType: page.mediaType)
    }
    let noteDocument = note.isEmpty ? nil : try await keep(Array(note.utf8), mediaType: DocumentType.note)
    let found = (codes: codes, documents: [scan, noteDocument].compactMap { $0 })
    return try await records.write { transaction in
      let subject = try transaction.unsealedTarget(kind, subjectID, version: version, within: reach)
      if !found.codes.isEmpty { _ = try transaction.target(onPage: found.codes, kind, subjectID, within: reach) }
      for document in found.documents { try transaction.insertDocument(document, of: subject, by: receiver) }
      let seal = try transaction.putSeal(
        on: subject, method: .receivedByAgency, documentID: found.documents.first?.id,
        details: ["way": received.way.rawValue, "documents": found.documents.map(\.id).joined(separator: " ")], by: receiver)
      try transaction.notify(received.notice(of: subject, at: transaction.today), by: receiver)
      try follow(transaction)
      return seal
    }
  }
}

extension ReceivedPaper {
  fileprivate func checkedNote() throws -> String {
    let text = note.trimmed
    guard text.count <= PaperLimits.noteCharacters else {
      throw SealRefusal.noteTooLong(characters: PaperLimits.noteCharacters)
    }
    guard scan != nil || !text.isEmpty else { throw SealRefusal.noteMissing }
    return text
  }

  fileprivate func notice(of subject: any SealSubject, at day: CalendarDay) -> NoticeDraft {
    NoticeDraft(
      campaignID: subject.campaignID, audience: .institution(subject.institutionID),
      title: "已收到盖章的\(subject.kind.chineseName)",
      body: "采集单位于\(day.chinese)登记收到贵校以\(way.chineseName)送来的《\(subject.kind.chineseName)》（第 \(subject.version) 版），用印已生效。"
        + "如果不是贵校送来的，请立即联系采集单位。",
      path: subject.path)
  }
}
