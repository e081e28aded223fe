import Storage

/// Whose record a paper is about.
struct PaperOwner: Sendable {
  let institutionID: String
  let studyCenterID: String?
}

/// The content of a printed paper and of its record differ though both name the same version: somebody changed one of them.
struct SealedContentChanged: Error {}

extension Transaction {
  /// Whose record it is; nil when there is no such record.
  func paperOwner(_ kind: PaperKind, _ subjectID: String) throws -> PaperOwner? {
    switch kind {
    case .slip: try slipOwner(subjectID)
    case .classCheck: try classCheckOwner(subjectID)
    case .errata: try institutionPaperOwner("errata_form", subjectID)
    case .missingLetter: try institutionPaperOwner("missing_letter", subjectID)
    case .ledger: try ledgerStatementOwner(subjectID)
    case .fees: try institutionPaperOwner("fee_statement", subjectID)
    }
  }

  /// Of a paper that is always the institution's own, by the table of its records.
  private func institutionPaperOwner(_ table: String, _ id: String) throws -> PaperOwner? {
    try row("SELECT institution_id FROM \(table) WHERE id = ?", [.text(id)]).map {
      PaperOwner(institutionID: try $0.text("institution_id"), studyCenterID: nil)
    }
  }

  /// The newest version, which is the one a seal is put on.
  ///
  /// - Throws: `SealRefusal.notFound` for a record out of reach, `.nothingHandedIn`.
  func sealTarget(_ kind: PaperKind, _ subjectID: String, within reach: PaperReach) throws -> any SealSubject {
    guard let owner = try paperOwner(kind, subjectID),
      reach.covers(institutionID: owner.institutionID, studyCenterID: owner.studyCenterID)
    else { throw SealRefusal.notFound }
    guard let subject = try sealSubject(kind, subjectID) else { throw SealRefusal.nothingHandedIn(kind) }
    return subject
  }

  /// The newest version, when it is the one that was looked at and has no seal yet.
  ///
  /// - Throws: also `SealRefusal.oldVersion`, `.alreadySealed`.
  func unsealedTarget(_ kind: PaperKind, _ subjectID: String, version: Int, within reach: PaperReach) throws -> any SealSubject
  {
    let subject = try sealTarget(kind, subjectID, within: reach)
    guard subject.version == version else { throw SealRefusal.oldVersion(kind, page: version, newest: subject.version) }
    if let earlier = try seal(of: kind, subjectID, version: version) {
      throw SealRefusal.alreadySealed(kind, at: earlier.sealedAt, earlier.method)
    }
    return subject
  }

  /// Judges a page by the codes read from it: it must be the paper of this record's newest version.
  ///
  /// - `codes`: what every QR on the page says, strangers' included.
  func target(
    onPage codes: [String], _ kind: PaperKind, _ subjectID: String, within reach: PaperReach
  ) throws -> any SealSubject {
    let newest = try sealTarget(kind, subjectID, within: reach)
    guard !codes.isEmpty else { throw SealRefusal.noCode }
    let papers = try Set(codes).sorted().compactMap { try paper(code: $0) }.filter { paper in
      guard paper.campaignID == newest.campaignID, let owner = try paperOwner(paper.kind, paper.subjectID) else { return false }
      return reach.covers(institutionID: owner.institutionID, studyCenterID: owner.studyCenterID)
    }
    guard papers.count <= 1 else { throw SealRefusal.severalCodes }
    guard let paper = papers.first else { throw SealRefusal.unknownCode }
    guard paper.kind == kind, paper.subjectID == subjectID else {
      throw SealRefusal.otherPaper(paper.kind, number: paper.number)
    }
    let subject = try unsealedTarget(kind, subjectID, version: paper.version, within: reach)
    guard paper.contentHash == subject.contentHash else { throw SealedContentChanged() }
    return subject
  }
}
